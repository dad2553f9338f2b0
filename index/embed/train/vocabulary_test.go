package main

import (
	"slices"
	"strings"
	"testing"

	"footnote/index/embed"
)

func TestChooseVocabulary(t *testing.T) {
	counts := map[string]*wordCount{
		"rent":      {total: 900, worth: 30},
		"rental":    {total: 100, worth: 10},
		"heathclif": {total: 800, capital: 800, worth: 28},
		"payslip":   {total: 2, worth: 1.4},
		"running":   {total: 50, worth: 7},
		"singing":   {total: 50, worth: 7},
		"abc123":    {total: 50, worth: 6},
		"once":      {total: 1, worth: 1},
	}
	const letters = 72
	v := chooseVocabulary(counts, []string{"payslip", "unheard"}, letters+1+3+4, 4)
	if got, want := v[letters:letters+4], []string{"payslip", "rent", "heathclif", "rental"}; !slices.Equal(got, want) {
		t.Errorf("the words are %v, want %v", got, want)
	}
	if pieces := v[letters+4:]; len(pieces) != 4 || !slices.Contains(pieces, "##ing") {
		t.Errorf("the pieces are %v, want four and ##ing among them", pieces)
	}
	if _, err := embed.NewTokenizer(v); err != nil {
		t.Error(err)
	}
}

func TestPiecesFillUpWithWords(t *testing.T) {
	counts := map[string]*wordCount{}
	for _, word := range strings.Fields("aa ab ac ad ae af") {
		counts[word] = &wordCount{total: 1, worth: 1}
	}
	if v := chooseVocabulary(counts, nil, 72+5, 3); len(v) != 77 {
		t.Errorf("%d tokens, want 77: words that occur once make no pieces", len(v))
	}
}

func TestNamesAreSeldomWrittenSmall(t *testing.T) {
	for _, c := range []struct {
		count wordCount
		want  bool
	}{{wordCount{total: 100, capital: 99}, true}, {wordCount{total: 100, capital: 95}, false}, {wordCount{total: 1}, false}} {
		if got := c.count.name(); got != c.want {
			t.Errorf("%+v: %v", c.count, got)
		}
	}
}
