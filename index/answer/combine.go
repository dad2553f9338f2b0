package answer

import (
	"regexp"
	"strings"

	"footnote/index/answer/figure"
)

// connects finds the words with which a follow-up ties itself to the question before it.
var connects = regexp.MustCompile(`(?i)^\s*(?:and|but|or|also|und|aber|oder|auch)?\s*(?:(?:what|how) about|was ist mit|wie (?:ist|steht) es mit)?\s+`)

// Combine makes a full question of a follow-up and the question before it, without a model: "How much was the rent in 2022?" and "and
// in 2023?" is "How much was the rent in 2023?". A follow-up that stands for itself is left as it is.
func Combine(turns []Turn, question string) string {
	question = oneLine(question)
	if len(turns) == 0 || !FollowsUp(question) {
		return question
	}
	last := strings.TrimRight(oneLine(turns[len(turns)-1].Question), " ?.!")
	more := strings.TrimRight(connects.ReplaceAllString(" "+question, ""), " ?.!")
	if old, now := figure.Read(last), figure.Read(more); len(old) == 1 && len(now) == 1 && alike(old[0], now[0]) && alone(more, now[0]) {
		return last[:old[0].Start] + more[now[0].Start:now[0].End] + last[old[0].End:] + "?"
	}
	return last + " " + more + "?"
}

// alike says whether two figures are of one kind: dates, years, or other numbers.
func alike(x, y figure.Figure) bool {
	dated := func(f figure.Figure) bool { return f.Date != (figure.Date{}) }
	year := func(f figure.Figure) bool { return len(f.Values) > 0 && len(f.Values[0]) == 4 && !f.Worded }
	return dated(x) == dated(y) && year(x) == year(y)
}

// alone says whether a follow-up is a figure and little else: "in 2023", "the 5th of May".
func alone(more string, f figure.Figure) bool {
	return len(figure.Words(more[:f.Start]))+len(figure.Words(more[f.End:])) <= 2
}

// pointing finds words that mean something said before.
var pointing = regexp.MustCompile(`(?i)^\s*(and|but|or|also|what about|how about|und|aber|oder|auch|was ist mit)\b|\b(it|its|he|him|his|she|her|they|them|their|that|those|this|these|there|then|er|ihn|ihm|sein|sie|ihr|es|das|dies|dort|dann)\W*$|^\s*(why|when|where|who|how much|how many|warum|wann|wo|wer|wie viele?)\s*\?*\s*$`)

// FollowsUp says whether a question leans on the one before it, as far as its words give that away.
func FollowsUp(question string) bool {
	const fewest = 3 // words of a question that stands for itself
	return pointing.MatchString(question) || len(figure.Words(question)) < fewest
}
