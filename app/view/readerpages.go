package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The options of a reader's mode.
const (
	modePage = iota
	modeText
)

// ShowPages shows the page in place of the text, where the document has pages, or the text.
func (r *Reader) ShowPages(shown bool) {
	r.showsPages = shown && !r.pages.Hidden
	mode := modeText
	if r.showsPages {
		mode = modePage
	}
	r.pages.mode.Set(mode)
	r.showDocument(r.shown())
	r.pages.Refresh()
	r.Refresh()
}

// ShowsPages says whether the page is shown in place of the text.
func (r *Reader) ShowsPages() bool { return r.showsPages }

// SetNumber says which page is shown, in words; back and forth say whether there are pages before and after it.
func (r *Reader) SetNumber(words string, back, forth bool) {
	r.pages.number.Set(words)
	enable(r.pages.back, back)
	enable(r.pages.forth, forth)
	r.pages.Refresh()
}

// Number is what is said of which page is shown.
func (r *Reader) Number() string { return r.pages.number.Words() }

// SetZoom shows the page so many times as wide as the reader, and how many that are in words.
func (r *Reader) SetZoom(zoom float32, words string) {
	r.pages.normal.SetWords(words)
	r.pages.Refresh()
	r.Facsimile.Zoom(zoom)
}

// SetNote says what is left out of what is shown, or why it is not shown otherwise; nothing where words are empty.
func (r *Reader) SetNote(words string) {
	r.note.Set(words)
	r.Refresh()
}

// Note is what SetNote, or the reading, said last.
func (r *Reader) Note() string { return r.note.Words() }

// pageKey does what a key does to a page, and says whether it is one that does something.
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
		r.turn(1)
	case fyne.KeyPageUp:
		r.turn(-1)
	default:
		return false
	}
	return true
}

func (r *Reader) turn(by int) {
	if r.OnTurn != nil {
		r.OnTurn(by)
	}
}

func (r *Reader) zoom(by int) {
	if r.OnZoom != nil {
		r.OnZoom(by)
	}
}

func enable(b *Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// pageBar is the line of a reader's head from which pages are turned and zoomed, and exchanged for the text.
type pageBar struct {
	widget.BaseWidget
	reader *Reader

	mode                    *Choice
	back, forth             *Button
	number                  *Text
	smaller, normal, larger *Button
}

var _ fyne.Widget = (*pageBar)(nil)

func newPageBar(r *Reader, words ReaderWords) *pageBar {
	b := &pageBar{
		reader: r, mode: NewChoice([]string{words.Page, words.Text}, modeText),
		back:    NewIconButton(IconLeft, words.PageBack, func() { r.turn(-1) }),
		forth:   NewIconButton(IconRight, words.PageForth, func() { r.turn(1) }),
		number:  NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		smaller: NewIconButton(IconSmaller, words.Smaller, func() { r.zoom(-1) }),
		normal:  NewButton("", Plain, func() { r.zoom(0) }),
		larger:  NewIconButton(IconLarger, words.Larger, func() { r.zoom(1) }),
	}
	b.mode.OnChosen = func(mode int) {
		if r.OnMode != nil {
			r.OnMode(mode == modePage)
		}
	}
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *pageBar) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *pageBar) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.mode, b.back, b.number, b.forth, b.smaller, b.normal, b.larger}
}

func (b *pageBar) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (b *pageBar) paint() {}

// place puts the mode first: it stays where it is when it is changed. Where there is no room for zoom, its number is left out
// first; keys do it as well.
func (b *pageBar) place(size fyne.Size) {
	gap, h := theme.Size(SizeGap), theme.Size(SizeControl)
	put(b.mode, 0, 0, b.mode.Natural(), h)
	x := b.mode.Natural() + 2*gap
	put(b.back, x, 0, h, h)
	x += h + gap
	n := min(b.number.Natural()+1, size.Width-x-gap-h)
	put(b.number, x, 0, n, h)
	x += n + gap
	put(b.forth, x, 0, h, h)
	x += h + gap

	pages := b.reader.showsPages
	b.back.Hidden, b.number.Hidden, b.forth.Hidden = !pages, !pages, !pages
	right := size.Width
	for _, o := range []struct {
		button *Button
		needs  float32 // room
	}{{b.larger, 2*h + gap/2}, {b.normal, h + gap/2 + b.normal.MinSize().Width}, {b.smaller, h}} {
		w := o.button.MinSize().Width
		o.button.Hidden = !pages || right-o.needs < x
		if !o.button.Hidden {
			put(o.button, right-w, 0, w, h)
			right -= w + gap/2
		}
	}
}
