package store_test

import (
	"errors"
	"fmt"
	"testing"

	"footnote/index/store"
)

var other = store.Model{Name: "other", Dim: 2 * dim, Config: "there"}

// makeVectors stores the vectors of a model for at most n documents.
func makeVectors(t *testing.T, s *store.Store, of store.Model, n int) {
	t.Helper()
	m := newMaker(9)
	for _, lack := range must(s.Lacking(t.Context(), of, 0, n))(t) {
		ids := must(s.Chunks(t.Context(), lack.Document))(t)
		if len(ids) != lack.Chunks {
			t.Fatalf("%s has %d chunks, not %d", lack.Path, len(ids), lack.Chunks)
		}
		vectors := make([][]float32, len(ids))
		for i := range vectors {
			vectors[i] = m.vector(of.Dim)
		}
		ok(t, s.Fill(t.Context(), of, lack.Document, vectors))
	}
}

func TestChangeModel(t *testing.T) {
	dir := t.TempDir()
	s, second := open(t, dir), open(t, dir)
	fill(t, s, source(t, s, "/docs"), 10)
	before := vectors(t, s)
	ok(t, s.Change(t.Context(), other))
	m := must(s.Models(t.Context()))(t)
	if m.Coming == nil || m.Serving.Name != model || m.Lacking != m.Chunks || m.Chunks != 30 {
		t.Fatalf("begun: %+v", m)
	}
	makeVectors(t, s, *m.Coming, 4)
	if switched := must(s.Switch(t.Context()))(t); switched {
		t.Error("switched while vectors lack")
	}
	consistent(t, dir, s)
	ok(t, s.Change(t.Context(), other)) // again: existing vectors stay
	if again := must(s.Models(t.Context()))(t); again.Coming.ID != m.Coming.ID || again.Lacking == m.Lacking {
		t.Errorf("begun again: %+v", again)
	}
	makeVectors(t, s, *m.Coming, 100)
	d, chunks := newMaker(3).document(1, "/docs/new", 3) // a document that arrives meanwhile, with the old model's vectors
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	if switched := must(s.Switch(t.Context()))(t); switched {
		t.Error("switched though a new document lacks vectors")
	}
	makeVectors(t, s, *m.Coming, 100)
	if switched := must(s.Switch(t.Context()))(t); !switched {
		t.Error("did not switch")
	}
	must(second.Refresh(t.Context()))(t)
	for name, now := range map[string]*store.Store{"here": s, "in another process": second} {
		if got := now.Serving(); got.Name != other.Name || got.Dim != other.Dim || got.Config != other.Config {
			t.Errorf("%s serves %+v", name, got)
		}
		consistent(t, dir, now)
	}
	if hits := must(before.Nearest(t.Context(), newMaker(1).vector(dim), 100, nil))(t); len(hits) != 33 {
		t.Errorf("a search that was under way finds %d of 33", len(hits))
	}
	m = must(s.Models(t.Context()))(t)
	if m.Former == nil || m.Former.Name != model || m.Coming != nil || m.Lacking != 0 {
		t.Errorf("switched: %+v", m)
	}
}

func TestUndoChange(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Undo(t.Context()); !errors.Is(err, store.ErrNoModel) {
		t.Errorf("nothing to undo: %v", err)
	}
	fill(t, s, source(t, s, "/docs"), 5)
	ok(t, s.Change(t.Context(), other))
	coming := *must(s.Models(t.Context()))(t).Coming
	makeVectors(t, s, coming, 2)
	ok(t, s.Undo(t.Context())) // during the change
	if m := must(s.Models(t.Context()))(t); m.Coming != nil || m.Serving.Name != model {
		t.Errorf("undone: %+v", m)
	}
	if err := s.Fill(t.Context(), coming, 3, [][]float32{{}, {}, {}}); !errors.Is(err, store.ErrNoModel) {
		t.Errorf("vectors of a model that is gone: %v", err)
	}
	ok(t, s.Change(t.Context(), other))
	makeVectors(t, s, *must(s.Models(t.Context()))(t).Coming, 100)
	must(s.Switch(t.Context()))(t)
	d, chunks := newMaker(3).document(1, "/docs/new", 3)
	for i := range chunks {
		chunks[i].Vector = newMaker(4).vector(other.Dim)
	}
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	ok(t, s.Undo(t.Context())) // after it
	m := must(s.Models(t.Context()))(t)
	if m.Serving.Name != model || m.Former.Name != other.Name || m.Lacking != 3 {
		t.Errorf("undone: %+v", m)
	}
	if n := vectors(t, s).Collection().Count(); n != 15 {
		t.Errorf("%d vectors serve, want the 15 of before", n)
	}
	makeVectors(t, s, m.Serving, 100)
	consistent(t, dir, s)
	ok(t, s.ClearFormer(t.Context()))
	if err := s.Undo(t.Context()); !errors.Is(err, store.ErrNoModel) {
		t.Errorf("undone after the vectors were cleared: %v", err)
	}
	var rows int
	ok(t, database(t, dir).QueryRow(`SELECT count(*) FROM vectors WHERE model <> (SELECT serving FROM library)`).Scan(&rows))
	if rows != 0 {
		t.Errorf("%d rows of vectors are left", rows)
	}
}

func TestFormerModelComesBack(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, source(t, s, "/docs"), 5)
	ok(t, s.Change(t.Context(), other))
	makeVectors(t, s, *must(s.Models(t.Context()))(t).Coming, 100)
	must(s.Switch(t.Context()))(t)
	ok(t, s.Change(t.Context(), store.Model{Name: model, Dim: dim}))
	if m := must(s.Models(t.Context()))(t); m.Coming == nil || m.Coming.ID != 1 || m.Lacking != 0 || m.Former != nil {
		t.Errorf("coming back: %+v", m)
	}
	if !must(s.Switch(t.Context()))(t) {
		t.Error("did not switch")
	}
	ok(t, s.Change(t.Context(), store.Model{Name: model, Dim: dim, Config: "elsewhere"}))
	if got := s.Serving(); got.Config != "elsewhere" || vectors(t, s).Collection().Count() != 15 {
		t.Errorf("reached another way: %+v", got)
	}
}

func TestPutWithoutVectors(t *testing.T) {
	dir := t.TempDir()
	s, second := open(t, dir), open(t, dir)
	d, chunks := newMaker(3).document(source(t, s, "/docs"), "/docs/new", 3)
	ok(t, s.Put(t.Context(), d, chunks, store.Model{}))
	must(second.Refresh(t.Context()))(t)
	for i, now := range []*store.Store{s, second} {
		if hits := must(now.Keyword(t.Context(), store.Words("title"), 10, nil))(t); len(hits) != 3 {
			t.Errorf("store %d: %d found by their words", i, len(hits))
		}
		if hits := must(vectors(t, now).Nearest(t.Context(), newMaker(1).vector(dim), 10, nil))(t); len(hits) != 0 {
			t.Errorf("store %d: found by vectors they do not have: %v", i, hits)
		}
	}
	ok(t, s.Pause(t.Context(), true))
	m := must(s.Models(t.Context()))(t)
	if m.Lacking != 3 || !m.Paused {
		t.Errorf("got %+v", m)
	}
	lacks := must(s.Lacking(t.Context(), m.Serving, 0, 1))(t)
	if err := s.Fill(t.Context(), m.Serving, lacks[0].Document, make([][]float32, 3)); !errors.Is(err, store.ErrPaused) {
		t.Errorf("paused: %v", err)
	}
	ok(t, s.Pause(t.Context(), false))
	makeVectors(t, s, m.Making(), 100)
	consistent(t, dir, s)
	consistent(t, dir, second)
	for _, wrong := range [][][]float32{make([][]float32, 2), {make([]float32, 3), nil, nil}} {
		ok(t, s.Put(t.Context(), d, chunks, store.Model{}))
		lack := must(s.Lacking(t.Context(), m.Serving, 0, 1))(t)
		if err := s.Fill(t.Context(), m.Serving, lack[0].Document, wrong); err == nil {
			t.Error(fmt.Sprint(wrong) + " is taken")
		}
	}
}
