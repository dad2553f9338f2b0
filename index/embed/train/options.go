package main

// options determine a run together with its sources: equal options give an equal model.
type options struct {
	Seed        uint64
	Dim         int
	Vocabulary  int     // tokens
	Pieces      int     // of Vocabulary, for words that are not whole in it
	Batch       int     // pairs
	Temperature float64 // divisor of cosines
	Rate        float64 // Adam's, falling to 0 by the end
	Epochs      int
	Least       int     // least pairs per epoch of a source; a smaller source is repeated
	Start       float64 // length of a rare token's vector at the start; longer vectors learn more slowly
	Group       int     // similar pairs placed together in a batch; 1 for pairs at random
	Anchor      float64 // share of the start vectors added after training
	Whiten      float64 // how far to even out the model's directions after training, 0 to 0.5
	Apart       float64 // share of pairs whose first text loses the words that the second has too, because keyword search finds by those
}

func defaults() options {
	return options{
		Seed:        1,
		Dim:         512,
		Vocabulary:  30_000,
		Pieces:      4_000,
		Batch:       2048,
		Temperature: 0.07,
		Rate:        0.01,
		Epochs:      2,
		Least:       10_000,
		Start:       1,
		Group:       32,
		Anchor:      0.35,
		Whiten:      0.15,
		Apart:       0.3,
	}
}

const (
	maxA = 48 // tokens used of a pair's texts
	maxB = 96
)
