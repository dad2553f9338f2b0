package view

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pageSheet is the scrolled content of a Page: as high as all lines, with objects for the visible ones. The mouse selects words on it.
type pageSheet struct {
	widget.BaseWidget
	p    *Page
	rows []fyne.CanvasObject
}

var (
	_ fyne.Draggable         = (*pageSheet)(nil)
	_ fyne.DoubleTappable    = (*pageSheet)(nil)
	_ desktop.Mouseable      = (*pageSheet)(nil)
	_ desktop.Cursorable     = (*pageSheet)(nil)
	_ fyne.SecondaryTappable = (*pageSheet)(nil)
)

func newPageSheet(p *Page) *pageSheet {
	s := &pageSheet{p: p}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *pageSheet) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *pageSheet) objects() []fyne.CanvasObject { return s.rows }
func (s *pageSheet) minSize() fyne.Size           { return fyne.NewSize(0, s.p.height()) }
func (s *pageSheet) paint()                       {}
func (s *pageSheet) place(fyne.Size)              {}

// Cursor implements desktop.Cursorable.
func (s *pageSheet) Cursor() desktop.Cursor { return desktop.TextCursor }

// MouseDown implements desktop.Mouseable: it starts a selection or, with Shift, extends it.
func (s *pageSheet) MouseDown(e *desktop.MouseEvent) {
	do(s.p.OnTouched)
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	at := s.p.byteAt(e.Position)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		s.p.selectTo(at)
		return
	}
	s.p.anchor = at
	s.p.Select(Span{})
}

// MouseUp implements desktop.Mouseable.
func (s *pageSheet) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable: it extends the selection to the mouse, and scrolls if the mouse leaves the page.
func (s *pageSheet) Dragged(e *fyne.DragEvent) {
	const share = 0.05 // of the visible height
	switch y, h := e.Position.Y-s.p.scroll.Offset.Y, s.p.scroll.Size().Height; {
	case y < 0:
		s.p.ScrollBy(-share)
	case y > h:
		s.p.ScrollBy(share)
	}
	s.p.selectTo(s.p.byteAt(e.Position))
}

// DragEnd implements fyne.Draggable.
func (s *pageSheet) DragEnd() {}

// DoubleTapped implements fyne.DoubleTappable: it selects a word.
func (s *pageSheet) DoubleTapped(e *fyne.PointEvent) {
	s.p.Select(wordAt(s.p.text.Text, s.p.byteAt(e.Position)))
	s.p.anchor = s.p.selected.Start
}

// TappedSecondary implements fyne.SecondaryTappable.
func (s *pageSheet) TappedSecondary(e *fyne.PointEvent) {
	if s.p.OnMenu != nil {
		s.p.OnMenu(e.AbsolutePosition)
	}
}

// selectTo selects from the anchor to a byte.
func (p *Page) selectTo(at int) { p.Select(Span{min(p.anchor, at), max(p.anchor, at)}) }

// byteAt returns the byte whose rune begins nearest to a point on the sheet.
func (p *Page) byteAt(at fyne.Position) int {
	if len(p.sections) == 0 || p.width <= 0 {
		return 0
	}
	s := p.sectionAt(at.Y)
	p.lay(s)
	lines, y := p.sections[s].lines, at.Y-p.tops[s]
	for i := range lines {
		if y < lines[i].top+lines[i].height || i == len(lines)-1 {
			row := newPageRow(p)
			row.line = lines[i]
			row.arrangeWords()
			return row.byteAt(at.X)
		}
	}
	return p.sections[s].End
}

// wordAt returns the word that contains a byte, or the rune if it is not part of a word.
func wordAt(text string, at int) Span {
	letter := func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.N, unicode.M) || r == '\'' || r == '’' || r == '_'
	}
	from, to := at, at
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:from])
		if !letter(r) {
			break
		}
		from -= n
	}
	for to < len(text) {
		r, n := utf8.DecodeRuneInString(text[to:])
		if !letter(r) {
			break
		}
		to += n
	}
	if from == to && to < len(text) {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	return Span{from, to}
}
