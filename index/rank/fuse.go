package rank

import (
	"math"
	"slices"

	"footnote/index/bm25"
)

// The weight of meaning in a score falls from mostWeight to leastWeight as the best passage covers more of the question's words: from
// littleCover of what they weigh to fullCover. A question of more weight than rareWords words that no chunk has counts as weighing that
// much, because no passage has all words of a long question.
const (
	mostWeight, leastWeight = 1.0, 0.3
	littleCover, fullCover  = 0.5, 0.9
	rareWords               = 2
)

// answerWeight is the share of a sentence's own score that its passage gains if the sentence tells what the question asks for: a date, a
// number, a name; and what it gains if few sentences tell that: an e-mail address, a telephone number.
const answerWeight, rareWeight = 0.1, 1.0

// A Candidate is a passage that the search by words or by vectors found.
type Candidate struct {
	ID       int64 // of the chunk
	Document int64
	Span     Span // in the document's canonical text
	Text     string
	Marks    []Mark
	Cover    float64  // Match.Cover
	Words    float64  // Match.Score, 0 to 1; Look adds to it
	Meaning  float64  // cosine of question and passage, −1 to 1; Look sharpens it
	Weight   float64  // of meaning in the score: see Query.Weight
	Lacking  bool     // Match.Lacking
	Near     float64  // how near its words come to the query's: Query.Approach; 0 for a passage that is not looked at
	Evidence Evidence // of how likely it answers: see Query.Appraise
}

// Weight returns the weight of meaning in the scores of the candidates. The less of the question's words the best of them has, the more
// meaning counts. BM25 is good where a passage uses the question's words, and random where it does not: with one weight for all, a
// passage that answers in other words is buried under passages that share a word by chance.
//
// The constants were tuned on adi, cacm, cranfield, xquad_en and the even everyday questions of index/quality. Mean nDCG@10 of the four
// is .615 with them, and .610 with 0.9 and 0.8 in place of 1 and 0.9. Held out, the odd everyday questions that share no word with their
// answer: recall@10 rises from .18 to .76.
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

// WordsShare returns the part of the score that comes from words.
func (c Candidate) WordsShare() float64 { return (1 - c.Weight) * c.Words }

// MeaningShare returns the part of the score that comes from meaning.
func (c Candidate) MeaningShare() float64 { return c.Weight * max(c.Meaning, 0) }

// Order sorts candidates best first, ties by their chunks, and drops repetitions: a passage that overlaps a better one, and one with the
// same text as a better one (a copy of a document, a footer).
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

// Look scores the sentences of a passage one by one. It returns the passage's words and meaning, corrected by what it saw, and the sentence
// that answers best. A sentence is scored like a passage, by the share of the query's weight that it covers and by its cosine.
//
// The corrected meaning is the mean of the passage's cosine and that of its nearest sentence, because a passage about many things is far
// from each of them. If a sentence tells what the question asks for, the passage gains answerWeight of its score. vectors and question
// have unit length, or are zero.
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
		weight := answerWeight
		if q.expect.Rare() {
			weight = rareWeight
		}
		meaning = (meaning+nearest)/2 + weight*max(told.Meaning, 0)
		words += weight * told.Words
	}
	return words, meaning, best
}

// dot returns the cosine of two vectors of unit length or zero.
func dot(x, y []float32) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}
