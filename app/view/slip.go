package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A SlipRow is one row of a Slip's list.
type SlipRow struct {
	Name, Detail string // side by side, or Detail below if there is no room
	Note         string // at the right, before the buttons
	Trouble      bool   // the note reports a problem
	Acts         int    // which of the slip's sets of buttons the row has; 0 for none
}

// SlipWords are the words of a Slip.
type SlipWords struct {
	Heading string
	Lines   []string // its purpose, each a paragraph
	Hint    string   // placeholder of the entry
	Acts    [][]string
	Close   string
}

// Slip is a dialog over the window: words, an entry, and a list that depends on what is typed. Escape closes it.
type Slip struct {
	widget.BaseWidget
	// OnTyped is called when the text has changed.
	OnTyped func(text string)
	// OnAct is called when a button of a row is pressed.
	OnAct func(row, act int)
	// OnClose is called to close the slip.
	OnClose func()

	words            SlipWords
	veil, ground     *Panel
	heading, summary *Text
	lines            []*Text
	entry            *slipEntry
	several          bool // the entry takes several lines
	do               *Button
	close            *Button
	rows             []SlipRow
	column           *Column
}

var (
	_ fyne.Widget   = (*Slip)(nil)
	_ fyne.Tappable = (*Slip)(nil)
	_ Rows          = slipRows{}
)

// NewSlip returns a slip without rows, with an entry of one line or several. doWords label the button that calls onDo with the text; if
// they are empty there is no button.
func NewSlip(words SlipWords, several bool, doWords string, onDo func(text string)) *Slip {
	s := &Slip{
		words: words, several: several, veil: NewPanel(ColorVeil, "", ""), ground: NewPanel(ColorPanel, ColorLine, SizeRadius),
		heading: NewText(words.Heading, Look{Size: SizeTitle, Bold: true}), summary: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
	}
	s.heading.CutMiddle = true
	s.close = NewButton(words.Close, Plain, s.Leave)
	s.do = NewButton(doWords, Primary, func() { onDo(s.entry.Text) })
	s.do.Hidden = doWords == ""
	s.entry = newSlipEntry(s, several)
	s.entry.PlaceHolder = words.Hint
	s.column = NewColumn(slipRows{s})
	s.column.Gutter = true
	s.ExtendBaseWidget(s)
	return s
}

// Entry returns the entry.
func (s *Slip) Entry() *widget.Entry { return &s.entry.Entry }

// Focus returns the object to focus first.
func (s *Slip) Focus() fyne.Focusable { return s.entry }

// Set shows rows, and a summary of them.
func (s *Slip) Set(summary string, trouble bool, rows []SlipRow) {
	s.rows = rows
	ink := ColorInk2
	if trouble {
		ink = ColorWarning
	}
	s.summary.SetLook(Look{Size: SizeSmall, Color: ink})
	s.summary.Set(summary)
	s.column.Reload()
	s.Refresh()
}

// Rows returns the rows.
func (s *Slip) Rows() []SlipRow { return s.rows }

// Summary returns the summary of the rows.
func (s *Slip) Summary() string { return s.summary.Words() }

// DoButton returns the button that does what the slip is for.
func (s *Slip) DoButton() *Button { return s.do }

// Leave closes the slip.
func (s *Slip) Leave() { do(s.OnClose) }

// Tapped implements fyne.Tappable: a click outside the slip closes it, unless something may have been typed.
func (s *Slip) Tapped(e *fyne.PointEvent) {
	at, size := s.ground.Position(), s.ground.Size()
	inside := e.Position.X >= at.X && e.Position.X < at.X+size.Width && e.Position.Y >= at.Y && e.Position.Y < at.Y+size.Height
	if !inside && s.do.Hidden {
		s.Leave()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Slip) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *Slip) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.veil, s.ground, s.heading}
	for _, l := range s.lines {
		objects = append(objects, l)
	}
	return append(objects, s.entry, s.summary, s.column, s.do, s.close)
}

func (s *Slip) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (s *Slip) paint()             {}

func (s *Slip) place(size fyne.Size) {
	s.veil.Resize(size)
	margin, gap := theme.Size(SizeMargin), theme.Size(SizeGap)
	w := min(size.Width-2*margin, theme.Size(SizeMeasure)*1.4)
	h := min(size.Height-2*margin, theme.Size(SizeMeasure))
	x, y := middle(size.Width, w), middle(size.Height, h)
	put(s.ground, x, y, w, h)
	inner, bottom := w-2*margin, y+h-margin
	left := x + margin

	right := left + inner
	button := s.close.MinSize()
	top := y + margin - gap
	put(s.close, right-button.Width, top, button.Width, button.Height)
	right -= button.Width + gap
	if !s.do.Hidden {
		act := s.do.MinSize()
		put(s.do, right-act.Width, top-(act.Height-button.Height)/2, act.Width, act.Height)
		right -= act.Width + gap
	}
	put(s.heading, left, top, right-left, button.Height)
	y = top + button.Height + gap
	s.lines = paragraphs(s.lines, s.words.Lines, Look{Size: SizeSmall, Color: ColorInk2}, inner)
	for _, line := range s.lines {
		line.Align = fyne.TextAlignLeading
		height := line.Look.lineHeight()
		put(line, left, y, inner, height)
		y += height
	}
	y += gap
	s.placeList(left, y, inner, bottom-y)
}

// placeList puts the list below the entry, or beside an entry of several lines if there is room.
func (s *Slip) placeList(x, y, w, h float32) {
	gap := theme.Size(SizeGap)
	line := s.summary.MinSize().Height
	entry := fyne.NewSize(w, s.entry.MinSize().Height)
	switch {
	case s.several && !narrowCard(w):
		entry = fyne.NewSize(w*0.4, h)
		x, w = x+entry.Width+2*gap, w-entry.Width-2*gap
		put(s.entry, x-entry.Width-2*gap, y, entry.Width, entry.Height)
	default:
		if s.several {
			entry.Height = min(max(entry.Height, h*0.4), h/2)
		}
		put(s.entry, x, y, entry.Width, entry.Height)
		y, h = y+entry.Height+gap, h-entry.Height-gap
	}
	put(s.summary, x, y, w, line)
	put(s.column, x, y+line+gap, w+theme.Size(SizeGutter), h-line-gap)
}

// slipEntry is the entry of a Slip. It passes on the keys that the slip uses.
type slipEntry struct {
	widget.Entry
	slip *Slip
}

var _ fyne.Focusable = (*slipEntry)(nil)

func newSlipEntry(s *Slip, several bool) *slipEntry {
	e := &slipEntry{slip: s}
	e.MultiLine = several
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollBoth
	e.OnChanged = func(text string) {
		if s.OnTyped != nil {
			s.OnTyped(text)
		}
	}
	e.OnSubmitted = func(string) {
		if !s.do.Hidden {
			s.do.Tapped(nil)
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab implements fyne.Tabbable: Tab moves the focus, as everywhere.
func (e *slipEntry) AcceptsTab() bool { return false }

// TypedKey implements fyne.Focusable.
func (e *slipEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.slip.Leave()
		return
	}
	e.Entry.TypedKey(k)
}
