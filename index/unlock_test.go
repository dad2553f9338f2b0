package index_test

import (
	"errors"
	"os"
	"testing"

	"footnote/index"
)

// A locked document is listed as such, opens with the right password alone, and is then read, found and drawn.
func TestUnlock(t *testing.T) {
	locked, err := os.ReadFile("testdata/locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var passwords []string
	tr := newTree(t, func(o *index.Options) { o.Passwords = func() []string { return passwords } })
	first, second, broken := tr.path("home/marinade.pdf"), tr.path("home/copy.pdf"), tr.path("home/broken.pdf")
	tr.write("home/marinade.pdf", string(locked))
	tr.write("home/copy.pdf", string(locked)+"\n")
	tr.write("home/broken.pdf", "%PDF-1.4 and no more")
	tr.add("home")
	for _, f := range tr.sync().Failed {
		if index.Locked(f.Outcome) != (f.Path != broken) {
			t.Errorf("%s is said to be locked: %v (%v)", f.Path, index.Locked(f.Outcome), f.Outcome)
		}
	}
	if err := tr.lib.Unlock(t.Context(), first, "guess"); !errors.Is(err, index.ErrPassword) {
		t.Errorf("a wrong password: got %v", err)
	}
	if report := tr.sync(); report.Unchanged != 3 {
		t.Errorf("after a wrong password: %+v", report)
	}
	if err := tr.lib.Unlock(t.Context(), broken, "user"); err == nil || errors.Is(err, index.ErrPassword) {
		t.Errorf("a file that no password opens: got %v", err)
	}
	if err := tr.lib.Unlock(t.Context(), first, "user"); err != nil {
		t.Fatal(err)
	}
	passwords = []string{"user"}
	if report := tr.sync(); report.Changed != 2 || len(report.Failed) != 0 {
		t.Errorf("with the password: %+v", report)
	}
	if !tr.finds("paprika", "home/copy.pdf") && !tr.finds("paprika", "home/marinade.pdf") {
		t.Errorf("it is not found: %+v", tr.search("paprika"))
	}
	page, err := tr.lib.Page(t.Context(), second, 1, 100, index.Span{Start: 0, End: 10})
	if err != nil || len(page.Boxes) != 1 {
		t.Errorf("its page: boxes %v (%v)", page.Boxes, err)
	}
}

// Documents of office programs are unlocked like PDFs.
func TestUnlockOffice(t *testing.T) {
	for _, name := range []string{"locked.odt", "locked.doc"} {
		t.Run(name, func(t *testing.T) {
			locked, err := os.ReadFile("extract/encryption/testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			var passwords []string
			tr := newTree(t, func(o *index.Options) { o.Passwords = func() []string { return passwords } })
			tr.write("home/"+name, string(locked))
			tr.add("home")
			if failed := tr.sync().Failed; len(failed) != 1 || !index.Locked(failed[0].Outcome) {
				t.Fatalf("failed: %+v", failed)
			}
			if err := tr.lib.Unlock(t.Context(), tr.path("home/"+name), "guess"); !errors.Is(err, index.ErrPassword) {
				t.Errorf("a wrong password: got %v", err)
			}
			if err := tr.lib.Unlock(t.Context(), tr.path("home/"+name), "open sesame"); err != nil {
				t.Fatal(err)
			}
			passwords = []string{"open sesame"}
			if report := tr.sync(); report.Changed+report.Added != 1 || !tr.finds("treasure", "home/"+name) {
				t.Errorf("with the password: %+v", report)
			}
		})
	}
}
