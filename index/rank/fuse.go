package rank

import (
	"math"
	"slices"

	"footnote/index/bm25"
)

// The part of a score that comes from meaning: mostWeight where no passage has much of what the question's words weigh, leastWeight
// where one has enough, and in between in proportion. Enough is given as a share of what the question's words weigh or, where that is
// more, of what rareWords words weigh that are in no chunk: in a long question no passage has them all.
const (
	mostWeight, leastWeight = 1.0, 0.3
	littleCover, fullCover  = 0.5, 0.9
	rareWords               = 2
)

// answerWeight is what a passage gains where one of its sentences tells what the question asks for (a date, a number, a name):
// so much of that sentence's own score.
const answerWeight = 0.1

// A Candidate is a passage that words or vectors brought up.
type Candidate struct {
	ID       int64 // of the chunk
	Document int64
	Span     Span // in the document's canonical text
	Text     string
	Marks    []Mark
	Cover    float64 // Match.Cover
	Words    float64 // Match.Score, 0 to 1; Look adds to it
	Meaning  float64 // cosine of question and passage, −1 to 1; Look sharpens it
	Weight   float64 // of meaning in the score: see Query.Weight
}

// Weight returns the part that meaning has in the scores of candidates: the less of the question's words the best of them has, the
// more. BM25 finds what is written as it is asked and finds at random where it is not: with meaning weighed alike for all, of the
// passages that answer everyday questions in other words it buries most under those that share a word by chance.
//
// It was chosen by the mean of all four standard collections and by the even everyday questions of index/quality, so none of the four
// is held out: their mean nDCG@10 was .615 with these, and .610 with 0.9 and 0.8 for 1 and 0.9. Recall@10 of the odd everyday questions without a word in common,
// by which nothing was chosen, goes from .18 to .76.
func (q Query) Weight(candidates []Candidate) float64 {
	cover := 0.0
	for _, c := range candidates {
		cover = max(cover, c.Cover)
	}
	all := q.attain / bm25.Max
	enough := min(all, rareWords*math.Log(1+float64(q.stats.Chunks)))
	if enough == 0 {
		return mostWeight
	}
	t := min(max((cover*all/enough-littleCover)/(fullCover-littleCover), 0), 1)
	return mostWeight + t*(leastWeight-mostWeight)
}

// Score fuses words and meaning by weight: (1−w)·words + w·cosine.
func (c Candidate) Score() float64 { return c.WordsShare() + c.MeaningShare() }

// WordsShare is the part of the score that comes from matching words.
func (c Candidate) WordsShare() float64 { return (1 - c.Weight) * c.Words }

// MeaningShare is the part of the score that comes from meaning.
func (c Candidate) MeaningShare() float64 { return c.Weight * max(c.Meaning, 0) }

// Order sorts candidates best first, ties in the order of their chunks, and leaves out what would be shown twice: a passage
// that overlaps a better one, and one that says word for word what a better one says (a copy of a document, a footer).
func Order(candidates []Candidate) []Candidate {
	slices.SortStableFunc(candidates, func(x, y Candidate) int {
		switch dx, dy := x.Score(), y.Score(); {
		case dx > dy:
			return -1
		case dx < dy:
			return 1
		}
		return int(min(max(x.ID-y.ID, -1), 1))
	})
	var kept []Candidate
	shown := map[string]bool{}
	byDocument := map[int64][]Span{}
	for _, c := range candidates {
		overlaps := slices.ContainsFunc(byDocument[c.Document], func(s Span) bool {
			return c.Span.Start < s.End && s.Start < c.Span.End
		})
		if overlaps || shown[c.Text] {
			continue
		}
		shown[c.Text] = true
		byDocument[c.Document] = append(byDocument[c.Document], c.Span)
		kept = append(kept, c)
	}
	return kept
}

// Look looks at the sentences of a passage one by one, and returns the passage's words and meaning as they are after that look,
// and the sentence that answers best. A sentence is scored as a passage is, with the share of the query's weight that it covers
// for its words.
//
// Meaning becomes the mean of the passage's own cosine and that of its nearest sentence: a passage of many things is far from any
// one of them. Where a sentence tells what the question asks for, the passage gains by it. vectors are the sentences' vectors, of
// unit length as the question's is, or zero.
func (q Query) Look(c Candidate, sentences []Span, vectors [][]float32, question []float32) (words, meaning float64, best Span) {
	words, meaning, best = c.Words, c.Meaning, Span{Start: 0, End: len(c.Text)}
	top, nearest := -1.0, -1.0
	var told Candidate // the best sentence that tells what is asked for
	for i, s := range sentences {
		sentence := Candidate{Words: q.coverage(c.Marks, s), Meaning: dot(question, vectors[i]), Weight: c.Weight}
		nearest = max(nearest, sentence.Meaning)
		score := sentence.Score()
		if q.expect.MetBy(c.Text[s.Start:s.End]) {
			if score > told.Score() {
				told = sentence
			}
			score += answerWeight
		}
		if score > top {
			best, top = s, score
		}
	}
	if len(sentences) > 0 {
		meaning = (meaning+nearest)/2 + answerWeight*max(told.Meaning, 0)
		words += answerWeight * told.Words
	}
	return words, meaning, best
}

// dot is the cosine of two vectors of unit length, or zero.
func dot(x, y []float32) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}
