package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"footnote/index"
)

// awkward is a passage with everything that formats stumble over.
var awkward = index.Passage{
	Text: "1. \"50 %\" of {a_b}\n  costs $5 & *more* <b>~x^2</b> #1 \\ [x] — Größe “ü”",
	Citation: index.Citation{
		Path: "/docs/100% sure/a #1 (ü){x}?.pdf", Kind: "pdf", Title: "Größe & {Form}: 50 % [neu]\nTeil 2",
		Place: index.Place{Page: 3, Label: "iii", Heading: []string{"A_b"}},
	},
}

const awkwardLink = "file:///docs/100%25%20sure/a%20%231%20%28%C3%BC%29%7Bx%7D%3F.pdf#page=3"

func TestCitations(t *testing.T) {
	lines := index.Passage{Text: "# Rent\n\nis due", Citation: index.Citation{
		Path: "/d/n.md", Kind: "markdown", Title: "Notes", Place: index.Place{Line: 10, EndLine: 14},
	}}
	for _, c := range []struct {
		name    string
		cite    func(index.Passage) string
		passage index.Passage
		want    string
	}{
		{"link", citeLink, awkward, awkwardLink},
		{"link to a line", citeLink, lines, "file:///d/n.md#L10"},
		{
			"markdown", citeMarkdown, awkward,
			"> 1\\. \"50 %\" of {a\\_b} costs \\$5 \\& \\*more\\* \\<b\\>\\~x\\^2\\</b\\> #1 \\\\ \\[x\\] — Größe “ü”\n>\n" +
				"> — [Größe \\& {Form}: 50 % \\[neu\\] Teil 2, p. iii](<" + awkwardLink + ">)\n",
		},
		{"markdown heading", citeMarkdown, lines, "> Rent is due\n>\n> — [Notes, lines 10–14](<file:///d/n.md#L10>)\n"},
		{
			"bibtex", citeBibTeX, awkward,
			"@misc{greform50-p3,\n" +
				"  title  = {{Größe \\& \\{Form\\}: 50 \\% [neu] Teil 2}},\n" +
				"  pages  = {iii},\n" +
				"  url    = {" + awkwardLink + "},\n" +
				"  annote = {1. {\"}50 \\%{\"} of \\{a\\_b\\} costs \\$5 \\& *more* <b>\\textasciitilde{}x\\textasciicircum{}2</b> \\#1 " +
				"\\textbackslash{} [x] — Größe “ü”},\n}\n",
		},
		{
			"bibtex of lines", citeBibTeX, lines,
			"@misc{notes-l10,\n  title  = {{Notes}},\n  note   = {lines 10–14},\n  url    = {file:///d/n.md#L10},\n  annote = {Rent is due},\n}\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.cite(c.passage); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestPassagesAreReadAlike checks that rows, citations and exports show a passage without Markdown's markup, and that drawing a row again
// does not parse its text again.
func TestPassagesAreReadAlike(t *testing.T) {
	p := index.Passage{
		Text:     "The **rent**:\n\n| month | sum |\n|---|---|\n| May | [900](https://example.org) |\n",
		Citation: index.Citation{Path: "/d/n.md", Kind: "markdown", Title: "Notes"},
	}
	l := &listing{shell: &shell{}, judging: &judging{}}
	for range 2 {
		if got, want := oneLine(l.row(p).Text), "The rent: month | sum May | 900"; got != want || wordsOf(p) != want || note(p).Words != want {
			t.Errorf("the row is %q, a citation %q, an export %q, want %q", got, wordsOf(p), note(p).Words, want)
		}
	}
	if n := len(l.readings.known); n != 1 {
		t.Errorf("%d readings are kept, want 1", n)
	}
	for n := range 3 * maxReadings {
		l.readings.of("text", strings.Repeat("a", n))
	}
	if n := len(l.readings.known); n == 0 || n > maxReadings {
		t.Errorf("%d readings are kept, want at most %d", n, maxReadings)
	}
}

func TestBibTeXBracesPair(t *testing.T) {
	for _, words := range []string{"{", "}", "}{", "{{}", "a } b { c", "{}"} {
		if got := citeBibTeX(index.Passage{Text: words, Citation: index.Citation{Title: words}}); !bracesPair(got) {
			t.Errorf("%q gives an entry that does not end where it should:\n%s", words, got)
		}
	}
}

func TestPassageMenu(t *testing.T) {
	party := at(lease, "Either party gives two months' notice\nin writing.")
	want := map[string]string{
		"Copy with citation":    leaseCitation,
		"Copy as Markdown":      "> Either party gives two months' notice in writing.\n>\n> — [The lease, p. 3](<file:///docs/lease.pdf#page=3>)\n",
		"Copy as BibTeX":        "@misc{thelease-p3,",
		"Copy link to the file": "file:///docs/lease.pdf#page=3",

		"Copy link to the passage": fmt.Sprintf("footnote://open?path=%%2Fdocs%%2Flease.pdf&start=%d&end=%d", party.Start, party.End),
	}
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	for _, item := range s.handling.menu(s.handling.current()).Items {
		words, ok := want[item.Label]
		if !ok {
			continue
		}
		delete(want, item.Label)
		item.Action()
		if got := s.app.Clipboard().Content(); !strings.HasPrefix(got, words) {
			t.Errorf("%s copied %q, want %q", item.Label, got, words)
		}
		if left, _ := s.status.Words(); !strings.HasPrefix(left, "Copied") {
			t.Errorf("%s: the status says %q", item.Label, left)
		}
	}
	for missing := range want {
		t.Errorf("the menu lacks %q", missing)
	}
}

func TestPassageMenuIsShown(t *testing.T) {
	for name, show := range map[string]func(s *stage){
		"by the three dots":   func(s *stage) { test.Tap(s.asking.page.Results.Row(0).MenuButton()) },
		"by the right button": func(s *stage) { test.TapSecondary(s.asking.page.Results.Row(0)) },
		"by the menu key":     func(s *stage) { s.press(desktop.KeyMenu) },
		"by Shift+F10": func(s *stage) {
			s.held = func() fyne.KeyModifier { return fyne.KeyModifierShift }
			s.press(fyne.KeyF10)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, library(), Starter{})
			s.ask("How much notice?", 3)
			show(s)
			menu, ok := s.win.Canvas().Overlays().Top().(*widget.PopUpMenu)
			if !ok {
				if menu, ok = s.win.Canvas().Focused().(*widget.PopUpMenu); !ok {
					t.Fatalf("%T is shown, %T has the focus", s.win.Canvas().Overlays().Top(), s.win.Canvas().Focused())
				}
			}
			for range 2 {
				menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			}
			menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if got := s.app.Clipboard().Content(); !strings.HasPrefix(got, "> Either party") {
				t.Errorf("copied %q, want Markdown", got)
			}
		})
	}
}

func TestRightButtonChoosesItsRow(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	test.TapSecondary(s.asking.page.Results.Row(2))
	if got := s.asking.page.Results.Chosen(); got != 2 {
		t.Errorf("passage %d is chosen, want 2", got)
	}
}

func TestCitationShortensTheHomeFolder(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Skip("no home:", err)
	}
	p := index.Passage{Text: "Words.", Citation: index.Citation{Title: "Notes", Kind: "text", Path: filepath.Join(home, "notes.txt")}}
	if got, want := cite(p), "“Words.” — Notes (~"+string(filepath.Separator)+"notes.txt)"; got != want {
		t.Errorf("cited as %q, want %q", got, want)
	}
	if got := citeLink(p); !strings.Contains(got, filepath.ToSlash(home)) {
		t.Errorf("the link is %q", got)
	}
}
