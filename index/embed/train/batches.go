package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// A batch holds pairs of one source, so that telling the sources apart does not help.
type batch struct {
	*corpus
	examples []int32
}

// leastBatch is the least number of pairs in a batch; a smaller batch teaches little.
const leastBatch = 32

// planBatches returns all batches of a run in training order. A batch consists of groups of pairs with similar start vectors, because other
// answers to a similar question teach more than other answers at random.
func planBatches(corpora []*corpus, vectors matrix, o options) []batch {
	directions := randomDirections(vectors.cols, o.Seed)
	var plan []batch
	for epoch := range o.Epochs {
		random := rand.New(rand.NewPCG(o.Seed, 100+uint64(epoch)))
		var batches []batch
		for _, c := range corpora {
			if len(c.examples) < leastBatch {
				continue
			}
			for range max(1, o.Least/len(c.examples)) {
				batches = append(batches, pass(c, vectors, directions, o, random)...)
			}
		}
		random.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
		plan = append(plan, batches...)
	}
	return plan
}

// pass returns the batches of one pass over a source.
func pass(c *corpus, vectors, directions matrix, o options, random *rand.Rand) []batch {
	order := make([]int32, len(c.examples))
	for i := range order {
		order[i] = int32(i)
	}
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	if o.Group > 1 {
		order = alike(order, project(c, vectors, directions), o.Group, random)
	}
	var batches []batch
	for part := range slices.Chunk(order, o.Batch) {
		if len(part) >= leastBatch {
			batches = append(batches, batch{c, part})
		}
	}
	return batches
}

// depths is the most directions that split the vectors.
const depths = 16

func randomDirections(dim int, seed uint64) matrix {
	random := rand.New(rand.NewPCG(seed, 3))
	directions := newMatrix(depths, dim)
	for i := range directions.data {
		directions.data[i] = float32(random.NormFloat64())
	}
	return directions
}

// project returns the position of each pair's second text along each direction.
func project(c *corpus, vectors, directions matrix) matrix {
	const block = 4096
	places := newMatrix(len(c.examples), depths)
	room := newBag(block, vectors.cols)
	for from := 0; from < len(c.examples); from += block {
		part := c.examples[from:min(from+block, len(c.examples))]
		room.texts = room.texts[:0]
		for _, e := range part {
			b := c.text(e.b)
			room.texts = append(room.texts, b[:min(len(b), maxB)])
		}
		room.embed(vectors)
		multiply(matrix{len(part), depths, places.data[from*depths : (from+len(part))*depths]},
			room.units.top(len(part)), false, directions, true)
	}
	return places
}

// alike returns the pairs in an order that keeps groups of size similar pairs together, with the groups in random order. The groups are the
// leaves of a random projection tree: S. Dasgupta and Y. Freund, "Random projection trees and low dimensional manifolds", STOC 2008.
func alike(order []int32, places matrix, size int, random *rand.Rand) []int32 {
	var groups [][]int32
	var split func(part []int32, depth int)
	split = func(part []int32, depth int) {
		if len(part) <= size || depth == depths {
			groups = append(groups, part)
			return
		}
		slices.SortStableFunc(part, func(a, b int32) int {
			return cmp.Compare(places.row(int(a))[depth], places.row(int(b))[depth])
		})
		split(part[:len(part)/2], depth+1)
		split(part[len(part)/2:], depth+1)
	}
	split(slices.Clone(order), 0)
	random.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	return slices.Concat(groups...)
}
