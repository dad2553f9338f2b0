package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A SheetRow is a heading of a Sheet, or keys with what they do.
type SheetRow struct {
	Heading string   // of the rows that follow; empty for keys
	Keys    []string // alternatives: "Ctrl+K", "/"
	Words   string
}

// Sheet is a list of keyboard shortcuts over the window. Escape or a click closes it; the arrow keys scroll it.
type Sheet struct {
	widget.BaseWidget
	// OnClose is called to close the sheet.
	OnClose func()

	rows         []SheetRow
	veil, ground *Panel
	heading      *Text
	close        *Button
	column       *Column
}

var (
	_ fyne.Widget    = (*Sheet)(nil)
	_ fyne.Focusable = (*Sheet)(nil)
	_ fyne.Tappable  = (*Sheet)(nil)
	_ Rows           = sheetRows{}
)

// NewSheet returns a sheet of rows; closeWords label the close button.
func NewSheet(heading, closeWords string, rows []SheetRow) *Sheet {
	s := &Sheet{
		rows: rows, veil: NewPanel(ColorVeil, "", ""), ground: NewPanel(ColorPanel, ColorLine, SizeRadius),
		heading: NewText(heading, Look{Size: SizeTitle, Bold: true}),
	}
	s.close = NewButton(closeWords, Plain, s.Leave)
	s.column = NewColumn(sheetRows{s})
	s.column.Gutter = true
	s.ExtendBaseWidget(s)
	return s
}

// Rows returns the rows.
func (s *Sheet) Rows() []SheetRow { return s.rows }

// Leave closes the sheet.
func (s *Sheet) Leave() {
	if s.OnClose != nil {
		s.OnClose()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *Sheet) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.veil, s.ground, s.heading, s.close, s.column}
}

func (s *Sheet) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (s *Sheet) paint()             {}

func (s *Sheet) place(size fyne.Size) {
	s.veil.Resize(size)
	margin, gap := theme.Size(SizeMargin), theme.Size(SizeGap)
	w := min(size.Width-2*margin, theme.Size(SizeMeasure)*0.8)
	inner := w - 2*margin
	head := theme.Size(SizeControl)
	rows := float32(0)
	for i := range s.rows {
		rows += sheetRows{s}.Height(i, inner)
	}
	h := min(margin+head+gap+rows+margin, size.Height-2*margin)
	x, y := middle(size.Width, w), middle(size.Height, h)
	put(s.ground, x, y, w, h)
	button := s.close.MinSize()
	put(s.close, x+w-margin-button.Width, y+margin-gap, button.Width, button.Height)
	put(s.heading, x+margin, y+margin-gap, inner-button.Width-gap, head)
	put(s.column, x+margin, y+margin+head, inner+theme.Size(SizeGutter), h-margin-head-gap)
}

// FocusGained implements fyne.Focusable.
func (s *Sheet) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (s *Sheet) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (s *Sheet) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Sheet) TypedKey(e *fyne.KeyEvent) {
	const line, page = 0.1, 0.9
	switch e.Name {
	case fyne.KeyDown:
		s.column.ScrollBy(line)
	case fyne.KeyUp:
		s.column.ScrollBy(-line)
	case fyne.KeyPageDown, fyne.KeySpace:
		s.column.ScrollBy(page)
	case fyne.KeyPageUp:
		s.column.ScrollBy(-page)
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF1:
		s.Leave()
	}
}

// Tapped implements fyne.Tappable.
func (s *Sheet) Tapped(*fyne.PointEvent) { s.Leave() }

// sheetRows shows a Sheet's rows in its column.
type sheetRows struct{ s *Sheet }

// The kinds of rows.
const (
	sheetHeading = iota
	sheetKeys
)

func (l sheetRows) Len() int { return len(l.s.rows) }

func (l sheetRows) Kind(i int) int {
	if l.s.rows[i].Heading != "" {
		return sheetHeading
	}
	return sheetKeys
}

func (l sheetRows) Height(i int, width float32) float32 {
	gap := theme.Size(SizeGap)
	if l.Kind(i) == sheetHeading {
		return Look{}.lineHeight() + 2*gap
	}
	row := newKeysRow()
	row.set(l.s.rows[i])
	return row.words.HeightFor(row.wordsWidth(width)) + gap
}

func (l sheetRows) New(kind int) fyne.CanvasObject {
	if kind == sheetHeading {
		return NewText("", Look{Bold: true})
	}
	return newKeysRow()
}

func (l sheetRows) Update(i int, o fyne.CanvasObject) {
	switch o := o.(type) {
	case *keysRow:
		o.set(l.s.rows[i])
	case *Text:
		o.Set(l.s.rows[i].Heading)
	}
}

// keysRow is one row of keys: what they do, and the keys in caps at its end.
type keysRow struct {
	widget.BaseWidget
	words *Flow
	keys  []*Text
	caps  []*Panel
	shown int
}

func newKeysRow() *keysRow {
	r := &keysRow{words: NewFlow(Look{})}
	r.ExtendBaseWidget(r)
	return r
}

func (r *keysRow) set(row SheetRow) {
	r.words.Set(Writing{Text: row.Words})
	for len(r.keys) < len(row.Keys) {
		key := NewText("", Look{Size: SizeSmall, Color: ColorInk2})
		key.Align = fyne.TextAlignCenter
		r.keys, r.caps = append(r.keys, key), append(r.caps, NewPanel("", ColorLine, SizeGapTiny))
	}
	for i, words := range row.Keys {
		r.keys[i].Set(words)
	}
	r.shown = len(row.Keys)
	r.Refresh()
}

// capWidth returns the width of the cap of key i.
func (r *keysRow) capWidth(i int) float32 { return r.keys[i].Natural() + 2*theme.Size(SizeGap) }

// wordsWidth returns the width that the keys of a row of the given width leave for the words.
func (r *keysRow) wordsWidth(width float32) float32 {
	for i := range r.shown {
		width -= r.capWidth(i) + theme.Size(SizeGap)
	}
	return width
}

// CreateRenderer implements fyne.Widget.
func (r *keysRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *keysRow) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.words}
	for i := range r.shown {
		objects = append(objects, r.caps[i], r.keys[i])
	}
	return objects
}

func (r *keysRow) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *keysRow) paint()             {}

func (r *keysRow) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	width := r.wordsWidth(size.Width)
	put(r.words, 0, gap/2, width, size.Height-gap)
	x, line := width+gap, Look{}.lineHeight()+gap
	h := Look{Size: SizeSmall}.lineHeight() + theme.Size(SizeGapTiny)
	for i := range r.shown {
		w := r.capWidth(i)
		put(r.caps[i], x, middle(line, h), w, h)
		put(r.keys[i], x, middle(line, h), w, h)
		x += w + gap
	}
}
