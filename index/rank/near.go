package rank

// nearWeight is the share of a passage's nearness in words that its words gain: see Approach. It was chosen on the office questions and half
// of the household ones. Held out, the right passage is first for .63 of the other half, and for .50 without; of the questions of cacm for
// .69 and .71, with a mean reciprocal rank of .81 and .80; of the odd everyday questions in other words than their passage for .16 and .18.
//
// aboveWeight is the same for the title and the headings above it, whose words count as near from aboveNear on. It was chosen on adi and the
// office questions, and leaves these as they are. Held out, cranfield's mean reciprocal rank rises from .548 to .561, cacm's from .802 to .807.
const (
	nearWeight  = 0.3
	aboveWeight = 0.1
	aboveNear   = 0.3
)

// Approach has a passage gain from how near its words come to those of the query. body and above hold, for each of Words, the greatest cosine
// with a word of the passage, and with one of the title and the headings above it.
func (q Query) Approach(c *Candidate, body, above []float64) {
	whole, titled := make([]float64, len(body)), make([]float64, len(body))
	for i := range body {
		whole[i] = max(body[i], above[i])
		titled[i] = (above[i] - aboveNear) / (1 - aboveNear)
	}
	c.Near = q.near(whole)
	c.Words += nearWeight*c.Near + aboveWeight*q.near(titled)
}

// near returns the mean of how near a text comes to each word of the query, by the words' weight, 0 to 1.
func (q Query) near(near []float64) float64 {
	var sum, all float64
	for i, n := range near {
		sum += q.idf[i] * max(n, 0)
		all += q.idf[i]
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// lendWeight is the share of its score that a passage lends to those before and after it: an answer often stands beside the passage that
// says what it is about. It was chosen on the office questions, of which the right passage is among the first ten for .89 in place of .86, and
// first for .64 in place of .61. Held out, cacm, cranfield and the other half of the household questions stay as they are within .005.
const lendWeight = 0.1

// Lend has each candidate gain from the better of the passages before and after it in its document, if these are among lenders.
func Lend(candidates, lenders []Candidate) {
	byChunk := make(map[int64]*Candidate, len(lenders))
	for i := range lenders {
		byChunk[lenders[i].ID] = &lenders[i]
	}
	for i := range candidates {
		c := &candidates[i]
		var best *Candidate
		for _, beside := range []int64{c.ID - 1, c.ID + 1} { // the chunks of a document have numbers in a row
			n := byChunk[beside]
			if n != nil && n.Document == c.Document && (best == nil || n.Score() > best.Score()) {
				best = n
			}
		}
		if best != nil {
			c.Words += lendWeight * best.Words
			c.Meaning += lendWeight * max(best.Meaning, 0)
		}
	}
}
