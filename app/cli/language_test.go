package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/index/query"
)

// TestQuestionsAreNarrowed runs the program with filters, phrases and excluded words.
func TestQuestionsAreNarrowed(t *testing.T) {
	dir := write(t, map[string]string{
		"walrus.txt": "The walrus keeps its tusks clean, and sleeps on the ice.",
		"seal.md":    "# The seal\n\nA seal sleeps on the ice as the walrus does, but has no tusks.",
	})
	old := time.Date(2019, 3, 4, 12, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "seal.md"), old, old); err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	l.index(dir)
	for _, test := range []struct{ question, want string }{
		{"tusks walrus", "seal.md walrus.txt"},
		{"tusks walrus type:md", "seal.md"},
		{"tusks walrus -type:md", "walrus.txt"},
		{"tusks walrus before:2019-03-05", "seal.md"},
		{"tusks walrus after:2019-03-05", "walrus.txt"},
		{`walrus "tusks clean"`, "walrus.txt"},
		{"tusks walrus -seals", "walrus.txt"},
		{"tusks walrus title:seal", "seal.md"},
		{"tusks walrus in:" + dir, "seal.md walrus.txt"},
		{"type:md,txt", "seal.md walrus.txt"},
		{"type:md before:2020", "seal.md"},
	} {
		var got []string
		for _, name := range []string{"seal.md", "walrus.txt"} {
			for _, p := range decode[found](t, l.do("search", "--weak", "--json", "--", test.question)).Passages {
				if filepath.Base(p.Path) == name {
					got = append(got, name)
					break
				}
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q finds %q, want %q", test.question, got, test.want)
		}
	}
	if out := l.do("search", "--json", "type:md"); !strings.Contains(out, `"date": "2019-03-04T`) {
		t.Errorf("the date is not told:\n%s", out)
	}
	if out := l.do("search", "type:md"); !strings.Contains(out, "  2019-03-04\n") || strings.Contains(out, "0.00") {
		t.Errorf("a document that is listed is printed as:\n%s", out)
	}
	l.refuses(l.run("search", "walrus before:easter"), "before:easter", "2024-05", "--help")
	if o := l.run("search", "walrus type:pdf"); o.code != 1 || !strings.Contains(o.stderr, "filters") {
		t.Errorf("nothing passes: %+v", o)
	}
}

// TestQuestionsInOtherLanguages runs the program with questions that the built-in model does not know the language of.
func TestQuestionsInOtherLanguages(t *testing.T) {
	dir := write(t, map[string]string{
		"wohnung.txt": "Die Schlüssel der Wohnung hängen am Brett, und der Vermieter hat keinen weiteren.",
		"lease.txt":   "보증금을 이백만 원으로 정한다.",
		"walrus.txt":  "The walrus keeps its tusks clean, and sleeps on the ice.",
	})
	l := newLibrary(t)
	l.index(dir)
	for question, want := range map[string]string{"Wo hängt der Schluessel für die Wohnungen?": "wohnung.txt", "보증금": "lease.txt", "Where does the walrus sleep?": "walrus.txt"} {
		o := l.run("search", "--json", "--", question)
		if got := decode[found](t, o.stdout).Passages; o.code != 0 || len(got) == 0 || filepath.Base(got[0].Path) != want {
			t.Errorf("%s: %+v", question, o)
		}
		if said := strings.Contains(o.stderr, "knows only English"); said != (want != "walrus.txt") {
			t.Errorf("%s: said on stderr %q", question, o.stderr)
		}
	}
}

func TestHelpShowsTheLanguage(t *testing.T) {
	help := strings.Join(strings.Fields(newLibrary(t).do("search", "--help")), " ")
	for _, topic := range query.Help() {
		if !strings.Contains(help, topic.Example+" "+topic.Means) {
			t.Errorf("the help does not explain %s", topic.Example)
		}
	}
}
