package app

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// reasons holds why a passage is close to the question.
type reasons struct {
	of    index.Citation
	why   index.Explanation
	words string // of the passage
}

// explains reports whether the row of a passage shows why it is close.
func (j *judging) explains(c index.Citation) bool { return j.why != nil && same(j.why.of, c) }

// onWhy shows in a passage's row why it is close to the question, or hides that.
func (j *judging) onWhy(p index.Passage) {
	if j.explains(p.Citation) {
		j.why = nil
		j.redraw()
		return
	}
	asked := j.present()
	explaining := func(ctx context.Context) (index.Explanation, error) {
		return j.library.Explain(ctx, asked.question, p.Citation, asked.options)
	}
	start(j.jobs, j.jobs.ctx, explaining, func(e index.Explanation, err error) {
		switch {
		case asked.number != j.present().number: // the results have changed
		case err != nil:
			j.notice(explain(lang.L("Footnote can't explain why it found this passage."), err).sentence())
		default:
			j.why = &reasons{p.Citation, e, p.Text}
			j.redraw()
		}
	})
}

// maxReasons bounds the words listed with their contributions.
const maxReasons = 5

// sum returns the cosine as a sum: the words that contribute most, each with all its occurrences together, and the rest.
func (r *reasons) sum() string {
	type share struct {
		word   string
		weight float64
	}
	var shares []share
	at := map[string]int{}
	for _, c := range r.why.Words {
		word := strings.ToLower(r.words[c.Start:c.End])
		i, known := at[word]
		if !known {
			i = len(shares)
			at[word] = i
			shares = append(shares, share{word: word})
		}
		shares[i].weight += c.Weight
	}
	slices.SortStableFunc(shares, func(a, b share) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	// The rest is computed from the rounded numbers, so that those add up.
	var parts []string
	named := min(maxReasons, len(shares))
	rest := rounded(r.why.Cosine) - rounded(r.why.Above)
	for _, s := range shares[:named] {
		rest -= rounded(s.weight)
		parts = append(parts, s.word+" "+hundredths(rounded(s.weight)))
	}
	if len(shares) > named {
		parts = append(parts, lang.N("{{.Count}} other words", len(shares)-named, number(len(shares)-named))+" "+hundredths(rest))
	}
	parts = append(parts, lang.L("title and headings")+" "+hundredths(rounded(r.why.Above)))
	return lang.L("Meaning {{.Sum}} = ", map[string]any{"Sum": hundredths(rounded(r.why.Cosine))}) + strings.Join(parts, " + ")
}

// rounded returns a share in whole hundredths.
func rounded(x float64) int { return int(math.Round(100 * x)) }

// hundredths writes a number of hundredths with two decimal places.
func hundredths(n int) string {
	return strings.Replace(inWords().Decimal(float64(n)/100, 2), "-", "−", 1)
}

// grades is the number of strengths of marks on words that make a passage close.
const grades = 3

// marks returns the words that make the passage close, by grade, the strongest first. Words that contribute little or negatively have no
// mark.
func (r *reasons) marks(skip int) [grades][]view.Span {
	strongest := 0.0
	for _, c := range r.why.Words {
		strongest = max(strongest, c.Weight)
	}
	var marks [grades][]view.Span
	if strongest == 0 {
		return marks
	}
	for _, c := range r.why.Words {
		share := c.Weight / strongest
		if c.Start < skip || share < 0.08 || utf8.RuneCountInString(r.words[c.Start:c.End]) == 0 {
			continue
		}
		grade := grades - 1
		switch {
		case share >= 0.6:
			grade = 0
		case share >= 0.25:
			grade = 1
		}
		marks[grade] = append(marks[grade], view.Span{Start: c.Start - skip, End: c.End - skip})
	}
	return marks
}

// The likelihoods from which a passage is a strong or a good match.
const (
	strongMatch = 0.6
	goodMatch   = 0.25
)

// matchWord puts a score into one word; it is empty for a passage that no question found.
func matchWord(p index.Passage) string {
	switch {
	case p.Score == 0:
		return ""
	case p.Score >= strongMatch:
		return lang.L("Strong")
	case p.Score >= goodMatch:
		return lang.L("Good")
	}
	return lang.L("Weak")
}

// matchWords is matchWord in words that stand alone.
func matchWords(p index.Passage) string {
	switch {
	case p.Score == 0:
		return ""
	case p.Score >= strongMatch:
		return lang.L("Strong match")
	case p.Score >= goodMatch:
		return lang.L("Good match")
	}
	return lang.L("Weak match")
}

// scoreWords says in numbers how likely a passage answers, and how much its words and its meaning count towards that. For a passage that
// is like another, it says how close the two are.
func scoreWords(p index.Passage) string {
	if p.Evidence == (index.Evidence{}) {
		return lang.L("Similarity in meaning {{.Meaning}}", map[string]any{"Meaning": hundredths(rounded(p.Meaning))})
	}
	return lang.L("{{.Percent}} % likely to answer: words {{.Words}}, meaning {{.Meaning}}", map[string]any{
		"Percent": p.Percent(), "Words": hundredths(rounded(p.Words)), "Meaning": hundredths(rounded(p.Meaning)),
	})
}

// onDetails shows the numbers behind a passage's score.
func (j *judging) onDetails(p index.Passage) {
	lines := []string{scoreWords(p)}
	if j.explains(p.Citation) {
		lines = append(lines, "", j.why.sum())
	}
	j.tell(trouble{Headline: matchWords(p), Lines: lines})
}

// maxNamed bounds the words that a sentence names.
const maxNamed = 3

// sentence says why the passage is close: which of its words match the question, and which are close to it in meaning.
func (r *reasons) sentence(p index.Passage) string {
	var matched, close []string
	for _, s := range p.Highlights {
		if s.Start >= 0 && s.End <= len(p.Text) && s.Start < s.End {
			matched = named(matched, p.Text[s.Start:s.End])
		}
	}
	words := slices.Clone(r.why.Words)
	slices.SortStableFunc(words, func(a, b index.Contribution) int { return cmp.Compare(b.Weight, a.Weight) })
	for _, w := range words {
		if word := strings.ToLower(r.words[w.Start:w.End]); w.Weight > 0.05 && !slices.Contains(matched, word) {
			close = named(close, word)
		}
	}
	data := map[string]any{"Words": strings.Join(matched, ", "), "Close": strings.Join(close, ", ")}
	switch {
	case len(matched) > 0 && len(close) > 0:
		return lang.L("It has these words of your question: {{.Words}}. Close to it in meaning: {{.Close}}.", data)
	case len(matched) > 0:
		return lang.L("It has these words of your question: {{.Words}}.", data)
	case len(close) > 0:
		return lang.L("It has other words, close to your question in meaning: {{.Close}}.", data)
	}
	return lang.L("As a whole, it is close to your question in meaning.")
}

// named adds a word to those that a sentence names, if it is new and there is room.
func named(words []string, word string) []string {
	word = strings.ToLower(strings.TrimSpace(word))
	if len(words) == maxNamed || slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}
