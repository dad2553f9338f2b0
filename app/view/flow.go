package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// A Writing is flowing text with marks, quieter parts and links. Spans are byte offsets into Text; those of one field are ordered and
// disjoint.
type Writing struct {
	Text  string
	Marks []Span
	Faint []Span
	Links []Link
}

// A Link is words that lead to a passage, or that warn that no passage supports the words before them.
type Link struct {
	Span
	Number int  // of the passage; 0 if it leads to none
	Doubt  bool // it warns
	Tip    Tip
}

// Flow shows a Writing, wrapped to its width, with a blank line for an empty paragraph.
type Flow struct {
	widget.BaseWidget
	// OnLink is called when a link to a passage is pressed.
	OnLink func(number int)
	// OnHover is called with a link when the pointer or the focus enters it, and with nil when it leaves.
	OnHover func(l *FlowLink)

	look    Look
	writing Writing
	wrapper *wrapper
	size    float32 // of the text, for which wrapper was made
	width   float32 // for which pieces were made; 0 for none
	lines   int
	pieces  []flowPiece
	links   []*FlowLink
}

// A flowPiece is words with one look on one line.
type flowPiece struct {
	object fyne.CanvasObject
	line   int
	x, w   float32
}

var _ fyne.Widget = (*Flow)(nil)

// NewFlow returns an empty flow.
func NewFlow(look Look) *Flow {
	f := &Flow{look: look}
	f.ExtendBaseWidget(f)
	return f
}

// Set shows another writing.
func (f *Flow) Set(w Writing) {
	for _, l := range f.links {
		if (l.hovered || l.focused) && f.OnHover != nil {
			f.OnHover(nil) // it no longer exists
		}
	}
	f.writing, f.width = w, 0
	f.arrange(f.Size().Width)
	f.Refresh()
}

// Writing returns the writing shown.
func (f *Flow) Writing() Writing { return f.writing }

// Links returns the links as they are drawn, in order; a wrapped link occurs once per line.
func (f *Flow) Links() []*FlowLink { return f.links }

// HeightFor returns the height of the flow at a width.
func (f *Flow) HeightFor(width float32) float32 {
	f.arrange(width)
	return float32(f.lines) * f.look.lineHeight()
}

// CreateRenderer implements fyne.Widget.
func (f *Flow) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *Flow) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(f.pieces))
	for i, p := range f.pieces {
		objects[i] = p.object
	}
	return objects
}

func (f *Flow) minSize() fyne.Size { return fyne.NewSize(0, float32(f.lines)*f.look.lineHeight()) }

func (f *Flow) paint() {
	if f.look.size() != f.size {
		f.width = 0
	}
}

func (f *Flow) place(size fyne.Size) {
	f.arrange(size.Width)
	h := f.look.lineHeight()
	for _, p := range f.pieces {
		put(p.object, p.x, float32(p.line)*h, p.w, h)
	}
}

// arrange wraps the writing for a width and the theme's current text size.
func (f *Flow) arrange(width float32) {
	if size := f.look.size(); size != f.size {
		f.size, f.wrapper, f.width = size, newWrapper(f.look.measure, true), 0
	}
	if f.width == width || width <= 0 {
		return
	}
	f.width, f.lines, f.pieces, f.links = width, 0, nil, nil
	if f.writing.Text == "" {
		return
	}
	for _, p := range flowParagraphs(f.writing.Text) {
		f.wrapper.lines(f.writing.Text, p.Start, p.End, width, func(line Span) {
			f.line(line)
			f.lines++
		})
	}
	canvas.Refresh(f)
}

// flowParagraphs splits a text at its paragraph signs, which the writer of an answer inserts.
func flowParagraphs(text string) []Span {
	var found []Span
	start := 0
	for i := range len(text) {
		if text[i] == paragraphSign {
			found = append(found, Span{start, i})
			start = i + 1
		}
	}
	return append(found, Span{start, len(text)})
}

// paragraphSign ends a paragraph of a Writing. A line feed counts as a blank, as in the documents it may come from.
const paragraphSign = '\v'

// line puts the pieces of one line side by side.
func (f *Flow) line(line Span) {
	x := float32(0)
	for at := line.Start; at < line.End; {
		piece, link, faint := f.piece(Span{at, line.End})
		look := f.look
		switch {
		case link != nil && link.Doubt:
			look.Color = ColorWarning
		case link != nil:
			look.Color, look.Bold = ColorAccent, true
		case faint:
			look.Color = ColorInk2
		}
		words := newMarkedLine(look, true)
		words.set(f.writing.Text, piece, []Layer{{Spans: f.writing.Marks, Color: ColorMark}}, "", "")
		w := look.measure(words.words)
		var object fyne.CanvasObject = words
		if link != nil {
			l := newFlowLink(f, *link, words)
			f.links = append(f.links, l)
			object = l
		}
		f.pieces = append(f.pieces, flowPiece{object, f.lines, x, w})
		x += w
		at = piece.End
	}
}

// piece returns the first part of a span with one look, and its link, if any.
func (f *Flow) piece(s Span) (piece Span, link *Link, faint bool) {
	for i := range f.writing.Links {
		l := &f.writing.Links[i]
		switch {
		case l.Start <= s.Start && s.Start < l.End:
			return Span{s.Start, min(s.End, l.End)}, l, false
		case l.Start > s.Start:
			s.End = min(s.End, l.Start)
		}
	}
	for _, q := range f.writing.Faint {
		switch {
		case q.Start <= s.Start && s.Start < q.End:
			return Span{s.Start, min(s.End, q.End)}, nil, true
		case q.Start > s.Start:
			s.End = min(s.End, q.Start)
		}
	}
	return s, nil, false
}
