package view

import (
	"fyne.io/fyne/v2"
)

// The options of a reader's mode.
const (
	modePage = iota
	modeText
)

// The options of a text's form.
const (
	formLaidOut = iota
	formPlain
)

// ShowPages shows the page in place of the text, if the document has pages, or the text.
func (r *Reader) ShowPages(shown bool) {
	r.showsPages = shown && r.hasPages
	mode := modeText
	if r.showsPages {
		mode = modePage
	}
	r.bar.mode.Set(mode)
	r.showDocument(r.shown())
	r.bar.Refresh()
	r.Refresh()
}

// ShowsPages reports whether the page is shown in place of the text.
func (r *Reader) ShowsPages() bool { return r.showsPages }

// SetNumber shows the number of the page and, in words, of how many. back and forth say whether there are pages before and after it.
func (r *Reader) SetNumber(number, of string, back, forth bool) {
	r.bar.shown = number
	if !r.bar.number.Focused() {
		r.bar.number.SetText(number)
	}
	r.bar.of.Set(of)
	enable(r.bar.back, back)
	enable(r.bar.forth, forth)
	r.bar.Refresh()
}

// Number returns the number shown, and of how many.
func (r *Reader) Number() string { return r.bar.shown + " " + r.bar.of.Words() }

// SetZoom sets the sizes of pages and text, as multiples of the usual ones; words show the current one.
func (r *Reader) SetZoom(pages, text float32, words string) {
	r.bar.normal.SetWords(words)
	r.bar.Refresh()
	r.Facsimile.Zoom(pages)
	r.page.Zoom(text)
}

// ZoomWords returns the words of the last SetZoom.
func (r *Reader) ZoomWords() string { return r.bar.normal.Words() }

// ShowText shows the document's text in another layout, at the same place; plain says whether it is as in the file.
func (r *Reader) ShowText(text PageText, plain bool) {
	form := formLaidOut
	if plain {
		form = formPlain
	}
	r.bar.form.Set(form)
	r.page.Relay(text)
}

// MarkHits marks the hits in the text, and the current one, which may be empty.
func (r *Reader) MarkHits(hits []Span, hit Span) { r.page.MarkHits(hits, hit) }

// InSight returns the visible part of the text.
func (r *Reader) InSight() Span { return r.page.InSight() }

// Selected returns the selected part of the text; empty while a page is shown.
func (r *Reader) Selected() Span {
	if r.showsPages || !r.shown() {
		return Span{}
	}
	return r.page.Selected()
}

// Select selects a part of the text.
func (r *Reader) Select(s Span) { r.page.Select(s) }

// Focused reports whether the reader has the focus.
func (r *Reader) Focused() bool { return r.focused }

// ShowFind shows or hides the find bar.
func (r *Reader) ShowFind(shown bool) {
	r.Find.Hidden = !shown || !r.shown()
	r.Refresh()
}

// SetNote shows what the view leaves out, or why another view is missing; empty words hide it.
func (r *Reader) SetNote(words string) {
	r.note.Set(words)
	r.Refresh()
}

// Note returns the note of the last SetNote or SetDocument.
func (r *Reader) Note() string { return r.note.Words() }

// pageKey handles a key for the page, and reports whether it has a use for the key.
func (r *Reader) pageKey(key fyne.KeyName) bool {
	switch page := r.Facsimile; key {
	case fyne.KeyDown:
		page.ScrollBy(lineShare)
	case fyne.KeyUp:
		page.ScrollBy(-lineShare)
	case fyne.KeySpace:
		page.ScrollBy(pageShare)
	case fyne.KeyHome:
		page.ScrollToTop()
	case fyne.KeyEnd:
		page.ScrollToEnd()
	case fyne.KeyPageDown:
		call(r.OnTurn, 1)
	case fyne.KeyPageUp:
		call(r.OnTurn, -1)
	default:
		return false
	}
	return true
}

func enable(b *Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
