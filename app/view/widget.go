package view

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawn is what a widget of this package does for its renderer: it keeps its own state and its own objects, places them in a
// size, and paints them from the theme.
type drawn interface {
	fyne.Widget
	objects() []fyne.CanvasObject
	minSize() fyne.Size
	place(size fyne.Size)
	paint()
}

// parts is the renderer of every widget here.
type parts struct{ of drawn }

var _ fyne.WidgetRenderer = parts{}

// render paints a widget for the first time and returns its renderer.
func render(w drawn) fyne.WidgetRenderer {
	w.paint()
	return parts{w}
}

func (p parts) Objects() []fyne.CanvasObject { return p.of.objects() }
func (p parts) MinSize() fyne.Size           { return p.of.minSize() }
func (p parts) Layout(size fyne.Size)        { p.of.place(size) }
func (p parts) Destroy()                     {}

func (p parts) Refresh() {
	p.of.paint()
	p.of.place(p.of.Size())
	canvas.Refresh(p.of)
}

// put moves and sizes an object. It begins at a whole pixel: words that begin between two are drawn blurred or cut.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(float32(math.Round(float64(x))), float32(math.Round(float64(y)))))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// putText moves a text to the whole pixel at x, in the middle of the height all. Its own alignment stays unused: Fyne aligns
// between pixels.
func putText(t *canvas.Text, x, all float32) {
	size := t.MinSize()
	put(t, x, middle(all, size.Height), size.Width, size.Height)
}

// middle returns where something h high starts to stand in the middle of all.
func middle(all, h float32) float32 { return (all - h) / 2 }

// A Span is a half-open range of bytes of a text.
type Span struct{ Start, End int }

// BelowOf is the place in the window just below an object.
func BelowOf(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.AddXY(0, o.Size().Height)
}

// passOn hands a key that a focused widget has no use for to its window, so that the window's keys work wherever the focus is.
func passOn(from fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}
