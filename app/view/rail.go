package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Stop is one entry of a Rail.
type Stop struct {
	Icon  IconName
	Words string
	Foot  bool // at the foot of the rail, apart from the others
	Acts  bool // it does something instead of leading to a page, so it is never selected
}

// Rail is the navigation at the left of the window.
type Rail struct {
	widget.BaseWidget
	// OnChosen is called with the index of the stop that was pressed.
	OnChosen func(stop int)

	ground, rule *Panel
	stops        []*railStop
}

var _ fyne.Widget = (*Rail)(nil)

// NewRail returns a rail with its first stop selected.
func NewRail(stops ...Stop) *Rail {
	r := &Rail{ground: NewPanel(ColorSide, "", ""), rule: NewRule()}
	for i, s := range stops {
		r.stops = append(r.stops, newRailStop(s, func() { r.choose(i) }))
	}
	r.ExtendBaseWidget(r)
	r.Choose(0)
	return r
}

// Choose selects a stop without calling OnChosen.
func (r *Rail) Choose(stop int) {
	for i, s := range r.stops {
		s.chosen = i == stop
		s.Refresh()
	}
}

func (r *Rail) choose(stop int) {
	if !r.stops[stop].acts {
		r.Choose(stop)
	}
	if r.OnChosen != nil {
		r.OnChosen(stop)
	}
}

// Stop returns the tappable part of a stop.
func (r *Rail) Stop(stop int) fyne.Tappable { return r.stops[stop] }

// CreateRenderer implements fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *Rail) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground, r.rule}
	for _, s := range r.stops {
		objects = append(objects, s)
	}
	return objects
}

// minSize has room for the longest word.
func (r *Rail) minSize() fyne.Size {
	w := theme.Size(SizeRail)
	for _, s := range r.stops {
		w = max(w, Look{Size: SizeTiny, Bold: true}.measure(s.text.Words())+2*theme.Size(SizeGap)+theme.Size(SizeGapTiny))
	}
	return fyne.NewSize(w, 0)
}

func (r *Rail) paint() {}

func (r *Rail) place(size fyne.Size) {
	r.ground.Resize(size)
	put(r.rule, size.Width-theme.Size(SizeLine), 0, theme.Size(SizeLine), size.Height)
	gap := theme.Size(SizeGap)
	w, h := size.Width-2*gap, theme.Size(SizeRail)-2*gap
	top, foot := 2*gap, size.Height-gap-h
	for _, s := range r.stops {
		if s.foot {
			put(s, gap, foot, w, h)
			foot -= h + gap
			continue
		}
		put(s, gap, top, w, h)
		top += h + gap
	}
}

// railStop is one entry of a Rail.
type railStop struct {
	widget.BaseWidget
	onTapped                 func()
	foot, acts               bool
	chosen, hovered, focused bool
	ground                   *Panel
	icon                     *Icon
	text                     *Text
}

var (
	_ fyne.Focusable    = (*railStop)(nil)
	_ fyne.Tappable     = (*railStop)(nil)
	_ desktop.Hoverable = (*railStop)(nil)
)

func newRailStop(stop Stop, onTapped func()) *railStop {
	s := &railStop{
		onTapped: onTapped, foot: stop.Foot, acts: stop.Acts, ground: NewPanel("", "", SizeRadius), icon: NewIcon(stop.Icon, ColorInk2),
		text: NewText(stop.Words, Look{Size: SizeTiny, Color: ColorInk2}),
	}
	s.text.Align = fyne.TextAlignCenter
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *railStop) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *railStop) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.icon, s.text}
}

func (s *railStop) minSize() fyne.Size { return fyne.NewSquareSize(theme.Size(SizeField)) }

func (s *railStop) paint() {
	fill, line, ink := fyne.ThemeColorName(""), fyne.ThemeColorName(""), ColorInk2
	if s.hovered {
		fill = theme.ColorNameHover
	}
	if s.chosen {
		fill, ink = ColorChosen, ColorAccent
	}
	if s.focused {
		line = ColorAccent
	}
	s.ground.Set(fill, line, SizeFocusLine)
	s.icon.SetColor(ink)
	s.text.SetLook(Look{Size: SizeTiny, Color: ink, Bold: s.chosen})
}

func (s *railStop) place(size fyne.Size) {
	s.ground.Resize(size)
	icon, line := s.icon.MinSize().Height, s.text.MinSize().Height
	y := middle(size.Height, icon+line+theme.Size(SizeGapTiny)/2)
	put(s.icon, 0, y, size.Width, icon)
	put(s.text, 0, y+icon+theme.Size(SizeGapTiny)/2, size.Width, line)
}

// Tapped implements fyne.Tappable.
func (s *railStop) Tapped(*fyne.PointEvent) { s.onTapped() }

// FocusGained implements fyne.Focusable.
func (s *railStop) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *railStop) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *railStop) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *railStop) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		s.onTapped()
		return
	}
	passOn(s, e)
}

// MouseIn implements desktop.Hoverable.
func (s *railStop) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (s *railStop) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *railStop) MouseOut() { s.hovered = false; s.Refresh() }
