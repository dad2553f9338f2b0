package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"footnote/index/store"
)

// upper analyses a text anew: its words are their capitals, in the language 4.
func upper(d store.Document, spans [][2]int) (chunks []store.Chunk, made store.Analysis, all bool) {
	for _, s := range spans {
		chunks = append(chunks, store.Chunk{Body: strings.Fields(strings.ToUpper(d.Text[s[0]:s[1]]))})
	}
	return chunks, store.NewAnalysis(2, 4), d.Kind != "mail"
}

// putText stores a document whose words are as they stand.
func putText(t *testing.T, s *store.Store, source int64, path, kind, text string, made store.Analysis) {
	t.Helper()
	d := store.Document{Source: source, Edition: 6, Path: path, Kind: kind, Text: text, Analysis: made}
	chunk := store.Chunk{Start: 0, End: len(text), Body: strings.Fields(text), Vector: make([]float32, dim)}
	chunk.Vector[0] = 1
	ok(t, s.Put(t.Context(), d, []store.Chunk{chunk}, s.Serving()))
}

// TestReanalyze holds that words of an earlier analysis are made anew, once, and that nothing else of a document changes.
func TestReanalyze(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	putText(t, s, src, "/docs/old", "text", "tea and cake", 0)
	putText(t, s, src, "/docs/mail", "mail", "tea by post", store.NewAnalysis(1, 1))
	putText(t, s, src, "/docs/new", "text", "tea leaves", store.NewAnalysis(2, 2))
	finds := func(term string, want int) {
		t.Helper()
		if hits := must(s.Keyword(t.Context(), store.Words(term), 10, nil))(t); len(hits) != want {
			t.Errorf("%s is found in %d chunks, want %d", term, len(hits), want)
		}
	}
	finds("tea", 3)
	if got := must(s.Languages(t.Context()))(t); got != 3 {
		t.Errorf("languages %b before", got)
	}
	near := must(vectors(t, s).Nearest(t.Context(), append([]float32{1}, make([]float32, dim-1)...), 9, nil))(t)
	var analysed []string
	ok(t, s.Reanalyze(t.Context(), 2, func(d store.Document, spans [][2]int) ([]store.Chunk, store.Analysis, bool) {
		analysed = append(analysed, d.Path)
		return upper(d, spans)
	}, 0))
	if !slices.Equal(analysed, []string{"/docs/old", "/docs/mail"}) {
		t.Errorf("analysed %v", analysed)
	}
	finds("tea", 1)
	finds("TEA", 2)
	if got := must(s.Languages(t.Context()))(t); got != 6 {
		t.Errorf("languages %b after", got)
	}
	if after := must(vectors(t, s).Nearest(t.Context(), append([]float32{1}, make([]float32, dim-1)...), 9, nil))(t); !slices.Equal(near, after) {
		t.Errorf("the vectors changed: %v, %v", near, after)
	}
	stamps := must(s.Stamps(t.Context(), src))(t)
	if stamps["/docs/old"].Edition != 6 || stamps["/docs/mail"].Edition != 0 {
		t.Errorf("editions %d and %d, want 6 and 0", stamps["/docs/old"].Edition, stamps["/docs/mail"].Edition)
	}
	if found := check(t, dir); len(found) > 0 {
		t.Errorf("the library is damaged: %v", found)
	}
	ok(t, s.Reanalyze(t.Context(), 2, func(store.Document, [][2]int) ([]store.Chunk, store.Analysis, bool) {
		t.Error("analysed again")
		return nil, 0, true
	}, 0))
}

// TestReanalyzeGoesOn holds that a run that is stopped goes on where it was, and that a damaged document stops none.
func TestReanalyzeGoesOn(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	for _, path := range []string{"/docs/a", "/docs/b", "/docs/c"} {
		putText(t, s, src, path, "text", "tea for "+path, 0)
	}
	if _, err := database(t, dir).Exec(`UPDATE document SET title = 'x' WHERE path = '/docs/b'`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var analysed []string
	stopping := func(d store.Document, spans [][2]int) ([]store.Chunk, store.Analysis, bool) {
		if analysed = append(analysed, d.Path); d.Path == "/docs/c" {
			cancel()
		}
		return upper(d, spans)
	}
	if err := s.Reanalyze(ctx, 2, stopping, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	ok(t, s.Reanalyze(t.Context(), 2, stopping, 0))
	if !slices.Equal(analysed, []string{"/docs/a", "/docs/c", "/docs/c"}) {
		t.Errorf("analysed %v", analysed)
	}
	for term, want := range map[string]int{"TEA": 2, "tea": 1} {
		if hits := must(s.Keyword(t.Context(), store.Words(term), 10, nil))(t); len(hits) != want {
			t.Errorf("%s is found in %d chunks, want %d", term, len(hits), want)
		}
	}
	if found := check(t, dir); len(found) != 1 || found[0].Code != store.CodeDocument {
		t.Errorf("found %v, want the damaged document alone", found)
	}
}
