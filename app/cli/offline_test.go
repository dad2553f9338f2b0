package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDriveThatIsAway empties a folder, as unmounting its drive does, and finally says that its files are gone for good.
func TestDriveThatIsAway(t *testing.T) {
	files := map[string]string{"home/violin.txt": violin}
	for i := range 20 {
		files[fmt.Sprintf("my usb/%02d.txt", i)] = fmt.Sprintf("%s It was seen %d times.", walrus, i)
	}
	dir := write(t, files)
	usb, home, elsewhere := filepath.Join(dir, "my usb"), filepath.Join(dir, "home"), filepath.Join(dir, "elsewhere")
	l := newLibrary(t)
	l.index(usb, home)
	if err := os.Rename(usb, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(usb, 0o755); err != nil {
		t.Fatal(err)
	}
	away := []offline{{usb, "empty", 20}}
	if r := l.index(); r.Removed != 0 || r.Unchanged != 1 || !slices.Equal(r.Offline, away) || len(r.Missing) > 0 {
		t.Errorf("%+v; want %+v offline and nothing removed", r, away)
	}
	if s := l.status(); s.Documents != 21 || !slices.Equal(s.Offline, away) {
		t.Errorf("status: %+v; want 21 documents, and %+v offline", s, away)
	}
	if l.firstFound("walrus clams") == "" {
		t.Error("its passages are not found")
	}
	words := l.do("index")
	for _, want := range []string{"Offline: " + usb, "“my usb” is empty now", "20 documents are kept", `footnote index --gone "` + usb + `"`} {
		if !strings.Contains(words, want) {
			t.Errorf("index says %q, want %q", words, want)
		}
	}
	if words := l.do("status"); !strings.Contains(words, "; offline: its passages are kept") || !strings.Contains(words, "--gone") {
		t.Errorf("status says %q", words)
	}
	if err := os.Remove(usb); err != nil {
		t.Fatal(err)
	}
	if r := l.index(); r.Removed != 0 || !slices.Equal(r.Missing, []string{usb}) || !slices.Equal(r.Offline, []offline{{usb, "missing", 20}}) {
		t.Errorf("%+v; want it missing and nothing removed", r)
	}
	if err := os.Rename(elsewhere, usb); err != nil {
		t.Fatal(err)
	}
	if r := l.index(); r.Unchanged != 21 || len(r.Offline) > 0 || r.Passages > 0 {
		t.Errorf("%+v; want the drive back, and nothing read", r)
	}

	if err := os.RemoveAll(usb); err != nil {
		t.Fatal(err)
	}
	l.refuses(l.run("index", "--gone"), "--gone PATH", "Nothing was done")
	l.refuses(l.run("index", "--gone", elsewhere), elsewhere, "No source of the library contains")
	if r := decode[report](t, l.do("index", "--json", "--gone", usb)); r.Removed != 20 {
		t.Errorf("%+v; want 20 removed", r)
	}
	if got := l.firstFound("walrus clams"); got != "" {
		t.Errorf("what is gone is still found in %q", got)
	}
}
