package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"footnote/app/link"
	"footnote/app/view"
	"footnote/app/words"
	"footnote/index"
	"footnote/index/doc"
)

// visiting shows what the program is started with, or what another start of it asks for: files, folders, and links to citations. A document
// of the library comes from the library. Another file is read and shown, and nothing is added to the library. A link may come from anybody,
// so the user confirms a file that is not in the library before it is read.
type visiting struct {
	*shell
	library reader
	reading *reading
	shelves *shelving
	narrow  func(folder string) // narrows the question to a folder

	ready   bool     // the library's contents are known
	waiting []string // targets, until then
}

// A target is what to show.
type target struct {
	link.Link
	linked bool // a link names it
	folder bool
}

// begin shows what was to be opened before the library's contents were known.
func (v *visiting) begin() {
	v.ready = true
	v.open(nil)
}

// open shows the first of several targets, and says if there are more. The reader has room for one document.
func (v *visiting) open(targets []string) {
	if !v.ready || v.closed {
		v.waiting = append(v.waiting, targets...)
		return
	}
	targets, v.waiting = append(v.waiting, targets...), nil
	if len(targets) == 0 {
		return
	}
	if more := len(targets) - 1; more > 0 {
		v.notice(lang.N("Footnote shows one document at a time. {{.Count}} others were not opened.", more, number(more)))
	}
	t := target{Link: link.Link{Path: targets[0]}}
	if link.Is(targets[0]) {
		l, err := link.Parse(targets[0])
		if err != nil {
			return // the terminal refuses it, so no start of this version sends one
		}
		switch l.Page {
		case link.Ask:
			v.turn(pageAsk)
			return
		case link.Library:
			v.turn(pageLibrary)
			return
		}
		t = target{Link: l, linked: true}
	}
	v.show(t)
}

// show shows a target: a document of the library at once, and another file if the user named it or confirms it.
func (v *visiting) show(t target) {
	look := func(ctx context.Context) (target, error) {
		if _, err := v.library.Read(ctx, t.Path); !errors.Is(err, index.ErrNotFound) || t.linked {
			return t, err
		}
		info, err := os.Stat(t.Path)
		t.folder = err == nil && info.IsDir()
		return t, index.ErrNotFound
	}
	start(v.jobs, v.jobs.ctx, look, func(t target, err error) {
		switch {
		case t.folder:
			v.showFolder(t.Path)
		case !errors.Is(err, index.ErrNotFound):
			v.read(t, false, v.library.Read)
		case t.linked:
			v.confirm(t)
		default:
			v.read(t, true, v.opt.Extract)
		}
	})
}

// confirm asks whether to read a file that a link names and that is not in the library.
func (v *visiting) confirm(t target) {
	content := wrapped(words.Visible(t.Path) + "\n\n" + lang.L("A link asks Footnote to open this file, which is not in your library. Open it only if you trust where the link came from. Nothing is run or changed."))
	d := dialog.NewCustomConfirm(lang.L("Open this file?"), lang.L("Open"), lang.L("Cancel"), content, func(yes bool) {
		if yes {
			v.read(t, true, v.opt.Extract)
		}
	}, v.win)
	d.Resize(messageSize)
	d.Show()
}

// read reads a document and shows it in the reader.
func (v *visiting) read(t target, outside bool, from func(ctx context.Context, path string) (index.Document, error)) {
	v.turn(pageAsk)
	v.split.ShowRight(true)
	v.reading.drop()
	read := func(ctx context.Context) (index.Document, error) { return from(ctx, t.Path) }
	v.reading.load(read, outside, func(err error) {
		if err != nil {
			said := explainRead(err)
			v.reading.reader.Say(view.IconTrouble, said.Headline, said.Lines...)
			return
		}
		v.reading.mark(passageAt(v.reading.document, t.Link))
		v.reading.takeFocus()
		if outside {
			v.notice(lang.L("{{.File}} is not in your library. Its menu adds it.", map[string]any{"File": words.Visible(filepath.Base(t.Path))}))
		}
	})
}

// explainRead says why a file could not be read.
func explainRead(err error) trouble {
	headline := lang.L("The document could not be read.")
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return trouble{headline, []string{capital(inWords().Outcome(refusal.Outcome))}}
	}
	return explain(headline, err)
}

// passageAt returns the passage of a document that a link names: its bytes, or the rest of the line if the link has no end. A link that fits
// no text, as when the document has changed, names the beginning.
func passageAt(d *index.Document, l link.Link) index.Passage {
	span := index.Span{Start: l.Start, End: max(l.Start, l.End)}
	if span.End == span.Start && span.Start > 0 && span.Start < len(d.Text) {
		line, _, _ := strings.Cut(d.Text[span.Start:], "\n")
		span.End += len(line)
	}
	if span.End > len(d.Text) || !utf8.ValidString(d.Text[span.Start:span.End]) {
		span = index.Span{}
	}
	return index.Passage{Text: d.Text[span.Start:span.End], Citation: index.Citation{
		Path: d.Path, Title: d.Title, Kind: d.Kind, Span: span, Place: d.At(d.Text, span.Start, span.End),
	}}
}

// showFolder narrows the question to a folder, or asks whether to add it to the library.
func (v *visiting) showFolder(folder string) {
	if v.shelves.sourceOf(folder) != "" {
		v.turn(pageAsk)
		v.narrow(folder)
		return
	}
	content := wrapped(words.Visible(folder) + "\n\n" + lang.L("This folder is not in your library. Add it to ask questions about it. Your files stay as they are."))
	d := dialog.NewCustomConfirm(lang.L("Add this folder to the library?"), lang.L("Add"), lang.L("Cancel"), content, func(yes bool) {
		if yes {
			v.shelves.addSources([]string{folder})
		}
	}, v.win)
	d.Resize(messageSize)
	d.Show()
}

// menu returns the actions for the document in the reader if it is not in the library, or else nil.
func (v *visiting) menu() *fyne.Menu {
	d := v.reading.document
	if d == nil || !v.reading.pages.outside {
		return nil
	}
	path := d.Path
	return fyne.NewMenu(
		"",
		fyne.NewMenuItem(lang.L("Add to the library"), func() { v.shelves.addSources([]string{path}) }),
		fyne.NewMenuItem(lang.L("Open"), func() { v.openFile(path, 0, v.notice) }),
		fyne.NewMenuItem(lang.L("Show in folder"), func() { v.onReveal(path) }),
	)
}
