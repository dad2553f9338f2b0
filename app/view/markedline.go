package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Layer is spans of a text on a background of one colour.
type Layer struct {
	Spans []Span // ordered, disjoint
	Color fyne.ThemeColorName
	// Full fills the height of the line, so that consecutive lines form one block.
	Full bool
}

// markedLine draws one line of a text, with rectangles behind its marked spans.
type markedLine struct {
	widget.BaseWidget
	look Look
	flow bool

	words string
	marks []ground
	text  *canvas.Text
	rects []*canvas.Rectangle
}

// A ground is one rectangle behind the words, between two byte offsets of the words drawn.
type ground struct {
	from, to int
	color    fyne.ThemeColorName
	full     bool
}

var _ fyne.Widget = (*markedLine)(nil)

func newMarkedLine(look Look, flow bool) *markedLine {
	l := &markedLine{look: look, flow: flow, text: canvas.NewText("", nil)}
	l.ExtendBaseWidget(l)
	return l
}

// set shows text[line] with the layers' spans, which are offsets into text. before and after surround the words: "… ", " …".
func (l *markedLine) set(text string, line Span, layers []Layer, before, after string) {
	drawn := func(to int) string { return before + l.drawn(text[line.Start:to]) }
	l.words = drawn(line.End) + after
	l.marks = l.marks[:0]
	for _, layer := range layers {
		for _, s := range layer.Spans {
			from, to := max(s.Start, line.Start), min(s.End, line.End)
			if from < to {
				l.marks = append(l.marks, ground{len(drawn(from)), len(drawn(to)), layer.Color, layer.Full})
			}
		}
	}
	for len(l.rects) < len(l.marks) {
		l.rects = append(l.rects, canvas.NewRectangle(nil))
	}
	l.Refresh()
}

// drawn returns words as they are drawn: printable, and with runs of blanks as one space if the text flows.
func (l *markedLine) drawn(words string) string {
	return drawnWords(words, l.flow)
}

// drawnWords returns words as they are drawn: printable, and with runs of blanks as one space if the text flows.
func drawnWords(words string, flows bool) string {
	words = printable(words)
	if !flows || !strings.Contains(words, "  ") {
		return words
	}
	var b strings.Builder
	prev := rune(0)
	for _, r := range words {
		if r != ' ' || prev != ' ' {
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}

// CreateRenderer implements fyne.Widget.
func (l *markedLine) CreateRenderer() fyne.WidgetRenderer { return render(l) }

func (l *markedLine) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(l.marks)+1)
	for _, r := range l.rects[:len(l.marks)] {
		objects = append(objects, r)
	}
	return append(objects, l.text)
}

func (l *markedLine) minSize() fyne.Size { return fyne.NewSize(0, l.look.lineHeight()) }

func (l *markedLine) paint() {
	l.text.Text = l.words
	l.text.Color = theme.Color(l.look.colorName())
	l.text.TextSize = l.look.size()
	l.text.TextStyle = l.look.style()
	for i, m := range l.marks {
		l.rects[i].FillColor = theme.Color(m.color)
	}
}

func (l *markedLine) place(size fyne.Size) {
	h := l.text.MinSize().Height
	putText(l.text, 0, size.Height)
	for i, m := range l.marks {
		r := l.rects[i]
		x0, x1 := l.look.measure(l.words[:m.from]), l.look.measure(l.words[:m.to])
		if m.full {
			r.CornerRadius = 0
			put(r, x0-theme.Size(SizeGapTiny), 0, x1-x0+2*theme.Size(SizeGapTiny), size.Height)
			continue
		}
		r.CornerRadius = theme.Size(SizeGapTiny) / 2
		bleed := theme.Size(SizeLine)
		put(r, x0-bleed, middle(size.Height, h)+bleed, x1-x0+2*bleed, h-2*bleed)
	}
	l.text.Refresh()
}
