package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Section is one part of Settings: a heading, words about it, and its controls.
type Section struct {
	Heading string
	Lines   []string // each a paragraph
	Choice  *Choice  // nil if there is nothing to choose
	Button  *Button  // nil if there is nothing to do, or there is a Choice

	Buttons []*Button // further buttons, side by side; hidden ones take no room
}

// Settings is the settings page: sections below each other, which scroll if they do not fit.
type Settings struct {
	widget.BaseWidget
	heading *Text
	list    *sectionList
	scroll  *container.Scroll
}

var _ fyne.Widget = (*Settings)(nil)

// NewSettings returns a page of sections under a heading.
func NewSettings(heading string, sections ...Section) *Settings {
	s := &Settings{heading: NewText(heading, Look{Size: SizeHeading, Bold: true}), list: &sectionList{}}
	s.list.ExtendBaseWidget(s.list)
	s.scroll = container.NewVScroll(s.list)
	for i, section := range sections {
		if section.Choice != nil {
			section.Choice.onFocused = func() { s.reveal(i) }
		}
		if section.Button != nil {
			section.Button.onFocused = func() { s.reveal(i) }
		}
		for _, b := range section.Buttons {
			b.onFocused = func() { s.reveal(i) }
		}
		s.list.blocks = append(s.list.blocks, &sectionBlock{section: section, heading: NewText(section.Heading, Look{Bold: true})})
	}
	s.ExtendBaseWidget(s)
	return s
}

// reveal scrolls to a section whose control has the focus; with the last such section, to everything below it.
func (s *Settings) reveal(section int) {
	for section+1 < len(s.list.blocks) && s.list.blocks[section+1].section.control() == nil {
		section++
	}
	top, bottom := s.list.blocks[section].top, s.list.Size().Height
	if section+1 < len(s.list.blocks) {
		bottom = s.list.blocks[section+1].top
	}
	y, h := s.scroll.Offset.Y, s.scroll.Size().Height
	y = min(max(y, bottom-h), top)
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
}

// control returns the main control of a section, nil if it has none.
func (s Section) control() fyne.CanvasObject {
	switch {
	case s.Choice != nil:
		return s.Choice
	case s.Button != nil:
		return s.Button
	case len(s.Buttons) > 0:
		return s.Buttons[0]
	}
	return nil
}

// SetLines replaces the words about a section.
func (s *Settings) SetLines(section int, lines ...string) {
	s.list.blocks[section].section.Lines = lines
	s.Refresh()
}

// Section returns a section as it is shown.
func (s *Settings) Section(section int) Section { return s.list.blocks[section].section }

// CreateRenderer implements fyne.Widget.
func (s *Settings) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *Settings) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.heading, s.scroll} }
func (s *Settings) minSize() fyne.Size           { return fyne.NewSize(theme.Size(SizeColumn), 0) }
func (s *Settings) paint()                       {}

func (s *Settings) place(size fyne.Size) {
	margin, gap := theme.Size(SizeMargin), theme.Size(SizeGap)
	head := theme.Size(SizeControl) + gap
	y := margin - theme.Size(SizeGapTiny)
	put(s.heading, margin, y, size.Width-2*margin, head)
	y += head + gap
	s.list.width = size.Width
	put(s.scroll, 0, y, size.Width, size.Height-y)
	s.list.Refresh()
	s.scroll.Refresh()
}

// sectionList holds the sections, as high as they are at a width.
type sectionList struct {
	widget.BaseWidget
	blocks []*sectionBlock
	width  float32
}

// sectionBlock holds the objects of a section.
type sectionBlock struct {
	section Section
	heading *Text
	lines   []*Text // the section's words, wrapped
	top     float32
}

// CreateRenderer implements fyne.Widget.
func (l *sectionList) CreateRenderer() fyne.WidgetRenderer { return render(l) }

func (l *sectionList) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, b := range l.blocks {
		objects = append(objects, b.heading)
		for _, line := range b.lines {
			objects = append(objects, line)
		}
		if c := b.section.control(); c != nil {
			objects = append(objects, c)
		}
		for i, more := range b.section.Buttons {
			if i > 0 {
				objects = append(objects, more)
			}
		}
	}
	return objects
}

func (l *sectionList) minSize() fyne.Size { return fyne.NewSize(0, l.arrange()) }
func (l *sectionList) paint()             {}
func (l *sectionList) place(fyne.Size)    { l.arrange() }

// arrange places the sections and returns their height. Words are no wider than SizeMeasure.
func (l *sectionList) arrange() float32 {
	margin, gap := theme.Size(SizeMargin), theme.Size(SizeGap)
	w := min(l.width-2*margin, theme.Size(SizeMeasure))
	if w <= 0 {
		return 0
	}
	y := gap
	for _, b := range l.blocks {
		h := b.heading.MinSize().Height
		b.top = y
		put(b.heading, margin, y, w, h)
		y += h
		b.lines = paragraphs(b.lines, b.section.Lines, Look{Color: ColorInk2}, w)
		for _, line := range b.lines {
			line.Align = fyne.TextAlignLeading
			put(line, margin, y, w, h)
			y += h
		}
		y += gap
		if c := b.section.Choice; c != nil {
			put(c, margin, y, w, c.HeightFor(w))
			y += c.HeightFor(w) + gap
		}
		if b := b.section.Button; b != nil {
			size := b.MinSize()
			put(b, margin, y, size.Width, size.Height)
			y += size.Height + gap
		}
		if len(b.section.Buttons) > 0 {
			y += b.row(margin, y, w) + gap
		}
		y += margin - gap
	}
	return y
}

// row places a section's buttons side by side, in several rows if needed, and returns their height.
func (b *sectionBlock) row(x, y, width float32) float32 {
	gap := theme.Size(SizeGap)
	left, top, high := float32(0), float32(0), float32(0)
	for _, button := range b.section.Buttons {
		if !button.Visible() {
			continue
		}
		size := button.MinSize()
		if left > 0 && left+size.Width > width {
			left, top = 0, top+size.Height+gap
		}
		put(button, x+left, y+top, size.Width, size.Height)
		left += size.Width + gap
		high = top + size.Height
	}
	return high
}
