package index_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"footnote/index"
)

// childMove, when set, makes the test binary a process that moves a library: a moveOrder as JSON.
const childMove = "FOOTNOTE_INDEX_TEST_MOVE"

type moveOrder struct {
	From, To, Kept string
	Die            bool // when the new place is to be kept
}

// do moves the library, and keeps its new place in the file Kept.
func (o moveOrder) do(ctx context.Context) error {
	keep := func() error {
		if o.Die {
			os.Exit(3)
		}
		return os.WriteFile(o.Kept, []byte(o.To), 0o600)
	}
	return index.Move(ctx, o.From, o.To, index.MoveOptions{Parts: movedParts}, keep)
}

var movedParts = []index.Part{{Name: "basket.json"}, {Name: "starter", Files: []string{"sleep.md"}}, {Name: "window.lock", Stays: true}}

// movable is a library of documents beside it and in it, closed, with a basket.
func movable(t *testing.T) *tree {
	t.Helper()
	tr := newTree(t)
	if real, err := filepath.EvalSymlinks(tr.library); err == nil {
		tr.library = real
	}
	tr.reopen()
	for i := range 40 {
		tr.write(fmt.Sprintf("letters/%d.md", i), fmt.Sprintf("# Letter %d\n\nThe beans are watered on day %d of the month.\n", i, i))
	}
	tr.write("lease.txt", "The tenant gives three months' notice.\n")
	tr.add("letters", "lease.txt")
	starter := filepath.Join(tr.library, "starter")
	if err := os.MkdirAll(starter, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		filepath.Join(starter, "sleep.md"):            "Sleep for eight hours in a dark room.\n",
		filepath.Join(tr.library, "basket.json"):      "{}",
		filepath.Join(tr.library, "not-footnotes.md"): "mine",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tr.lib.Add(t.Context(), starter); err != nil {
		t.Fatal(err)
	}
	if r := tr.sync(); len(r.Failed) > 0 {
		t.Fatalf("Sync: %+v", r)
	}
	return tr
}

// answersAt opens the library in a folder and looks that all of it is there.
func (tr *tree) answersAt(dir string) {
	tr.t.Helper()
	tr.library = dir
	tr.open()
	for question, path := range map[string]string{
		"How much notice does the tenant give?": tr.path("lease.txt"),
		"How long should I sleep?":              filepath.Join(dir, "starter", "sleep.md"),
	} {
		if found := tr.search(question); len(found) == 0 || found[0].Citation.Path != path {
			tr.t.Errorf("%q is not answered from %s", question, path)
		}
	}
	if s, err := tr.lib.Status(context.Background()); err != nil || s.Documents != 42 {
		tr.t.Errorf("%d documents, want 42 (%v)", s.Documents, err)
	}
	if r := tr.sync(); r.Added+r.Changed+r.Removed != 0 {
		tr.t.Errorf("the disk is another after the move: %+v", r)
	}
}

func TestMove(t *testing.T) {
	tr := movable(t)
	if err := tr.lib.Close(); err != nil {
		t.Fatal(err)
	}
	order := moveOrder{From: tr.library, To: filepath.Join(tr.dir, "new", "place"), Kept: tr.path("kept")}
	var last, all int64
	keep := func() error { return nil }
	report := func(d, a int64) { last, all = d, a }
	if err := index.Move(t.Context(), order.From, order.To, index.MoveOptions{Parts: movedParts, Report: report}, keep); err != nil {
		t.Fatal(err)
	}
	if last > all {
		t.Errorf("%d of %d bytes are copied", last, all)
	}
	tr.answersAt(order.To)
	left, err := os.ReadDir(order.From)
	if err != nil || len(left) != 1 || left[0].Name() != "not-footnotes.md" {
		t.Errorf("in the old place is left: %v (%v)", left, err)
	}
	if _, err := os.Stat(filepath.Join(order.To, "basket.json")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(order.To, "library.moving")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the move left its mark: %v", err)
	}
}

func TestMoveIsRefused(t *testing.T) {
	tr := movable(t)
	if err := tr.lib.Close(); err != nil {
		t.Fatal(err)
	}
	tr.write("full/letter.md", "mine")
	failed := errors.New("cannot be kept")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx  context.Context
		from string
		to   string
		keep error
		want error
	}{
		"to where it is":       {to: tr.library, want: index.ErrSamePlace},
		"into itself":          {to: filepath.Join(tr.library, "inner"), want: index.ErrWithin},
		"to a full folder":     {to: tr.path("full"), want: index.ErrNotEmpty},
		"no library":           {from: tr.path("full"), to: tr.path("free"), want: os.ErrNotExist},
		"a place unkept":       {to: tr.path("free"), keep: failed, want: failed},
		"cancelled":            {ctx: ended, to: tr.path("free"), want: context.Canceled},
		"a file in its place":  {to: tr.path("lease.txt"), want: errors.ErrUnsupported},
		"below what is a file": {to: tr.path("lease.txt/a"), want: errors.ErrUnsupported},
	} {
		if test.ctx == nil {
			test.ctx = t.Context()
		}
		if test.from == "" {
			test.from = tr.library
		}
		err := index.Move(test.ctx, test.from, test.to, index.MoveOptions{Parts: movedParts}, func() error { return test.keep })
		if err == nil || test.want != errors.ErrUnsupported && !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
		if _, err := os.Stat(tr.path("free")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: it leaves a folder behind: %v", name, err)
		}
	}
	tr.answersAt(tr.library)
}

// TestMoveWhileAnotherIsOpen holds that nothing is written to a library that is being moved: who wants to waits, and finds it gone or there.
func TestMoveWhileAnotherIsOpen(t *testing.T) {
	tr := movable(t)
	other, err := index.Open(tr.library, tr.options)
	if err != nil {
		t.Fatal(err)
	}
	to := tr.path("free")
	keep := func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := other.Remove(ctx, tr.path("lease.txt")); err == nil {
			t.Error("a library is written to while it is moved")
		}
		return nil
	}
	if err := index.Move(t.Context(), tr.library, to, index.MoveOptions{Parts: movedParts}, keep); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(other.Close(), tr.lib.Close()); err != nil {
		t.Fatal(err)
	}
	tr.answersAt(to)
}

// TestAMoveIsKilled kills the process that moves a library at twenty moments, and looks each time that the library is whole where it is
// looked for. The last move is let come to its end.
func TestAMoveIsKilled(t *testing.T) {
	tr := movable(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	kept := tr.path("kept")
	moved := 0
	tr.options.Parts = movedParts
	for i := range 21 {
		if err := tr.lib.Close(); err != nil {
			t.Fatal(err)
		}
		order := moveOrder{From: tr.library, To: tr.path(fmt.Sprintf("place%d", moved)), Kept: kept}
		data, err := json.Marshal(order)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), childMove+"="+string(data))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if i < 20 {
			time.Sleep(time.Duration(random.IntN(150)) * time.Millisecond)
			_ = cmd.Process.Kill() // it may have come to its end
		}
		err = cmd.Wait()
		if i == 20 && err != nil {
			t.Fatal(err)
		}
		dir := order.From
		if place, err := os.ReadFile(kept); err == nil && string(place) == order.To {
			dir = order.To
			moved++
		}
		tr.options.Kept = dir == order.To
		tr.answersAt(dir)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
	if moved == 0 || moved == 21 {
		t.Errorf("%d of 21 moves came to their end: the kills do not meet them", moved)
	}
	for i := range moved {
		place := tr.path(fmt.Sprintf("place%d", i))
		if entries, err := os.ReadDir(place); place != tr.library && len(entries) > 0 {
			t.Errorf("an old copy is left: %v, %v", entries, err)
		}
	}
	if _, err := os.Stat(filepath.Join(tr.library, "library.moving")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the last move is not tidied up after: %v", err)
	}
}
