package view

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawn is what a widget of this package does for its renderer. The widget keeps its own state and objects, places them in a size, and
// paints them in the theme's colours.
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

// put moves and resizes an object. It rounds the position to whole pixels: text between two pixels is blurred or cut off.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(float32(math.Round(float64(x))), float32(math.Round(float64(y)))))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// putText moves a text to the whole pixel at x, vertically centred in height all. It does not use the text's own alignment, because Fyne
// aligns between pixels.
func putText(t *canvas.Text, x, all float32) {
	size := t.MinSize()
	put(t, x, middle(all, size.Height), size.Width, size.Height)
}

// middle returns the y that centres height h in height all.
func middle(all, h float32) float32 { return (all - h) / 2 }

// A Span is a half-open range of bytes of a text.
type Span struct{ Start, End int }

// BelowOf returns the place in the window just below an object.
func BelowOf(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.AddXY(0, o.Size().Height)
}

// passOn passes a key that a focused widget does not use to its window, so that the window's keys work wherever the focus is.
func passOn(from fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}
