package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"footnote/index/rank"
)

// TestRegress draws answers by the current likelihood, and checks that the learned weights give the same likelihood.
func TestRegress(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var o []observation
	for range 40_000 {
		best := random.Float64()
		e := rank.Evidence{
			Best: best, Score: best - 0.2*random.Float64(), Tenth: best * random.Float64(), Near: random.Float64(),
			Weight: 0.3 + 0.7*random.Float64(), Terms: 1 + random.IntN(20), Chunks: 1 + random.IntN(50_000),
		}
		o = append(o, observation{Evidence: e, right: random.Float64() < e.Likelihood()})
	}
	weights := regress([]weighted{{o[:30_000], 3}, {o[30_000:], 1}}, ofPassage)
	for _, e := range o[:100] {
		var logit float64
		for i, x := range e.Features() {
			logit += weights[i] * x
		}
		if got, want := 1/(1+math.Exp(-logit)), e.Likelihood(); math.Abs(got-want) > 0.05 {
			t.Fatalf("%+v: learned that it answers with %.3f, want %.3f", e.Evidence, got, want)
		}
	}
}
