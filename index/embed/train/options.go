package main

// options are what a run depends on, besides its sources: equal options give an equal model.
type options struct {
	Seed        uint64
	Dim         int
	Vocabulary  int     // tokens
	Pieces      int     // of them for words that are not in the vocabulary as a whole
	Batch       int     // pairs
	Temperature float64 // that cosines are divided by
	Rate        float64 // Adam's, falling to 0 by the end
	Epochs      int
	Least       int     // pairs an epoch that a smaller source is brought up to, by learning from it again
	Start       float64 // the length of a rare token's vector at the start; a larger one learns more slowly
	Group       int     // pairs alike that stand in a batch together; 1 for pairs at random
	Anchor      float64 // how much of the vectors that training starts from is added to those it ends with
	Whiten      float64 // how far the model's directions are evened out after training, 0 to 0.5
	Apart       float64 // the share of pairs whose first text loses the words that the second has too: search by words finds by those
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
	maxA = 48 // tokens read of a pair's texts
	maxB = 96
)
