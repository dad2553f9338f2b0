package rank_test

import (
	"testing"

	"footnote/index/rank"
)

func TestLikelihood(t *testing.T) {
	base := rank.Evidence{Score: 0.5, Best: 0.5, Tenth: 0.35, Near: 0.8, Weight: 0.3, Terms: 4, Chunks: 1000}
	p := base.Likelihood()
	if p <= 0.1 || p >= 0.9 {
		t.Errorf("a middling passage is said to answer with %.2f", p)
	}
	for name, test := range map[string]struct {
		change func(e *rank.Evidence)
		likely bool // more than before
	}{
		"a lower score than the best":         {func(e *rank.Evidence) { e.Score = 0.4 }, false},
		"a higher best score":                 {func(e *rank.Evidence) { e.Best, e.Score, e.Tenth = 0.6, 0.6, 0.45 }, true},
		"words nearer to the question's":      {func(e *rank.Evidence) { e.Near = 0.9 }, true},
		"others as good":                      {func(e *rank.Evidence) { e.Tenth = 0.48 }, false},
		"more passages to score well by luck": {func(e *rank.Evidence) { e.Chunks = 100_000 }, false},
		"a longer question, never met whole":  {func(e *rank.Evidence) { e.Terms = 12 }, true},
	} {
		e := base
		test.change(&e)
		if got := e.Likelihood(); got > p != test.likely {
			t.Errorf("%s: %.3f, before %.3f", name, got, p)
		}
	}
	if got := (rank.Evidence{}).Likelihood(); got < 0 || got > 0.05 {
		t.Errorf("nothing is said to answer with %v", got)
	}
}

func TestAnswering(t *testing.T) {
	q := weigh(rank.Query{Words: make([]rank.Word, 4)}, rank.Stats{Chunks: 1000}, nil)
	candidates := func(scores ...float64) (c []rank.Candidate) {
		for _, x := range scores {
			c = append(c, rank.Candidate{Words: x, Near: x})
		}
		return c
	}
	for _, test := range []struct {
		name   string
		scores []float64
		want   int
	}{
		{"nothing", nil, 0},
		{"noise", []float64{0.15, 0.1}, 0},
		{"an answer, and the nine behind it", []float64{0.6, 0.45, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3}, 10},
		{"an answer, and what is far behind it", []float64{0.6, 0.45, 0.1, 0.1}, 2},
		{"answers alone", []float64{0.7, 0.6}, 2},
	} {
		ordered := candidates(test.scores...)
		q.Appraise(ordered, false)
		if got := len(rank.Answering(ordered)); got != test.want {
			t.Errorf("%s: %d are shown, want %d", test.name, got, test.want)
		}
	}
	noise := candidates(0.15, 0.12, 0.1)
	noise[1].Cover = 1
	q.Appraise(noise, false)
	if got := rank.Answering(noise); len(got) != 1 || got[0].Words != 0.12 {
		t.Errorf("of noise with one passage that has all words %+v is shown", got)
	}
}
