package rank_test

import (
	"slices"
	"testing"

	"footnote/index/language"
	"footnote/index/rank"
)

func TestOrder(t *testing.T) {
	candidates := []rank.Candidate{
		{ID: 1, Document: 1, Span: rank.Span{Start: 0, End: 10}, Text: "first", Words: 0.2, Meaning: 0.2, Weight: 0.3},
		{ID: 2, Document: 1, Span: rank.Span{Start: 5, End: 15}, Text: "overlaps", Words: 0.1, Meaning: 0.2, Weight: 0.3},
		{ID: 3, Document: 1, Span: rank.Span{Start: 10, End: 20}, Text: "touches", Words: 0, Meaning: 0.5, Weight: 0.3},
		{ID: 4, Document: 2, Span: rank.Span{Start: 0, End: 10}, Text: "first", Words: 0.1, Meaning: 0.1, Weight: 0.3},
		{ID: 6, Document: 3, Span: rank.Span{Start: 0, End: 9}, Text: "later of equals", Words: 0.4, Meaning: 0, Weight: 0.3},
		{ID: 5, Document: 3, Span: rank.Span{Start: 9, End: 18}, Text: "earlier of equals", Words: 0.4, Meaning: -1, Weight: 0.3},
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
	c := rank.Candidate{Words: 0.5, Meaning: 0.4, Weight: 0.25}
	if got, want := c.Score(), 0.75*0.5+0.25*0.4; got != want {
		t.Errorf("Score() = %v, want %v", got, want)
	}
	if got := c.WordsShare() + c.MeaningShare(); got != c.Score() {
		t.Errorf("the shares sum to %v, the score is %v", got, c.Score())
	}
}

func TestLook(t *testing.T) {
	const text = "The bridge is shut. It opens again in June, they say. Boats pass."
	sentences := []rank.Span{{Start: 0, End: 19}, {Start: 20, End: 53}, {Start: 54, End: 65}}
	east, north := []float32{1, 0}, []float32{0, 1}
	for _, test := range []struct {
		name, question string
		vectors        [][]float32
		want           rank.Span
		meaning        float64
	}{
		{"no words in common: the nearest sentence", "why", [][]float32{north, north, east}, sentences[2], (0.2 + 1) / 2},
		{"equally near: the one with the words", "boats", [][]float32{north, north, north}, sentences[2], 0.2 / 2},
		{"equal in all: the first", "why", [][]float32{east, east, east}, sentences[0], (0.2 + 1) / 2},
		{"words and nearness equal: the one that tells the date", "when is it shut or open", [][]float32{north, north, north}, sentences[1], 0.2 / 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := weighed(test.question, nil)
			c := rank.Candidate{Text: text, Meaning: 0.2, Words: 0.1, Weight: 0.3, Marks: q.Match(new(language.Analyzer), 0, "", "", text).Marks}
			words, meaning, got := q.Look(c, sentences, test.vectors, east)
			if got != test.want || meaning != test.meaning || words < c.Words {
				t.Errorf("Look = %v, %v, %q, want meaning %v and %q", words, meaning, text[got.Start:got.End], test.meaning, text[test.want.Start:test.want.End])
			}
		})
	}
	words, meaning, got := weighed("why", nil).Look(rank.Candidate{Text: "text", Words: 0.1, Meaning: 0.2, Weight: 0.3}, nil, nil, east)
	if got != (rank.Span{Start: 0, End: 4}) || words != 0.1 || meaning != 0.2 {
		t.Errorf("without sentences: %v, %v, %v", words, meaning, got)
	}
}

func TestLookRewardsWhatIsAskedFor(t *testing.T) {
	east := []float32{1, 0}
	for _, test := range []struct{ question, tells, silent string }{
		{"When does the bridge open?", "The bridge opens on 3 March.", "The bridge opens again soon."},
		{"How many cats may I keep?", "You may keep two cats.", "You may keep some cats."},
		{"At what temperature is green tea brewed?", "Green tea is brewed at 70 degrees.", "Green tea is brewed with care."},
		{"What is the e-mail address of the clinic?", "The clinic reads mail at desk@clinic.example.", "The clinic reads mail at its front desk."},
		{"What is the phone number of the clinic?", "The clinic is at 0161 496 0133 all day.", "The clinic is at 12 Hill Lane all day."},
		{"What does the green tea cost?", "The green tea is sold at £3.", "The green tea is sold at 3 stalls."},
		{"At what time does the clinic open?", "The clinic opens at half past nine.", "The clinic opens at the weekend."},
		{"Who invented the tea bag?", "Roberta Lawson invented the tea bag.", "Somebody invented the tea bag."},
	} {
		q := weighed(test.question, nil)
		score := func(text string) float64 {
			m := q.Match(new(language.Analyzer), 0, "", "", text)
			words, meaning, _ := q.Look(rank.Candidate{Text: text, Words: 0.5, Weight: 0.3, Marks: m.Marks}, []rank.Span{{Start: 0, End: len(text)}}, [][]float32{east}, east)
			return rank.Candidate{Words: words, Meaning: meaning, Weight: 0.3}.Score()
		}
		if tells, silent := score(test.tells), score(test.silent); tells <= silent {
			t.Errorf("%s: %q scores %v, %q %v", test.question, test.tells, tells, test.silent, silent)
		}
	}
}

// TestWeight: the less of a question's words any passage has, the more meaning counts.
func TestWeight(t *testing.T) {
	rare := map[string]int{"boathous": 1, "key": 1, "lifebelt": 1}
	weight := func(question string, passages ...string) float64 {
		a := new(language.Analyzer)
		q := weigh(rank.Parse(a, question, 0), rank.Stats{Chunks: 1000, AverageTerms: 100}, rare)
		var candidates []rank.Candidate
		for _, p := range passages {
			candidates = append(candidates, rank.Candidate{Cover: q.Match(a, 0, "", "", p).Cover})
		}
		return q.Weight(candidates)
	}
	const question = "Where is the boathouse key behind the lifebelt?"
	none := weight(question, "Nothing of it.", "Nor here.")
	little := weight(question, "Nothing of it.", "A boathouse.")
	more := weight(question, "The key of the boathouse.", "Nothing of it.")
	all := weight(question, "The boathouse key hangs behind the lifebelt.")
	if !(none > more && none >= little && little > more && more >= all) || none > 1 || all < 0.25 {
		t.Errorf("with none, one, two and three words: %v, %v, %v, %v", none, little, more, all)
	}
	if got := weight("the", "Nothing of it."); got != none {
		t.Errorf("a question without weight: %v, want %v", got, none)
	}
	if got := (rank.Query{}).Weight(nil); got != none {
		t.Errorf("no question, no passage: %v, want %v", got, none)
	}
}
