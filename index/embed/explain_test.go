package embed_test

import (
	"math"
	"testing"

	"footnote/index/embed"
)

func TestExplainMatchesTheTokens(t *testing.T) {
	model, err := embed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	const passage = "Either party may end the tenancy by giving two months’ written notice, antidisestablishmentarianism or Москва aside."
	for _, question := range []string{"How much notice must a tenant give?", "Москва", "", "?"} {
		query, err := model.EmbedQuery(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		vectors, err := model.EmbedDocuments(t.Context(), []string{passage})
		if err != nil {
			t.Fatal(err)
		}
		var cosine, sum float64
		for i, x := range vectors[0] {
			cosine += float64(x) * float64(query[i])
		}
		wanted := model.Tokens(passage)
		for i, c := range model.Explain(query, passage) {
			alone := model.EmbedWeighted(passage, func(start, end int) float64 {
				if start == c.Start && end == c.End {
					return 1
				}
				return 0
			})
			if c.Start != wanted[i].Start || c.End != wanted[i].End || c.Weight*dot(alone, query) < -1e-9 {
				t.Errorf("%q: token %d is %+v, want %+v with the sign of %v", question, i, c, wanted[i], dot(alone, query))
			}
			sum += c.Weight
		}
		if math.Abs(sum-cosine) > 1e-5 {
			t.Errorf("%q: the tokens add up to %v, and the cosine is %v", question, sum, cosine)
		}
	}
	if got := model.Explain(make([]float32, model.Dim()), ""); len(got) != 0 {
		t.Errorf("an empty passage has %v", got)
	}
}
