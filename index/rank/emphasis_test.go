package rank_test

import (
	"strings"
	"testing"

	"footnote/index/language"
	"footnote/index/rank"
)

func TestEmphasis(t *testing.T) {
	const question = "Is the boathouse key there?"
	a := new(language.Analyzer)
	q := weigh(rank.Parse(a, question, 0), rank.Stats{Chunks: 1000}, map[string]int{"boathous": 2, "key": 400})
	emphasis := q.Emphasis()
	of := func(word string) float64 {
		at := strings.Index(question, word)
		return emphasis(at, at+len(word))
	}
	if !(of("boathouse") > of("key") && of("boathouse") <= 1.1 && of("key") > 0) {
		t.Errorf("boathouse %v, key %v: the rarer has to count more", of("boathouse"), of("key"))
	}
	if of("Is") != of("?") || of("the") <= 0 {
		t.Errorf("Is %v, ? %v, the %v", of("Is"), of("?"), of("the"))
	}
	if got := weigh(rank.Parse(a, "key", 0), rank.Stats{}, nil).Emphasis()(0, 3); got <= 0 {
		t.Errorf("in an empty library a word counts %v", got)
	}
}
