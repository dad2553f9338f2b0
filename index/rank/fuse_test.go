package rank_test

import (
	"slices"
	"testing"

	"footnote/index/rank"
)

func TestOrder(t *testing.T) {
	candidates := []rank.Candidate{
		{ID: 1, Document: 1, Span: rank.Span{Start: 0, End: 10}, Text: "first", Words: 0.2, Meaning: 0.2},
		{ID: 2, Document: 1, Span: rank.Span{Start: 5, End: 15}, Text: "overlaps", Words: 0.1, Meaning: 0.2},
		{ID: 3, Document: 1, Span: rank.Span{Start: 10, End: 20}, Text: "touches", Words: 0, Meaning: 0.5},
		{ID: 4, Document: 2, Span: rank.Span{Start: 0, End: 10}, Text: "first", Words: 0.1, Meaning: 0.1},
		{ID: 6, Document: 3, Span: rank.Span{Start: 0, End: 9}, Text: "later of equals", Words: 0.4, Meaning: 0},
		{ID: 5, Document: 3, Span: rank.Span{Start: 9, End: 18}, Text: "earlier of equals", Words: 0.4, Meaning: -1},
	}
	var got []int64
	for _, c := range rank.Order(candidates) {
		got = append(got, c.ID)
	}
	if want := []int64{5, 6, 1, 3}; !slices.Equal(got, want) {
		t.Errorf("Order = %v, want %v", got, want)
	}
}

func TestScoreIsTheSumOfItsShares(t *testing.T) {
	c := rank.Candidate{Words: 0.5, Meaning: 0.4}
	if got, want := c.Score(), (1-rank.MeaningWeight)*0.5+rank.MeaningWeight*0.4; got != want {
		t.Errorf("Score() = %v, want %v", got, want)
	}
	if got := c.WordsShare() + c.MeaningShare(); got != c.Score() {
		t.Errorf("the shares sum to %v, the score is %v", got, c.Score())
	}
}

func TestNearest(t *testing.T) {
	sentences := []rank.Span{{Start: 0, End: 15}, {Start: 16, End: 40}}
	east, north := []float32{1, 0}, []float32{0, 1}
	for _, test := range []struct {
		name    string
		marks   []rank.Span
		vectors [][]float32
		want    rank.Span
		meaning float64
	}{
		{"no words in common: the nearer sentence", nil, [][]float32{north, east}, sentences[1], (0.2 + 1) / 2},
		{"equally near: the one with more marked words", []rank.Span{{Start: 0, End: 3}, {Start: 20, End: 25}, {Start: 27, End: 30}}, [][]float32{north, north}, sentences[1], 0.2 / 2},
		{"equal in all: the first", nil, [][]float32{east, east}, sentences[0], (0.2 + 1) / 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := rank.Candidate{Text: string(make([]byte, 40)), Meaning: 0.2, Marks: test.marks}
			if got, meaning := c.Nearest(sentences, test.vectors, east); got != test.want || meaning != test.meaning {
				t.Errorf("Nearest = %v with meaning %v, want %v with %v", got, meaning, test.want, test.meaning)
			}
		})
	}
	none := rank.Candidate{Text: "text", Meaning: 0.2}
	if got, meaning := none.Nearest(nil, nil, east); got != (rank.Span{Start: 0, End: 4}) || meaning != 0.2 {
		t.Errorf("without sentences: %v with meaning %v", got, meaning)
	}
}
