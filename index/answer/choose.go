package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"footnote/index/answer/figure"
)

// A Sentence is a sentence of a passage that was found, held against the question.
type Sentence struct {
	Passage int     // which passage: its index
	Span            // in the passage's text
	Words   float64 // the share of the question's weight that its words cover, 0 to 1
	Context float64 // the same with the sentence before it and the headings above it
	Meaning float64 // its cosine with the question
	Score   float64 // the passage's own, 0 to 1
}

// A Quotation is one sentence of a passage, or several that follow one another.
type Quotation struct {
	Passage int
	Span           // in the passage's text
	Marks   []Span // in the passage's text: the names, dates, numbers or places asked for; ordered, disjoint
	Against bool   // it contradicts the best sentence, which stands in another quotation
}

// What a sentence's score is made of, and what it takes to be shown. Set on the starter questions, where the right sentence is
// among those chosen for 31 of the 37 that are not marked hard, with 2.1 sentences an answer; the words of the sentence
// itself say little beyond those of its passage.
const (
	passageWeight = 0.7
	wordsWeight   = 0.1
	contextWeight = 0.2
	meaningWeight = 0.3
	toldWeight    = 0.2  // it tells what the question asks for
	untoldWeight  = 0.05 // the question asks for a name, a number …, and it tells none
	beside        = 0.05 // it stands beside one that is chosen

	confident = 0.3 // the least score of an answer
	near      = 0.6 // the least its context and meaning add up to
	follows   = 0.8 // the share of the first sentence's score that a further one must have

	mostSentences = 3
	mostBytes     = 600 // of an answer: it is read at a glance
)

// Choose returns the quotations that answer a question best, of one to three sentences together, and none where it is not
// confident that any does. If another passage contradicts the best sentence, the answer has both. Passages come best first, sentences in the order in which they stand; quotations come in the order of
// their passages, beginning with that of the best sentence.
func Choose(question string, passages []Passage, sentences []Sentence) []Quotation {
	c := chooser{asked: ask(question), passages: passages, sentences: slices.Clone(sentences)}
	for i := range c.sentences {
		c.sentences[i].End = c.led(i)
	}
	for i, s := range c.sentences {
		text := c.text(i)
		told := c.asked.told(text)
		score := passageWeight*s.Score + wordsWeight*s.Words + contextWeight*s.Context + meaningWeight*max(s.Meaning, 0)
		switch {
		case len(told) > 0:
			score += toldWeight
		case c.asked.kind != other:
			score -= untoldWeight
		case c.asked.form != nil && c.asked.form.MatchString(text):
			score += formWeight
		}
		c.told, c.scores = append(c.told, told), append(c.scores, score)
	}
	for i := range c.scores { // what answers a question or stands below a heading is as near as they are
		if c.quotable(i) {
			continue
		}
		if c.together(i, i+1) && c.asks(i) {
			c.scores[i+1] = max(c.scores[i+1], c.scores[i]-beside)
		}
		c.scores[i] = -1
	}
	chosen := c.choose()
	if !c.answers(question, chosen) {
		return nil
	}
	return c.quotations(c.opposed(chosen))
}

// A chooser chooses among sentences. Its slices go side by side.
type chooser struct {
	asked     asked
	passages  []Passage
	sentences []Sentence // one that leads in to a list ends with the list
	told      [][]Span   // what a sentence tells of what is asked for, within it
	scores    []float64
}

func (c *chooser) text(i int) string {
	s := c.sentences[i]
	return c.passages[s.Passage].Text[s.Start:s.End]
}

// choose returns the indices of the best sentences, best first.
func (c *chooser) choose() (chosen []int) {
	scores := slices.Clone(c.scores)
	bytes := 0
	first := 0.0
	take := func(i int) {
		chosen = append(chosen, i)
		bytes += len(c.text(i))
		for j := range scores { // itself, and what overlaps it
			if c.sentences[j].Passage == c.sentences[i].Passage && c.sentences[j].Start < c.sentences[i].End && c.sentences[i].Start < c.sentences[j].End {
				scores[j] = -1
			}
		}
		for _, j := range []int{i - 1, i + 1} {
			if c.together(i, j) && scores[j] >= 0 {
				scores[j] += beside
			}
		}
	}
	for len(chosen) < mostSentences {
		best := -1
		for i, score := range scores {
			if score >= 0 && (best < 0 || score > scores[best]) {
				best = i
			}
		}
		switch {
		case best < 0, scores[best] < confident, len(chosen) > 0 && (scores[best] < follows*first || bytes+len(c.text(best)) > mostBytes):
			return chosen
		case len(chosen) == 0:
			first = scores[best]
		}
		take(best)
		if before := best - 1; len(chosen) < mostSentences && c.together(best, before) && scores[before] >= 0 && leans(c.text(best)) {
			take(before)
		}
	}
	return chosen
}

// together says whether two sentences stand beside one another in one passage.
func (c *chooser) together(i, j int) bool {
	return j >= 0 && j < len(c.sentences) && c.sentences[i].Passage == c.sentences[j].Passage
}

// answers says whether the sentences chosen may be taken for an answer: they tell what is asked for, speak of those whom the
// question names, and come near it.
func (c *chooser) answers(question string, chosen []int) bool {
	if len(chosen) == 0 {
		return false
	}
	told, context := false, 0.0
	for _, i := range chosen {
		told = told || len(c.told[i]) > 0
		context = max(context, c.sentences[i].Context)
	}
	mustTell := c.asked.kind != other && c.asked.kind != moment // "When must a chain be replaced?" asks for no date
	if mustTell && !told || context+c.sentences[chosen[0]].Meaning < near {
		return false
	}
	p := c.passages[c.sentences[chosen[0]].Passage]
	about := strings.ToLower(p.Title + "\n" + strings.Join(p.Headings, "\n") + "\n" + p.Text)
	for _, name := range names(question) {
		if !strings.Contains(about, strings.TrimSuffix(strings.ToLower(lastWord(question[name.Start:name.End])), "s")) {
			return false
		}
	}
	return true
}

// lastWord is the last word of a name.
func lastWord(name string) string {
	words := figure.Words(name)
	w := words[len(words)-1]
	return name[w.Start:w.End]
}

// quotations puts sentences into the order in which they are read, those that follow one another as one. against is the sentence that
// contradicts the best, or -1.
func (c *chooser) quotations(chosen []int, against int) []Quotation {
	first := c.sentences[chosen[0]].Passage
	slices.SortFunc(chosen, func(i, j int) int {
		p, q := c.sentences[i].Passage, c.sentences[j].Passage
		switch {
		case p == q:
			return i - j
		case p == first:
			return -1
		case q == first:
			return 1
		}
		return p - q
	})
	var quotations []Quotation
	for n, i := range chosen {
		s := c.sentences[i]
		if n == 0 || chosen[n-1] != i-1 || !c.together(i, i-1) {
			quotations = append(quotations, Quotation{Passage: s.Passage, Span: s.Span})
		}
		q := &quotations[len(quotations)-1]
		q.End, q.Against = s.End, q.Against || i == against
		for _, m := range c.told[i] {
			q.Marks = append(q.Marks, Span{Start: s.Start + m.Start, End: s.Start + m.End})
		}
	}
	for i := range quotations {
		q := &quotations[i]
		q.Span = bare(c.passages[q.Passage].Text, q.Span)
	}
	return quotations
}

// leadSigns stand before an item of a list or a cell of a table, and are no part of what it says.
var leadSigns = regexp.MustCompile(`^(?:(?:[-*•–|>]|\d{1,3}[.)])\s+)+`)

// bare is a span of a text without the signs of a list or a table around it.
func bare(text string, s Span) Span {
	s.Start += len(leadSigns.FindString(text[s.Start:s.End]))
	s.End = s.Start + len(strings.TrimRight(text[s.Start:s.End], " |"))
	return s
}

// led returns where the list ends that sentence i leads in, or where the sentence ends.
func (c *chooser) led(i int) int {
	last := i
	if !leadsIn(c.text(i)) {
		return c.sentences[i].End
	}
	for j := i + 1; c.together(i, j) && c.sentences[j].End-c.sentences[i].Start <= mostBytes; j++ {
		if last > i && !item.MatchString(c.text(j)) {
			break
		}
		last = j
	}
	return c.sentences[last].End
}

// leadsIn says whether a sentence leads in to what follows it.
func leadsIn(text string) bool { return strings.HasSuffix(strings.TrimRight(text, "*_ "), ":") }

// item finds an item of a list.
var item = regexp.MustCompile(`^(?:[-*•–|>]|\d{1,3}[.)]|\(?[a-z]\))\s`)

// markup finds what only says how a text is set.
var markup = regexp.MustCompile("^\\s*(?:\\\\[a-z]+[{\\[]|\\.\\. |</?[a-z]|```|[-=~_*]{3,}|::|[a-z]+: [a-z]+(?:, [a-z]+)*$)")

// asks says whether sentence i asks a question, or is a heading.
func (c *chooser) asks(i int) bool {
	text := strings.TrimRight(c.text(i), "*_ \"”“»")
	return strings.HasSuffix(text, "?") || strings.HasPrefix(text, "#") || c.heads(i)
}

// heads says whether sentence i looks like a heading: a short line by itself, with no full stop, and above other text.
func (c *chooser) heads(i int) bool {
	const most = 8 // words
	text := c.text(i)
	if strings.ContainsAny(text, "\n|") || item.MatchString(text) || len(strings.Fields(text)) > most || strings.ContainsAny(text[len(text)-1:], ".!;:,") {
		return false
	}
	s := c.sentences[i]
	all := c.passages[s.Passage].Text
	above, below := strings.TrimRight(all[:s.Start], " \t"), strings.TrimLeft(all[s.End:], " \t*_")
	return (above == "" || strings.HasSuffix(above, "\n\n")) && strings.HasPrefix(below, "\n") && strings.TrimSpace(below) != ""
}

// quotable says whether sentence i says something by itself: a question, a heading, a bare label, the beginning of a list or a row of
// figures does not.
func (c *chooser) quotable(i int) bool {
	const fewest = 4 // words
	text := c.text(i)
	switch {
	case c.asks(i), leadsIn(text), markup.MatchString(text), len(text) > mostBytes:
		return false
	}
	return len(strings.Fields(strings.TrimLeft(text, "*-•|> \t"))) >= fewest || strings.ContainsFunc(text, unspaced) || len(c.told[i]) > 0 && strings.ContainsFunc(text, unicode.IsLetter)
}

// unspaced says whether a rune belongs to a script that is written without blanks between words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// leans says whether a sentence leans on the one before it: it begins with a word that points back.
func leans(text string) bool { return pointsBack.MatchString(text) }

var pointsBack = regexp.MustCompile(`^(?i)(he|she|it|they|this|that|these|those|his|her|its|their|both|such|then|thus|therefore|so|er|sie|es|dies|diese[rs]?|dabei|damit|dafür|deshalb|daher)\b`)
