package app

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"footnote/index"
)

func TestCite(t *testing.T) {
	for name, tc := range map[string]struct {
		text  string
		place index.Place
		want  string
	}{
		"page":          {"words", index.Place{Page: 3, Heading: []string{"H"}}, "“words” — T, p. 3 (/d/t.pdf)"},
		"lines":         {"words", index.Place{Line: 1, EndLine: 2}, "“words” — T, lines 1–2 (/d/t.pdf)"},
		"member":        {"words", index.Place{Member: "b.md", Line: 2, EndLine: 2, Heading: []string{"A"}}, "“words” — T, b.md, line 2 (/d/t.pdf)"},
		"message":       {"words", index.Place{Message: 2, Heading: []string{"A"}}, "“words” — T, message 2 (/d/t.pdf)"},
		"time":          {"words", index.Place{Time: "00:12:03", Line: 2, EndLine: 2}, "“words” — T, 00:12:03 (/d/t.pdf)"},
		"section":       {"words", index.Place{Heading: []string{"A", "B"}}, "“words” — T, B (/d/t.pdf)"},
		"nowhere":       {"words", index.Place{}, "“words” — T (/d/t.pdf)"},
		"line feeds":    {"one \n\n  two  three\n", index.Place{}, "“one two  three” — T (/d/t.pdf)"},
		"template like": {"{{.X}}", index.Place{}, "“{{.X}}” — T (/d/t.pdf)"},
	} {
		t.Run(name, func(t *testing.T) {
			got := cite(index.Passage{Text: tc.text, Citation: index.Citation{Title: "T", Path: "/d/t.pdf", Place: tc.place}})
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestPathWords(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got, err := os.UserHomeDir(); err != nil || got != home {
		t.Skip("the home folder cannot be set here")
	}
	for path, want := range map[string]string{
		filepath.Join(home, "Contracts", "a.pdf"): "Home › Contracts › a.pdf",
		home:                                   "Home",
		filepath.FromSlash("/media/usb/a.pdf"): "media › usb › a.pdf",
		home + "-other":                        "", // not in the home folder
	} {
		got := inWords().Path(path)
		if want == "" {
			if got == "Home" || len(got) > 4 && got[:4] == "Home" {
				t.Errorf("inWords().Path(%q) = %q", path, got)
			}
			continue
		}
		if got != want {
			t.Errorf("inWords().Path(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestLeft(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                  "",
		3 * time.Second:    "a few seconds left",
		42 * time.Second:   "about 40 s left",
		118 * time.Second:  "about 2 min left",
		200 * time.Minute:  "about 3 h left",
		-5 * time.Second:   "",
		89 * time.Second:   "about 90 s left",
		9999 * time.Second: "about 3 h left",
	} {
		if got := left(d); got != want {
			t.Errorf("left(%v) = %q, want %q", d, got, want)
		}
	}
}
