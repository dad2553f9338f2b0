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

func TestSentence(t *testing.T) {
	marks := []rank.Span{{Start: 0, End: 3}, {Start: 20, End: 25}, {Start: 27, End: 30}}
	question := []float32{1, 0}
	first := rank.Sentence(marks, rank.Span{Start: 0, End: 15}, question, []float32{0, 1})
	second := rank.Sentence(marks, rank.Span{Start: 16, End: 40}, question, []float32{0, 1})
	near := rank.Sentence(marks, rank.Span{Start: 0, End: 15}, question, []float32{1, 0})
	if second <= first {
		t.Errorf("two marked words score %v, no more than one with %v", second, first)
	}
	if near <= first {
		t.Errorf("the nearer of two sentences scores %v, the other %v", near, first)
	}
}
