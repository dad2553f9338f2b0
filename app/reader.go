package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// readState is the document in the reader. Like questions, readings have numbers, and one that comes late is dropped.
type readState struct {
	number   int
	cancel   context.CancelFunc
	document *index.Document // shown; nil while there is none
	stale    bool            // the library changed since it was read
	texts    pageTexts       // its text
}

func (w *Window) buildReader() {
	w.read.cancel = func() {}
	w.reader = view.NewReader(view.ReaderWords{
		Open: lang.L("Open"), Previous: lang.L("Previous passage"), Next: lang.L("Next passage"),
		Page: lang.L("Page"), Text: lang.L("Text"), PageBack: lang.L("Previous page"), PageForth: lang.L("Next page"),
		Smaller: lang.L("Smaller"), Larger: lang.L("Larger"), Drawing: lang.L("The page is being drawn…"),
		LaidOut: lang.L("Laid out"), Plain: lang.L("Plain text"), Reveal: lang.L("Show in folder"), Find: lang.L("Find in the document"),
		Finding: view.FindWords{
			Hint: lang.L("Find in the document"), Previous: lang.L("Previous hit"), Next: lang.L("Next hit"), Close: lang.L("Close"),
		},
	})
	w.reader.OnOpen = w.onOpen
	w.reader.OnReveal = func() {
		if d := w.read.document; d != nil {
			w.onReveal(d.Path)
		}
	}
	w.reader.OnPlain = w.onPlain
	w.reader.OnMenu = func(at fyne.Position) { w.showMenu(w.passageMenu(w.current()), at) }
	w.reader.OnStep = w.onStep
	w.reader.OnLeave = func() {
		if w.finding.open {
			w.closeFind()
			return
		}
		w.focusResults()
	}
	w.reader.OnShortcut = w.onShortcut
	w.reader.OnSlash = w.focusField
	w.buildFind()
	w.buildPages()
}

func (w *Window) clearReader() {
	w.dropReading()
	w.read.document, w.read.texts = nil, pageTexts{}
	w.dropFinding()
	w.clearPages()
}

func (w *Window) dropReading() {
	w.read.number++
	w.read.cancel()
}

// show shows a passage in the reader, reading its document where it is another one than that shown.
func (w *Window) show(passage int) { w.showPassage(w.ask.answered[passage]) }

func (w *Window) showPassage(p index.Passage) {
	w.dropReading()
	if d := w.read.document; d != nil && d.Path == p.Citation.Path && !w.read.stale {
		w.mark(p)
		return
	}
	n := w.read.number
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.read.cancel = cancel
	type reading struct {
		document index.Document
		texts    pageTexts
	}
	read := func(ctx context.Context) (reading, error) {
		d, err := w.library.Read(ctx, p.Citation.Path)
		return reading{d, textsOf(d)}, err
	}
	start(w.jobs, ctx, read, func(r reading, err error) {
		cancel()
		if n != w.read.number {
			return
		}
		w.clearPages()
		if err != nil {
			w.read.document, w.read.texts = nil, pageTexts{}
			w.dropFinding()
			t := explain(lang.L("The document could not be read."), err)
			w.reader.Say(view.IconTrouble, t.Headline, t.Lines...)
			return
		}
		w.read.document, w.read.texts, w.read.stale = &r.document, r.texts, false
		d := r.document
		_, pages := pageOf(&d, 0)
		w.reader.SetDocument(view.Reading{
			Kind: d.Kind, Title: d.Title, Path: w.pathWords(d.Path), Note: reasonWords(d.Note),
			Page: r.texts.laidOut, Pages: pages > 0, Plain: r.texts.plain.Text != "",
		})
		w.reader.ShowFind(w.finding.open)
		w.mark(p)
		w.lookFor(false)
	})
}

// mark marks a passage in the document shown, in its text and on its page. Where the document has changed since the passage was found, its words are
// looked for; where they are gone, nothing is marked and the reader says so.
func (w *Window) mark(p index.Passage) {
	where, count := placeIn(p.Citation.Title, p.Citation.Place), w.countWords(p)
	text, span := w.read.document.Text, p.Citation.Span
	if span.End > len(text) || text[span.Start:span.End] != p.Text {
		at := strings.Index(text, p.Text)
		if at < 0 {
			w.reader.Mark(view.Span{}, nil, lang.L("The document has changed: the passage is no longer in it."), count)
			w.openPages(index.Span{})
			return
		}
		span = index.Span{Start: at, End: at + len(p.Text)}
	}
	w.reader.Mark(view.Span(span), spans(p.Highlights, span.Start), where, count)
	w.openPages(span)
}

// onPlain shows the text as it stands in the file, or laid out.
func (w *Window) onPlain(plain bool) {
	text := w.read.texts.laidOut
	if plain {
		text = w.read.texts.plain
	}
	w.reader.ShowText(text, plain)
}

// selected is the words selected in the reader as a passage of the document, with their own place; nil while none are, or the
// keyboard is elsewhere.
func (w *Window) selected() *index.Passage {
	s, d := w.reader.Selected(), w.read.document
	if d == nil || !w.reader.Focused() || strings.TrimSpace(d.Text[s.Start:s.End]) == "" {
		return nil
	}
	return &index.Passage{Text: d.Text[s.Start:s.End], Citation: index.Citation{
		Path: d.Path, Title: d.Title, Kind: d.Kind, Place: d.At(d.Text, s.Start, s.End), Span: index.Span(s),
	}}
}

// countWords says which passage of its document a passage is: "passage 1 of 4"; nothing where it is the only one.
func (w *Window) countWords(p index.Passage) string {
	n, of := 0, 0
	for _, q := range w.ask.answered {
		if q.Citation.Path == p.Citation.Path {
			of++
			if q.Citation.Span == p.Citation.Span {
				n = of
			}
		}
	}
	if of < 2 {
		return ""
	}
	return lang.L("passage {{.Number}} of {{.All}}", map[string]any{"Number": n, "All": of})
}

// onStep chooses the next or the previous passage of the same document.
func (w *Window) onStep(by int) {
	next := w.asking.Results.Chosen() + by
	p := w.chosen()
	if p == nil || next < 0 || next >= len(w.ask.answered) || w.ask.answered[next].Citation.Path != p.Citation.Path {
		return
	}
	w.asking.Results.Choose(next)
}
