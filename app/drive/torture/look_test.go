package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/app/drive/torture/trace"
)

var traceNothing = trace.Options{}

func TestTreeDiffers(t *testing.T) {
	for name, test := range map[string]struct {
		do   func(dir string) error
		want string
	}{
		"nothing":      {func(string) error { return nil }, ""},
		"other bytes":  {func(dir string) error { return writeFile(filepath.Join(dir, "a"), "B", written) }, "other bytes"},
		"another time": {func(dir string) error { return writeFile(filepath.Join(dir, "a"), "A", time.Now()) }, "written to"},
		"gone":         {func(dir string) error { return os.Remove(filepath.Join(dir, "a")) }, "is gone"},
		"new":          {func(dir string) error { return os.Mkdir(filepath.Join(dir, "new"), 0o755) }, "is new"},
		"rights":       {func(dir string) error { return os.Chmod(filepath.Join(dir, "a"), 0o400) }, "has the rights"},
		"left out":     {func(dir string) error { return writeFile(filepath.Join(dir, "out", "b"), "B", written) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := writeFile(filepath.Join(dir, "a"), "A", written); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(dir, "out")
			before, err := readTree(dir, out)
			if err != nil {
				t.Fatal(err)
			}
			if err := test.do(dir); err != nil {
				t.Fatal(err)
			}
			after, err := readTree(dir, out)
			if err != nil {
				t.Fatal(err)
			}
			err = after.differs(before)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestATreeThatIsCopiedIsTheSame(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "to")
	if err := writeFile(filepath.Join(from, "sub", "a"), "A", written); err != nil {
		t.Fatal(err)
	}
	if err := link(from, map[string]string{"link": "sub/a"}); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := copyTree(from, to); err != nil {
		t.Fatal(err)
	}
	before, err := readTree(from)
	if err != nil {
		t.Fatal(err)
	}
	after, err := readTree(to)
	if err != nil {
		t.Fatal(err)
	}
	if len(before) != 4 || len(after) != len(before) {
		t.Errorf("%d entries of %d", len(after), len(before))
	}
	for path, e := range before {
		if after[to+strings.TrimPrefix(path, from)] != e {
			t.Errorf("%s is another", path)
		}
	}
}

func TestWrongCitations(t *testing.T) {
	st := state{texts: map[string]string{"/a": "The beans are watered."}, documents: map[string]document{"/a": {title: "Beans"}}}
	right := passage{Path: "/a", Title: "Beans", Start: 4, End: 9, Text: "beans"}
	if err := right.trueIn(st); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(p *passage){
		"path":     func(p *passage) { p.Path = "/b" },
		"title":    func(p *passage) { p.Title = "Peas" },
		"start":    func(p *passage) { p.Start-- },
		"end":      func(p *passage) { p.End = 1000 },
		"negative": func(p *passage) { p.Start = -1 },
		"words":    func(p *passage) { p.Text = "peas" },
		"backward": func(p *passage) { p.Start, p.End, p.Text = 9, 4, "" },
	} {
		wrong := right
		change(&wrong)
		if wrong.trueIn(st) == nil {
			t.Errorf("a wrong %s is not seen", name)
		}
	}
}

func TestLibrariesThatDiffer(t *testing.T) {
	of := func(change func(*state)) state {
		st := state{sources: []string{"/s"}, model: "m", documents: map[string]document{"/a": {title: "A"}, "/b": {title: "B"}}}
		change(&st)
		return st
	}
	want := of(func(*state) {})
	if err := want.differs(want); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*state){
		"source":  func(st *state) { st.sources = nil },
		"model":   func(st *state) { st.model = "n" },
		"lost":    func(st *state) { delete(st.documents, "/a") },
		"new":     func(st *state) { st.documents["/c"] = document{} },
		"title":   func(st *state) { st.documents["/a"] = document{title: "Z"} },
		"vectors": func(st *state) { st.documents["/a"] = document{title: "A", vectors: sum{1}} },
	} {
		if of(change).differs(want) == nil {
			t.Errorf("another %s is not seen", name)
		}
	}
	before := of(func(st *state) { delete(st.documents, "/b"); st.documents["/gone"] = document{} })
	for name, test := range map[string]struct {
		is state
		ok bool
	}{
		"as before":         {before, true},
		"as after":          {want, true},
		"some of both":      {of(func(st *state) { st.documents["/gone"] = document{} }), true},
		"without what both": {of(func(st *state) { delete(st.documents, "/a") }), false},
		"neither":           {of(func(st *state) { st.documents["/b"] = document{title: "Z"} }), false},
	} {
		if err := test.is.between(before, want); (err == nil) != test.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAProcessThatGrows(t *testing.T) {
	first := measures{goroutines: 5, handles: 9, processes: 1, heap: 10 << 20, resident: 100 << 20}
	if err := first.grown(first); err != nil {
		t.Error(err)
	}
	for name, now := range map[string]measures{
		"goroutines": {goroutines: 6, handles: 9, processes: 1},
		"handles":    {goroutines: 5, handles: 10, processes: 1},
		"processes":  {goroutines: 5, handles: 9, processes: 2},
		"heap":       {heap: 40 << 20},
		"memory":     {resident: 300 << 20},
	} {
		if now.grown(first) == nil {
			t.Errorf("more %s are not seen", name)
		}
	}
}
