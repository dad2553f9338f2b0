package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// reader is the part of the library that reading needs.
type reader interface {
	Read(ctx context.Context, path string) (index.Document, error)
}

// reading is the document in the reader. Like questions, readings have numbers, and late results are dropped.
type reading struct {
	*shell
	library reader
	reader  *view.Reader
	pages   *pages
	finding *finding

	openDocument func()                       // opens the document in its own program
	menu         func() *fyne.Menu            // returns the actions for the selection
	step         func(by int)                 // goes to the next or the previous passage of the document
	toResults    func()                       // moves the focus to the passages
	toQuestion   func()                       // moves the focus to the question
	countWords   func(p index.Passage) string // says which of its document's passages a passage is

	number   int
	cancel   context.CancelFunc
	document *index.Document // the document shown; nil if there is none
	stale    bool            // the library has changed since it was read
	texts    pageTexts       // its text
}

func (rd *reading) build() {
	rd.cancel = func() {}
	rd.reader = view.NewReader(view.ReaderWords{
		Open: lang.L("Open"), Previous: lang.L("Previous passage"), Next: lang.L("Next passage"),
		Page: lang.L("Page"), Text: lang.L("Text"), PageBack: lang.L("Previous page"), PageForth: lang.L("Next page"),
		Smaller: lang.L("Smaller"), Larger: lang.L("Larger"), Drawing: lang.L("Drawing the page…"),
		LaidOut: lang.L("Formatted"), Plain: lang.L("Plain text"), Reveal: lang.L("Show in folder"), Find: lang.L("Find in the document"),
		Finding: view.FindWords{
			Hint: lang.L("Find in the document"), Previous: lang.L("Previous match"), Next: lang.L("Next match"), Close: lang.L("Close"),
		},
	})
	rd.reader.OnOpen = rd.openDocument
	rd.reader.OnReveal = func() {
		if d := rd.document; d != nil {
			rd.onReveal(d.Path)
		}
	}
	rd.reader.OnPlain = rd.onPlain
	rd.reader.OnMenu = func(at fyne.Position) { rd.showMenu(rd.menu(), at) }
	rd.reader.OnStep = rd.step
	rd.reader.OnLeave = func() {
		if rd.finding.visible {
			rd.finding.hide()
			return
		}
		rd.toResults()
	}
	rd.reader.OnShortcut = rd.shortcut
	rd.reader.OnSlash = rd.toQuestion
	rd.finding.reader, rd.pages.reader = rd.reader, rd.reader
	rd.finding.build()
	rd.pages.build()
}

func (rd *reading) takeFocus() { rd.focus(rd.reader) }

func (rd *reading) clear() {
	rd.drop()
	rd.setDocument(nil, pageTexts{})
	rd.finding.drop()
	rd.pages.clear()
	rd.reader.Say(view.IconText, lang.L("Passages open here"))
}

// setDocument replaces the document shown.
func (rd *reading) setDocument(d *index.Document, texts pageTexts) {
	rd.document, rd.texts = d, texts
	rd.finding.document, rd.pages.document = d, d
}

func (rd *reading) drop() {
	rd.number++
	rd.cancel()
}

func (rd *reading) show(p index.Passage) {
	rd.drop()
	if d := rd.document; d != nil && d.Path == p.Citation.Path && !rd.stale {
		rd.mark(p)
		return
	}
	read := func(ctx context.Context) (index.Document, error) { return rd.library.Read(ctx, p.Citation.Path) }
	rd.load(read, false, func(err error) {
		if err != nil {
			t := explain(lang.L("The document could not be read."), err)
			rd.reader.Say(view.IconTrouble, t.Headline, t.Lines...)
			return
		}
		rd.mark(p)
		rd.finding.lookFor(false)
	})
}

// load reads a document into the reader, and then calls done, unless another document was wanted meanwhile. outside says that it is not in
// the library. After an error there is no document in the reader.
func (rd *reading) load(read func(ctx context.Context) (index.Document, error), outside bool, done func(err error)) {
	n := rd.number
	ctx, cancel := context.WithCancel(rd.jobs.ctx)
	rd.cancel = cancel
	type opened struct {
		document index.Document
		texts    pageTexts
	}
	work := func(ctx context.Context) (opened, error) {
		d, err := read(ctx)
		return opened{d, textsOf(d)}, err
	}
	start(rd.jobs, ctx, work, func(r opened, err error) {
		cancel()
		if n != rd.number {
			return
		}
		rd.pages.clear()
		if err != nil {
			rd.setDocument(nil, pageTexts{})
			rd.finding.drop()
			done(err)
			return
		}
		rd.setDocument(&r.document, r.texts)
		rd.stale, rd.pages.outside = outside, outside // a passage of the library is read from the library
		d := r.document
		_, pages := rd.pages.pageAt(0)
		rd.reader.SetDocument(view.Reading{
			Kind: d.Kind, Title: d.Title, Path: rd.pathWords(d.Path), Note: inWords().Notes(d.Notes),
			Page: r.texts.laidOut, Pages: pages > 0, Plain: r.texts.plain.Text != "",
		})
		rd.reader.ShowFind(rd.finding.visible)
		done(nil)
	})
}

// mark marks a passage in the document shown, in its text and on its page. If the document has changed since the passage was found, mark
// searches for the passage's words. If they are gone, it marks nothing and the reader says so.
func (rd *reading) mark(p index.Passage) {
	where, count := inWords().PlaceIn(p.Citation.Title, p.Citation.Place), rd.countWords(p)
	text, span := rd.document.Text, p.Citation.Span
	if span.End > len(text) || text[span.Start:span.End] != p.Text {
		at := strings.Index(text, p.Text)
		if at < 0 {
			rd.reader.Mark(view.Span{}, nil, lang.L("The document has changed: the passage is no longer in it."), count)
			rd.pages.open(index.Span{})
			return
		}
		span = index.Span{Start: at, End: at + len(p.Text)}
	}
	rd.reader.Mark(view.Span(span), spans(p.Highlights, span.Start), where, count)
	rd.pages.open(span)
}

// onPlain shows the text as it is in the file, or laid out.
func (rd *reading) onPlain(plain bool) {
	text := rd.texts.laidOut
	if plain {
		text = rd.texts.plain
	}
	rd.reader.ShowText(text, plain)
}

// selected returns the words selected in the reader as a passage of the document with its own place. It returns nil if nothing is selected,
// or the focus is elsewhere.
func (rd *reading) selected() *index.Passage {
	s, d := rd.reader.Selected(), rd.document
	if d == nil || !rd.reader.Focused() || strings.TrimSpace(d.Text[s.Start:s.End]) == "" {
		return nil
	}
	return &index.Passage{Text: d.Text[s.Start:s.End], Citation: index.Citation{
		Path: d.Path, Title: d.Title, Kind: d.Kind, Place: d.At(d.Text, s.Start, s.End), Span: index.Span(s),
	}}
}
