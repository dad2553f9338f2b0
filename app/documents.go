package app

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// The sets of buttons for a document in a list.
const (
	actsOfDocument = iota + 1
	actsOfFailure
	actsOfLocked
)

// documentList is the list of a source's documents while it is shown.
type documentList struct {
	shelves *shelving
	source  index.Source
	slip    *view.Slip
	all     []listed
	shown   []listed // those that match the typed words
}

// A listed document, and the reason why it was not read, in the window's language.
type listed struct {
	index.Listed
	reason string
}

// onDocuments lists the documents of a source.
func (sh *shelving) onDocuments(source int) {
	s := sh.holds.Sources[source]
	l := &documentList{shelves: sh, source: s}
	l.slip = view.NewSlip(view.SlipWords{
		Heading: sh.sourceName(s), Hint: lang.L("Filter by name, title or reason…"), Close: lang.L("Close"),
		Acts: [][]string{{lang.L("Open"), lang.L("Show in folder")}, {lang.L("Read again"), lang.L("Show in folder")}, {lang.L("Password…"), lang.L("Show in folder")}},
	}, false, "", nil)
	l.slip.OnTyped = func(string) { l.show() }
	l.slip.OnAct = l.onAct
	l.slip.Set(lang.L("Looking for documents…"), false, nil)
	sh.showSlip(l.slip, nil)
	list := func(ctx context.Context) ([]index.Listed, error) { return sh.library.Documents(ctx, s.Path) }
	start(sh.jobs, sh.jobs.ctx, list, func(all []index.Listed, err error) {
		if err != nil {
			l.slip.Set(explain(lang.L("The documents could not be listed."), err).sentence(), true, nil)
			return
		}
		for _, d := range all {
			l.all = append(l.all, listed{d, inWords().Failure(d.Outcome, d.Later)})
		}
		l.show()
	})
}

// show lists the documents that have every typed word in their name, title or reason.
func (l *documentList) show() {
	words := strings.Fields(strings.ToLower(l.slip.Entry().Text))
	l.shown = nil
	var rows []view.SlipRow
	failed := 0
	for _, d := range l.all {
		if !hasWords(d, words) {
			continue
		}
		if d.reason != "" {
			failed++
		}
		l.shown = append(l.shown, d)
		rows = append(rows, l.row(d))
	}
	summary := documents(len(rows) - failed)
	if failed > 0 {
		summary += dot + lang.N("{{.Count}} files that could not be read", failed, number(failed))
	}
	l.slip.Set(summary, false, rows)
}

func hasWords(d listed, words []string) bool {
	text := strings.ToLower(d.Path + "\n" + d.Title + "\n" + d.reason)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (l *documentList) row(d listed) view.SlipRow {
	detail, err := filepath.Rel(l.source.Path, filepath.Dir(d.Path))
	switch {
	case err != nil || !filepath.IsLocal(detail): // the source is the file itself
		detail = shorten(filepath.Dir(d.Path))
	case detail == ".":
		detail = ""
	}
	row := view.SlipRow{Name: filepath.Base(d.Path), Detail: detail, Acts: actsOfDocument}
	if d.reason != "" {
		row.Note, row.Trouble, row.Acts = capital(d.reason), true, actsOfFailure
		if index.Locked(d.Outcome) {
			row.Acts = actsOfLocked
		}
		return row
	}
	if stem := strings.TrimSuffix(row.Name, filepath.Ext(row.Name)); d.Title != stem && d.Title != row.Name {
		row.Detail = strings.TrimPrefix(row.Detail+dot+d.Title, dot)
	}
	row.Note = passages(d.Passages)
	if day := index.DayOf(d.Modified); day != 0 {
		row.Note += dot + day.String()
	}
	return row
}

// onAct performs the action of a row's button.
func (l *documentList) onAct(row, act int) {
	sh, d := l.shelves, l.shown[row]
	switch {
	case act == 1:
		sh.onReveal(d.Path)
	case index.Locked(d.Outcome):
		sh.onUnlock(d.Path)
	case d.reason != "":
		sh.onRetry(d.Path)
		l.slip.Set(lang.L("Footnote is reading {{.File}} again.", map[string]any{"File": filepath.Base(d.Path)}), false, l.slip.Rows())
	default:
		sh.openFile(d.Path, 0, func(words string) { l.slip.Set(words, false, l.slip.Rows()) })
	}
}

// files returns a count of files in words.
func files(n int) string {
	return lang.N("{{.Count}} files", n, map[string]any{"Count": inWords().Number(n)})
}
