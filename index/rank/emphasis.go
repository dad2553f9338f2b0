package rank

import (
	"math"

	"footnote/index/language"
)

// plainEmphasis is the weight, in the question's vector, of a word that is not among the query's terms, such as "the".
const plainEmphasis = 0.5

// Emphasis returns a function that gives the weight of a word in the question's vector, by its span in Query.Text. A rare term counts
// more: by the square root of its idf over that of a term in no chunk.
//
// The formula was tuned on adi, cacm, cranfield, xquad_en and the even everyday questions of index/quality. nDCG@10 of the vectors alone
// rises: adi .418 to .518, cacm .412 to .416, cranfield .342 to .352, xquad_en stays at .909. Held out, the odd everyday questions that share
// no word with their answer: recall@10 rises from .60 to .68.
func (q Query) Emphasis(a *language.Analyzer) func(start, end int) float64 {
	most := math.Log(1 + float64(q.stats.Chunks))
	weight := make([]float64, len(q.Text)) // of the word that a byte is of; 0 for none
	if most > 0 {
		for _, t := range a.Tokens(q.Text) {
			for i := t.Start; i < t.End; i++ {
				weight[i] = max(weight[i], math.Sqrt(q.idf[t.Term]/most))
			}
		}
	}
	return func(start, _ int) float64 {
		if start < len(weight) && weight[start] > 0 {
			return weight[start]
		}
		return plainEmphasis
	}
}
