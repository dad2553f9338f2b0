package main

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestBatchesHaveEveryPair(t *testing.T) {
	o := defaults()
	o.Dim, o.Batch, o.Group, o.Epochs, o.Least = 8, 64, 16, 2, 150
	corpora := []*corpus{randomCorpus(300, 50, 3, 6), randomCorpus(50, 50, 3, 6), randomCorpus(leastBatch-1, 50, 3, 6)}
	seen := map[*corpus]map[int32]int{}
	for _, b := range planBatches(corpora, randomMatrix(50, o.Dim, 1), o) {
		if len(b.examples) > o.Batch {
			t.Errorf("a batch has %d pairs", len(b.examples))
		}
		if seen[b.corpus] == nil {
			seen[b.corpus] = map[int32]int{}
		}
		for _, i := range b.examples {
			seen[b.corpus][i]++
		}
	}
	if len(seen[corpora[2]]) != 0 {
		t.Error("a source with too few pairs for a batch is learned from")
	}
	if len(seen[corpora[1]]) != 50 || len(seen[corpora[0]]) < 300-leastBatch {
		t.Errorf("%d and %d pairs are learned from", len(seen[corpora[0]]), len(seen[corpora[1]]))
	}
	for _, times := range seen[corpora[1]] {
		if want := o.Epochs * o.Least / 50; times != want {
			t.Errorf("a pair of a small source is learned from %d times in %d epochs, want %d", times, o.Epochs, want)
		}
	}
	for _, times := range seen[corpora[0]] {
		if times > o.Epochs {
			t.Errorf("a pair of a large source is learned from %d times in %d epochs", times, o.Epochs)
		}
	}
}

func TestAlikePutsNeighboursTogether(t *testing.T) {
	const n, size = 256, 16
	places := newMatrix(n, depths)
	order := make([]int32, n)
	for i := range n {
		order[i] = int32(i)
		for d := range depths {
			places.row(i)[d] = float32(i)
		}
	}
	random := rand.New(rand.NewPCG(1, 1))
	random.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
	for group := range slices.Chunk(alike(order, places, size, random), size) {
		if slices.Max(group)-slices.Min(group) != size-1 {
			t.Errorf("%v are a group", group)
		}
	}
}
