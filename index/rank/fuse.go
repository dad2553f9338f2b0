package rank

import "slices"

// MeaningWeight is the part of a score that comes from meaning. Between 0.25 and 0.3 the fusion held its own on standard
// collections and kept, on everyday questions that share no word with their answer, most of what the vectors found.
const MeaningWeight = 0.3

// A Candidate is a passage that words or vectors brought up.
type Candidate struct {
	ID       int64 // of the chunk
	Document int64
	Span     Span // in the document's canonical text
	Text     string
	Words    float64 // Match.Score, 0 to 1
	Meaning  float64 // cosine of question and passage, −1 to 1
	Marks    []Span
}

// Score fuses words and meaning by weight: (1−w)·words + w·cosine.
func (c Candidate) Score() float64 { return c.WordsShare() + c.MeaningShare() }

// WordsShare is the part of the score that comes from matching words.
func (c Candidate) WordsShare() float64 { return (1 - MeaningWeight) * c.Words }

// MeaningShare is the part of the score that comes from meaning.
func (c Candidate) MeaningShare() float64 { return MeaningWeight * max(c.Meaning, 0) }

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

// Answers reports whether a candidate is good enough to be shown as an answer to anything.
func (c Candidate) Answers() bool {
	return c.Score() >= Floor
}

// Floor is the score below which a passage is taken for noise.
const Floor = 0.15

// Nearest looks at the sentences of a passage one by one. It returns the one that answers best, by the share of the passage's
// marked words that stand in it and its cosine to the question, fused as a passage's are; and the passage's meaning, sharpened
// to the mean of its own cosine and that of its nearest sentence: a passage of many things is far from any one of them.
// vectors are the sentences' vectors, of unit length as the question's is, or zero.
func (c *Candidate) Nearest(sentences []Span, vectors [][]float32, question []float32) (best Span, meaning float64) {
	best, meaning = Span{0, len(c.Text)}, c.Meaning
	top, nearest := -1.0, -1.0
	for i, s := range sentences {
		cosine := dot(question, vectors[i])
		nearest = max(nearest, cosine)
		if score := (1-MeaningWeight)*c.marked(s) + MeaningWeight*cosine; score > top {
			best, top = s, score
		}
	}
	if len(sentences) > 0 {
		meaning = (c.Meaning + nearest) / 2
	}
	return best, meaning
}

// marked is the share of the passage's marks that stand within s.
func (c *Candidate) marked(s Span) float64 {
	inside := 0
	for _, m := range c.Marks {
		if m.Start >= s.Start && m.End <= s.End {
			inside++
		}
	}
	return float64(inside) / float64(max(len(c.Marks), 1))
}

func dot(x, y []float32) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}
