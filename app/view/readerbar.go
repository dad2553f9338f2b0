package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// readerBar is the line of a reader's head for the view of the document: pages or text, page number, zoom.
type readerBar struct {
	widget.BaseWidget
	reader *Reader

	mode, form              *Choice // at most one is visible
	back, forth             *Button
	number                  *SmallField
	shown                   string // number of the page shown
	of                      *Text
	find                    *Button
	smaller, normal, larger *Button
}

var _ fyne.Widget = (*readerBar)(nil)

func newReaderBar(r *Reader, words ReaderWords) *readerBar {
	b := &readerBar{
		reader: r, mode: NewChoice([]string{words.Page, words.Text}, modeText), form: NewChoice([]string{words.LaidOut, words.Plain}, formLaidOut),
		back:    NewIconButton(IconLeft, words.PageBack, func() { call(r.OnTurn, -1) }),
		forth:   NewIconButton(IconRight, words.PageForth, func() { call(r.OnTurn, 1) }),
		number:  NewSmallField(words.Number),
		of:      NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		find:    NewIconButton(IconFind, words.Find, func() { do(r.OnFind) }),
		smaller: NewIconButton(IconSmaller, words.Smaller, func() { call(r.OnZoom, -1) }),
		normal:  NewButton("", Plain, func() { call(r.OnZoom, 0) }),
		larger:  NewIconButton(IconLarger, words.Larger, func() { call(r.OnZoom, 1) }),
	}
	b.mode.OnChosen = func(mode int) {
		if r.OnMode != nil {
			r.OnMode(mode == modePage)
		}
	}
	b.form.OnChosen = func(form int) {
		if r.OnPlain != nil {
			r.OnPlain(form == formPlain)
		}
	}
	b.number.OnEntered = func() {
		if r.OnNumber != nil {
			r.OnNumber(b.number.Text())
		}
		r.takeFocus()
	}
	b.number.OnEscape = r.takeFocus
	b.number.OnLeft = func() { b.number.SetText(b.shown) }
	b.number.OnShortcut = r.TypedShortcut
	b.ExtendBaseWidget(b)
	return b
}

// setForms sets the available modes of the document.
func (b *readerBar) setForms(pages, plain bool) {
	b.mode.Hidden, b.form.Hidden = !pages, pages || !plain
	b.form.Set(formLaidOut)
}

// CreateRenderer implements fyne.Widget.
func (b *readerBar) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *readerBar) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.mode, b.form, b.back, b.number, b.of, b.forth, b.find, b.smaller, b.normal, b.larger}
}

func (b *readerBar) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (b *readerBar) paint() {}

// place puts the choice first, so that it stays in place when it is changed. If there is too little room it hides the zoom's number first,
// then the whole zoom; keys zoom as well.
func (b *readerBar) place(size fyne.Size) {
	gap, h := theme.Size(SizeGap), theme.Size(SizeControl)
	x := float32(0)
	for _, c := range []*Choice{b.mode, b.form} {
		if !c.Hidden {
			put(c, 0, 0, c.Natural(), h)
			x = c.Natural() + 2*gap
		}
	}
	pages := b.reader.showsPages
	b.back.Hidden, b.number.Hidden, b.of.Hidden, b.forth.Hidden = !pages, !pages, !pages, !pages
	if pages {
		x = b.placeNumber(x, size.Width)
	}
	right := size.Width
	put(b.find, right-h, 0, h, h)
	right -= h + gap
	pair, number := 2*h+gap/2, b.normal.MinSize().Width+gap/2
	b.larger.Hidden = right-x < pair
	b.smaller.Hidden = b.larger.Hidden
	b.normal.Hidden = right-x < pair+number
	for _, o := range []*Button{b.larger, b.normal, b.smaller} {
		if w := o.MinSize().Width; !o.Hidden {
			put(o, right-w, 0, w, h)
			right -= w + gap/2
		}
	}
}

// placeNumber places the controls that turn pages, and returns where they end.
func (b *readerBar) placeNumber(x, width float32) float32 {
	gap, h := theme.Size(SizeGap), theme.Size(SizeControl)
	put(b.back, x, 0, h, h)
	x += h + gap/2
	digits := max(Look{Size: SizeSmall}.measure(b.shown), Look{Size: SizeSmall}.measure("00"))
	field := digits + 3*gap
	put(b.number, x, 0, field, h)
	x += field + gap/2
	of := max(min(b.of.Natural()+1, width-x-2*h-2*gap), 0)
	put(b.of, x, 0, of, h)
	x += of + gap/2
	put(b.forth, x, 0, h, h)
	return x + h + gap
}
