package app

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// reasons are why a passage is near to the question.
type reasons struct {
	of    index.Citation
	why   index.Explanation
	words string // of the passage
}

// explains says whether it is shown why a passage is near.
func (j *judging) explains(c index.Citation) bool { return j.why != nil && same(j.why.of, c) }

// onWhy shows in a passage's row why it is near to the question, or no longer.
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
		case asked.number != j.present().number: // the passages are others
		case err != nil:
			j.notice(explain(lang.L("Footnote can't tell why this passage was found."), err).sentence())
		default:
			j.why = &reasons{p.Citation, e, p.Text}
			j.redraw()
		}
	})
}

// maxReasons is how many words are named with what each adds.
const maxReasons = 5

// sum is the cosine as a sum: the words that add most, with all the places of each taken together, and the rest.
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
	// What is left is taken from the numbers as they are written, so that those add up.
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

// rounded is a share in whole hundredths.
func rounded(x float64) int { return int(math.Round(100 * x)) }

// hundredths writes so many of them with two digits behind the point.
func hundredths(n int) string {
	return strings.Replace(strconv.FormatFloat(float64(n)/100, 'f', 2, 64), "-", "−", 1)
}

// grades are how strongly words are marked that carry a passage's nearness.
const grades = 3

// marks are the words that carried the nearness, by grade, the strongest first; those that add little or lead elsewhere have none.
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

// scoreWords say how likely a passage answers, and what its words and its meaning count for in that; of a passage that is like another,
// how near it is. They are empty for one that was not found by a question.
func scoreWords(p index.Passage) string {
	switch {
	case p.Score == 0:
		return ""
	case p.Evidence == index.Evidence{}:
		return lang.L("Similarity in meaning {{.Meaning}}", map[string]any{"Meaning": hundredths(rounded(p.Meaning))})
	}
	return lang.L("{{.Percent}} % likely to answer: words {{.Words}}, meaning {{.Meaning}}", map[string]any{
		"Percent": p.Percent(), "Words": hundredths(rounded(p.Words)), "Meaning": hundredths(rounded(p.Meaning)),
	})
}
