package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FlowLink is words of a Flow that lead somewhere, or that warn. Hovering over it or focusing it shows its tip; pressing it follows it.
type FlowLink struct {
	widget.BaseWidget
	Link Link

	of               *Flow
	words            *markedLine
	under            *Panel
	hovered, focused bool
}

var (
	_ fyne.Widget        = (*FlowLink)(nil)
	_ fyne.Tappable      = (*FlowLink)(nil)
	_ fyne.Focusable     = (*FlowLink)(nil)
	_ desktop.Hoverable  = (*FlowLink)(nil)
	_ desktop.Cursorable = (*FlowLink)(nil)
)

func newFlowLink(of *Flow, link Link, words *markedLine) *FlowLink {
	l := &FlowLink{Link: link, of: of, words: words, under: NewPanel("", "", "")}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *FlowLink) CreateRenderer() fyne.WidgetRenderer { return render(l) }

func (l *FlowLink) objects() []fyne.CanvasObject { return []fyne.CanvasObject{l.words, l.under} }
func (l *FlowLink) minSize() fyne.Size           { return fyne.NewSize(0, l.words.look.lineHeight()) }

func (l *FlowLink) paint() {
	fill := fyne.ThemeColorName("")
	if l.hovered || l.focused || l.Link.Doubt {
		fill = l.words.look.colorName()
	}
	l.under.Set(fill, "", "")
}

func (l *FlowLink) place(size fyne.Size) {
	l.words.Resize(size)
	thick := theme.Size(SizeLine)
	if l.focused {
		thick *= 2
	}
	put(l.under, 0, size.Height-theme.Size(SizeGapTiny)/2-thick, size.Width, thick)
}

// Tapped implements fyne.Tappable.
func (l *FlowLink) Tapped(*fyne.PointEvent) {
	if l.Link.Number > 0 && l.of.OnLink != nil {
		l.of.OnLink(l.Link.Number)
	}
}

// FocusGained implements fyne.Focusable.
func (l *FlowLink) FocusGained() { l.focused = true; l.come(true) }

// FocusLost implements fyne.Focusable.
func (l *FlowLink) FocusLost() { l.focused = false; l.come(false) }

// MouseIn implements desktop.Hoverable.
func (l *FlowLink) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.come(true) }

// MouseMoved implements desktop.Hoverable.
func (l *FlowLink) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *FlowLink) MouseOut() { l.hovered = false; l.come(false) }

func (l *FlowLink) come(here bool) {
	l.Refresh()
	switch {
	case l.of.OnHover == nil:
	case here:
		l.of.OnHover(l)
	default:
		l.of.OnHover(nil)
	}
}

// Cursor implements desktop.Cursorable.
func (l *FlowLink) Cursor() desktop.Cursor {
	if l.Link.Number > 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// TypedRune implements fyne.Focusable.
func (l *FlowLink) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (l *FlowLink) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		l.Tapped(nil)
		return
	}
	passOn(l, e)
}
