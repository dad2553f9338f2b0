package index_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"footnote/index"
)

func TestQuotedRepliesAreNotFound(t *testing.T) {
	tr := newTree(t)
	const head = "From: Bob <b@example.org>\nTo: Ada <a@example.org>\nSubject: The garden\nDate: Mon, 1 Jun 2009 10:00:00 +0200\n\n"
	tr.write("mail/answer.eml", head+"The gooseberries are ripe.\n\nOn 31 May 2009, Ada wrote:\n> How is the rhubarb?\n"+strings.Repeat("> The weather has been fine here and there is much to do.\n", 10))
	tr.add("mail")
	tr.sync()
	if !tr.finds("ripe gooseberries", "mail/answer.eml") {
		t.Error("the reply's own words are not found")
	}
	r, err := tr.lib.Search(t.Context(), "rhubarb", index.SearchOptions{Side: index.WordsOnly, Weak: true})
	if err != nil || len(r.Passages) > 0 {
		t.Errorf("the words that the reply repeats are found: %v, %+v", err, r.Passages)
	}
	doc, err := tr.lib.Read(context.Background(), tr.path("mail/answer.eml"))
	if err != nil || !strings.Contains(doc.Text, "rhubarb") {
		t.Errorf("the document does not show what the reply repeats: %v, %q", err, doc.Text)
	}
}

// A word that a hyphen breaks at a line's end is found whole, in words and as a phrase, and marked where it stands.
func TestBrokenWordsAreFoundWhole(t *testing.T) {
	tr := newTree(t)
	tr.write("home/shrubs.txt", "Of the shrubs at the wall the goose-\nberries ripen first, and the birds know it.\n")
	tr.write("home/walls.txt", "A wall of stone keeps the warmth of the day until the night has come.\n")
	tr.add("home")
	tr.sync()
	for _, question := range []string{"gooseberries", `"gooseberries ripen"`} {
		passages := tr.search(question)
		if len(passages) == 0 {
			t.Errorf("%s finds nothing", question)
			continue
		}
		p := passages[0]
		if !slices.ContainsFunc(p.Highlights, func(s index.Span) bool { return strings.Contains(p.Text[s.Start:s.End], "goose-\nberries") }) {
			t.Errorf("%s marks %v in %q", question, p.Highlights, p.Text)
		}
	}
}

func TestPassagesAreTheDocumentsOwnBytes(t *testing.T) {
	tr := newTree(t)
	tr.write("home/tenancy.md", tenancy)
	tr.write("home/bread.txt", strings.Repeat(bread+"\r\n\r\n", 40))
	tr.write("home/page.html", "<html><body><h1>Tea</h1><p>Green tea is steeped at 80&nbsp;°C, <b>black</b> tea hotter.</p></body></html>")
	tr.add("home")
	tr.sync()
	for _, question := range []string{"How is a tenancy ended?", "stale bread", "How hot is tea steeped?", "parrot"} {
		passages := tr.search(question)
		if len(passages) == 0 {
			t.Errorf("%q finds nothing", question)
		}
		for i, p := range passages {
			doc, err := tr.lib.Read(context.Background(), p.Citation.Path)
			if err != nil {
				t.Fatal(err)
			}
			span := p.Citation.Span
			if got := doc.Text[span.Start:span.End]; got != p.Text {
				t.Errorf("%q: the passage says %q, the document %q", question, p.Text, got)
			}
			place := doc.At(doc.Text, span.Start, span.End)
			if strings.Join(place.Heading, "/") != strings.Join(p.Citation.Place.Heading, "/") || place.Line != p.Citation.Place.Line || place.EndLine != p.Citation.Place.EndLine {
				t.Errorf("%q: cited at %+v, stands at %+v", question, p.Citation.Place, place)
			}
			if p.Rank != i+1 || p.Score < 0 || p.Score > 1 || i > 0 && p.Score > passages[i-1].Score {
				t.Errorf("%q: passage %d has rank %d and score %v", question, i, p.Rank, p.Score)
			}
			if n := p.Percent(); n < 1 || n > 99 || math.Abs(float64(n)-100*p.Score) > 1 {
				t.Errorf("%q: a score of %v is %d per cent", question, p.Score, n)
			}
			if p.Best.Start < 0 || p.Best.End > len(p.Text) || p.Best.Start >= p.Best.End {
				t.Errorf("%q: best sentence at %+v of %d bytes", question, p.Best, len(p.Text))
			}
		}
	}
}

func TestSearchMarksAndPointsOut(t *testing.T) {
	tr := newTree(t)
	tr.write("tenancy.md", tenancy)
	tr.add("tenancy.md")
	tr.sync()
	p := tr.search("How much notice must be given?")[0]
	if got := p.Text[p.Best.Start:p.Best.End]; !strings.HasPrefix(got, "Either party") {
		t.Errorf("the best sentence is %q", got)
	}
	marked := map[string]bool{}
	for _, h := range p.Highlights {
		marked[p.Text[h.Start:h.End]] = true
	}
	if !marked["notice"] {
		t.Errorf("marked %v", marked)
	}
	if h := p.Citation.Place.Heading; len(h) != 2 || h[1] != "Ending it" {
		t.Errorf("cited under %q", h)
	}
}

func TestSearchRefuses(t *testing.T) {
	tr := newTree(t)
	for _, test := range []struct {
		name, question string
		want           error
	}{
		{"empty", "", index.ErrEmptyQuestion},
		{"blank", " \n\t", index.ErrEmptyQuestion},
		{"1 MB", strings.Repeat("why ", 1<<18), index.ErrQuestionTooLong},
	} {
		if _, err := tr.lib.Search(context.Background(), test.question, index.SearchOptions{}); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tr.lib.Search(ctx, "why?", index.SearchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSearchOfAnEmptyLibrary(t *testing.T) {
	if found := newTree(t).search("anything?"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

func TestQuestionWithoutWords(t *testing.T) {
	tr := newTree(t)
	tr.write("bread.txt", bread)
	tr.add("bread.txt")
	tr.sync()
	for _, question := range []string{"?!", "…", "☃"} {
		if found := tr.search(question); len(found) != 0 {
			t.Errorf("%q finds %q", question, found[0].Text)
		}
	}
}

// One side alone scores as it is: by its words in full where nothing is asked of meaning, however few of the question's words there are,
// and by the cosine where nothing is asked of words.
func TestOneSideScoresAlone(t *testing.T) {
	tr := newTree(t)
	for i := range 20 {
		tr.write(fmt.Sprintf("home/%d.txt", i), fmt.Sprintf("Of the shrubs at wall %d the gooseberries ripen first.\n", i))
	}
	tr.write("home/roof.txt", "The gutter of the roof is cleared of leaves in November.\n")
	tr.add("home")
	tr.sync()
	const question = "Which gutter was mended by a plumber named Fotheringay?"
	for side, score := range map[index.Side]func(p index.Passage) float64{
		index.WordsOnly:   func(p index.Passage) float64 { return p.Words },
		index.MeaningOnly: func(p index.Passage) float64 { return p.Meaning },
	} {
		r, err := tr.lib.Search(t.Context(), question, index.SearchOptions{Side: side, Weak: true})
		if err != nil || len(r.Passages) == 0 || r.Passages[0].Citation.Path != tr.path("home/roof.txt") {
			t.Fatalf("side %v: %v, %+v", side, err, r.Passages)
		}
		if p := r.Passages[0]; p.Score == 0 || p.Score != score(p) {
			t.Errorf("side %v: a score of %v, of words %v and of meaning %v", side, p.Score, p.Words, p.Meaning)
		}
	}
}
