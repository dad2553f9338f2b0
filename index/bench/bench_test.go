package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/bench/prose"
	"footnote/index/extract"
)

// TestTextIsTheSameEachTime: the figures of two runs compare only if both read the same text.
func TestTextIsTheSameEachTime(t *testing.T) {
	a, b := prose.NewWriter(), prose.NewWriter()
	if a.Document(5000) != b.Document(5000) || a.Question() != b.Question() {
		t.Error("two writers write different text")
	}
}

// TestWordsFollowZipf: the most frequent word is about a twentieth of running text, as in English, and half of the distinct words are rare.
func TestWordsFollowZipf(t *testing.T) {
	count := map[string]int{}
	words := strings.Fields(prose.NewWriter().Phrase(100_000))
	for _, word := range words {
		count[word]++
	}
	if share := float64(count["the"]) / float64(len(words)); share < 0.02 || share > 0.15 {
		t.Errorf("the word the has a share of %.3f", share)
	}
	seldom := 0
	for _, n := range count {
		if n <= 2 {
			seldom++
		}
	}
	if 2*seldom < len(count) || len(count) < 5000 {
		t.Errorf("%d of %d words occur once or twice", seldom, len(count))
	}
}

func TestTimingsAt(t *testing.T) {
	var took timings
	for i := range 100 {
		took = append(took, time.Duration(i+1))
	}
	slices.Reverse(took)
	for share, want := range map[float64]time.Duration{0.5: 51, 0.95: 96, 1: 100} {
		if got := took.at(share); got != want {
			t.Errorf("at %v: %d, want %d", share, got, want)
		}
	}
}

// TestPDFIsRead: the reading benchmark uses a PDF that has the words written to it.
func TestPDFIsRead(t *testing.T) {
	x := extract.New(t.TempDir())
	defer func() { _ = x.Close() }()
	data := prose.NewWriter().PDF(3)
	doc, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if words, pages := len(strings.Fields(doc.Text)), len(doc.Places.Marks); words != 3*prose.LinesPerPage*prose.WordsPerLine || pages != 3 {
		t.Errorf("%d words on %d pages, want %d on 3", words, pages, 3*prose.LinesPerPage*prose.WordsPerLine)
	}
}
