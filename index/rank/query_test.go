package rank_test

import (
	"slices"
	"testing"

	"footnote/index/language"
	"footnote/index/rank"
)

func weighed(question string, frequency map[string]int) rank.Query {
	return weigh(rank.Parse(new(language.Analyzer), question, 0), rank.Stats{Chunks: 100, AverageTerms: 10}, frequency)
}

// weigh weighs the words of a query in a library with stats, of which some chunks have a word: frequency has how many, by the word's key.
func weigh(q rank.Query, stats rank.Stats, frequency map[string]int) rank.Query {
	for _, w := range q.Words {
		stats.Frequency = append(stats.Frequency, frequency[w.Key()])
	}
	return q.Weigh(q.Words, stats)
}

// terms returns the words of a question by their keys.
func terms(question string) []string {
	var terms []string
	for _, w := range rank.Parse(new(language.Analyzer), question, 0).Words {
		terms = append(terms, w.Key())
	}
	return terms
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		question string
		want     []string
	}{
		{"How much notice do I have to give?", []string{"much", "notic", "give"}},
		{"notice, notices, noticed", []string{"notic"}},
		{"to be or not to be", []string{"to", "be", "or", "not"}},
		{"?!", nil},
	} {
		if got := terms(test.question); !slices.Equal(got, test.want) {
			t.Errorf("Parse(%q).Words = %q, want %q", test.question, got, test.want)
		}
	}
}

func TestMatchMarksWhatMatched(t *testing.T) {
	body := "Either party gives two months’ notice. Noticing nothing, the tenant’s cat slept."
	match := weighed("notice by the tenant", nil).Match(new(language.Analyzer), 0, "", "", body)
	var got []string
	for _, m := range match.Marks {
		got = append(got, body[m.Start:m.End])
	}
	if want := []string{"notice", "Noticing", "tenant"}; !slices.Equal(got, want) {
		t.Errorf("marked %q, want %q", got, want)
	}
}

func TestMatchScore(t *testing.T) {
	frequency := map[string]int{"common": 60, "rare": 1}
	q := weighed("common rare", frequency)
	var a language.Analyzer
	score := func(title, headings, body string) float64 { return q.Match(&a, 0, title, headings, body).Score }

	ordered := []struct {
		name  string
		score float64
	}{
		{"nothing", score("", "", "other words stand here and there and fill the passage")},
		{"the common word", score("", "", "common words stand here and there and fill the passage")},
		{"the rare word in the title", score("rare", "", "other words stand here and there and fill the passage")},
		{"the rare word in a heading", score("", "rare", "other words stand here and there and fill the passage")},
		{"the rare word", score("", "", "rare words stand here and there and fill the passage")},
		{"both words", score("", "", "rare and common words stand here and there and fill it")},
		{"the rare word twice", score("", "", "rare words stand here and rare there and fill the passage")},
	}
	if ordered[0].score != 0 {
		t.Errorf("no word in common scores %v, want 0", ordered[0].score)
	}
	for i := 1; i < len(ordered); i++ {
		if ordered[i].score <= ordered[i-1].score {
			t.Errorf("%s scores %v, no more than %s with %v", ordered[i].name, ordered[i].score, ordered[i-1].name, ordered[i-1].score)
		}
	}
	if all := score("", "", "common rare common rare common rare common rare"); all >= 1 {
		t.Errorf("a passage of nothing but the words asked scores %v, want below 1", all)
	}
	if long, short := score("", "", "rare "+longText), score("", "", "rare words"); long >= short {
		t.Errorf("a long passage scores %v, no less than a short one with %v", long, short)
	}
}

const longText = "words and more words that say nothing of what was asked and go on for a good while longer than the average passage of this library does"

func TestMatchOfAQueryWithoutWords(t *testing.T) {
	if m := weighed("?", nil).Match(new(language.Analyzer), 0, "t", "h", "b"); m.Score != 0 || m.Marks != nil {
		t.Errorf("Match = %+v, want nothing", m)
	}
}
