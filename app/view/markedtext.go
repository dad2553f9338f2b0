package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// MarkedText shows a few lines of a longer text, wrapped to its width, with a background behind marked spans. Runs of blanks and line feeds
// are one space. If the text has more lines than MaxLines, it shows those from the focus on, with an ellipsis where it is cut.
type MarkedText struct {
	widget.BaseWidget
	Look     Look
	MaxLines int // 0 for no limit

	text   string
	layers []Layer
	focus  Span

	wrapper *wrapper
	size    float32 // of the text, for which wrapper was made
	width   float32 // for which shown was made; 0 for none
	shown   excerpt
	rows    []*markedLine
}

var _ fyne.Widget = (*MarkedText)(nil)

// An excerpt is the lines of a text that are shown.
type excerpt struct {
	lines     []Span
	cutBefore bool
	cutAfter  bool
}

// NewMarkedText returns a text of at most maxLines lines.
func NewMarkedText(look Look, maxLines int) *MarkedText {
	t := &MarkedText{Look: look, MaxLines: maxLines}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows text with marks, cut around focus if it is too long. Spans are byte offsets into text; marks are ordered and disjoint; the zero
// focus is the beginning of the text. Spans outside the text are ignored.
func (t *MarkedText) Set(text string, marks []Span, focus Span) {
	t.SetLayers(text, []Layer{{Spans: marks, Color: ColorMark}}, focus)
}

// SetLayers is like Set, with marks of several colours.
func (t *MarkedText) SetLayers(text string, layers []Layer, focus Span) {
	if focus.Start < 0 || focus.Start >= len(text) {
		focus = Span{}
	}
	t.text, t.layers, t.focus, t.width = text, layers, focus, 0
	t.place(t.Size())
	canvas.Refresh(t)
}

// HeightFor returns the height of the text at a width.
func (t *MarkedText) HeightFor(width float32) float32 {
	t.arrange(width)
	return float32(len(t.shown.lines)) * t.Look.lineHeight()
}

// Lines returns the spans of the text shown at its current width, one per line.
func (t *MarkedText) Lines() []Span { return t.shown.lines }

// CreateRenderer implements fyne.Widget.
func (t *MarkedText) CreateRenderer() fyne.WidgetRenderer { return render(t) }

func (t *MarkedText) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(t.shown.lines))
	for i := range objects {
		objects[i] = t.rows[i]
	}
	return objects
}

func (t *MarkedText) minSize() fyne.Size {
	return fyne.NewSize(0, float32(len(t.shown.lines))*t.Look.lineHeight())
}

func (t *MarkedText) paint() {}

func (t *MarkedText) place(size fyne.Size) {
	t.arrange(size.Width)
	h := t.Look.lineHeight()
	for i := range t.shown.lines {
		put(t.rows[i], 0, float32(i)*h, size.Width, h)
	}
}

// arrange wraps the text for a width and the theme's current text size, and fills the rows.
func (t *MarkedText) arrange(width float32) {
	if size := t.Look.size(); size != t.size {
		t.size, t.wrapper, t.width = size, newWrapper(t.Look.measure, true), 0
	}
	if t.width == width || width <= 0 {
		return
	}
	t.width = width
	t.shown = t.excerpt(width)
	for len(t.rows) < len(t.shown.lines) {
		t.rows = append(t.rows, newMarkedLine(t.Look, true))
	}
	last := len(t.shown.lines) - 1
	for i, line := range t.shown.lines {
		before, after := "", ""
		if i == 0 && t.shown.cutBefore {
			before = ellipsis + " "
		}
		if i == last && t.shown.cutAfter {
			after = " " + ellipsis
		}
		t.rows[i].look = t.Look
		t.rows[i].set(t.text, line, t.layers, before, after)
	}
}

// excerpt returns the lines to show. width is the width of the words in a line with an ellipsis at both ends, so that no line is cut again.
func (t *MarkedText) excerpt(width float32) excerpt {
	wrap := func(from int, width float32) (lines []Span) {
		t.wrapper.lines(t.text, from, len(t.text), width, func(s Span) {
			if s.Start < s.End {
				lines = append(lines, s)
			}
		})
		return lines
	}
	all := wrap(0, width)
	if t.MaxLines == 0 || len(all) <= t.MaxLines {
		return excerpt{lines: all}
	}
	width -= t.Look.measure(" " + ellipsis + ellipsis)
	from := t.focus.Start
	lines := wrap(from, width)
	if len(lines) >= t.MaxLines {
		more := len(lines) > t.MaxLines
		return excerpt{lines[:t.MaxLines], from > 0, more}
	}
	all = wrap(0, width)
	return excerpt{lines: all[len(all)-t.MaxLines:], cutBefore: true}
}
