package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestIgnore(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus, "old/violin.md": violin, "volcano.tmp": volcano})
	l := newLibrary(t)
	l.index(dir)
	if got := l.do("ignore", dir); !strings.Contains(got, "(none)") || !strings.Contains(got, "Excluded: 0 files. In the library: 3 files.") {
		t.Errorf("without rules it says:\n%s", got)
	}
	got := l.do("ignore", dir, "--add", "*.tmp", "--add", "old/", "--try")
	if !strings.Contains(got, "Nothing was changed") || !strings.Contains(got, filepath.Join(dir, "old")+string(filepath.Separator)+" (1 file)") {
		t.Errorf("a trial says:\n%s", got)
	}
	if found := l.firstFound("violin strings"); found != "violin.md" {
		t.Errorf("after a trial the violin is in %q", found)
	}
	var out struct {
		Rules   []string
		Saved   bool
		LeftOut int `json:"left_out"`
		Kept    int
	}
	if err := json.Unmarshal([]byte(l.do("ignore", dir, "--add", "*.tmp", "--add", "old/", "--json")), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Join(out.Rules, " ") != "*.tmp old/" || !out.Saved || out.LeftOut != 2 || out.Kept != 1 {
		t.Errorf("saved %+v", out)
	}
	if found := l.firstFound("violin strings"); found != "" {
		t.Errorf("what is left out is found in %q", found)
	}
	if got := l.do("status"); !strings.Contains(got, "has rules") {
		t.Errorf("the status says:\n%s", got)
	}
	l.do("ignore", dir, "--remove", "old/")
	l.index(dir)
	if found := l.firstFound("violin strings"); found != "violin.md" {
		t.Errorf("what is let in again is found in %q", found)
	}
	l.refuses(l.run("ignore", dir, "--remove", "old/"), "no rule", "Nothing was changed")
	l.refuses(l.run("ignore", filepath.Join(dir, "old")), "not a source", "Nothing was changed")
}
