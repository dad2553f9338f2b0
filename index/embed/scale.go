package embed

import (
	"context"
	"errors"
	"fmt"
)

// ErrSenseless reports that a model separates answers from unrelated passages no better than chance.
var ErrSenseless = errors.New("the model does not tell related texts from unrelated ones")

// A Scale says what a model's cosines mean. Cosines of unrelated texts are about 0 in one model and about 0.7 in another.
type Scale struct {
	Unrelated float64 `json:"unrelated"` // mean cosine of a question and an unrelated passage
	Related   float64 `json:"related"`   // mean cosine of a question and the passage that answers it
}

// To converts c, a cosine on this scale, to the other scale.
func (s Scale) To(other Scale, c float64) float64 {
	return other.Unrelated + (c-s.Unrelated)*(other.Related-other.Unrelated)/(s.Related-s.Unrelated)
}

// leastSpread is the least difference between Related and Unrelated.
const leastSpread = 0.02

// Measure finds a model's scale with its own questions and passages. It also returns the vector of the first passage, a fingerprint of the
// model: see Probe. It returns the model's error, or ErrSenseless.
func Measure(ctx context.Context, m Model) (Scale, []float32, error) {
	passages := make([]string, len(pairs))
	for i, p := range pairs {
		passages[i] = p.passage
	}
	vectors, err := m.EmbedDocuments(ctx, passages)
	if err != nil {
		return Scale{}, nil, err
	}
	var s Scale
	for i, p := range pairs {
		question, err := m.EmbedQuery(ctx, p.question)
		if err != nil {
			return Scale{}, nil, err
		}
		for j, v := range vectors {
			c := Cosine(question, v)
			if i == j {
				s.Related += c / float64(len(pairs))
			} else {
				s.Unrelated += c / float64(len(pairs)*(len(pairs)-1))
			}
		}
	}
	if !(s.Related-s.Unrelated >= leastSpread) {
		return Scale{}, nil, fmt.Errorf("%w: cosines of %.2f and %.2f", ErrSenseless, s.Related, s.Unrelated)
	}
	return s, vectors[0], nil
}

// Probe returns the model's fingerprint: the vector that Measure returns.
func Probe(ctx context.Context, m Model) ([]float32, error) {
	vectors, err := m.EmbedDocuments(ctx, []string{pairs[0].passage})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// pairs are questions on many subjects, each with a passage that answers it.
var pairs = []struct{ question, passage string }{
	{"How long must I give notice before moving out of the flat?", "The tenant may end the tenancy at any time by giving the landlord two months' written notice."},
	{"At what temperature do I bake the bread?", "Heat the oven to 230 degrees, put the loaf on the hot stone, and bake it for forty minutes until the crust is dark."},
	{"Why is the washing machine not draining?", "If water stays in the drum, clean the filter of the pump and check that the hose is not bent."},
	{"When did the king sign the treaty?", "Peace was made in the autumn of 1648, when the envoys of the crown put their names to the agreement."},
	{"Which medicine helps against a fever?", "Paracetamol lowers a raised body temperature; adults take no more than four grams in a day."},
	{"How do I reverse a linked list?", "Walk through the nodes one by one and let each pointer lead to the node before it; the last one becomes the new head."},
	{"What do penguins eat?", "These birds dive for krill, squid and small fish, which they swallow whole under water."},
	{"How much tax is due on the profit of the company?", "Corporations pay fifteen percent of their taxable income to the state, with instalments due every quarter."},
}
