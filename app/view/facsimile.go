package view

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A PageImage is the image of a page, and where its passage is: a rectangle per line.
type PageImage struct {
	Image image.Image // nil while it is being drawn
	Boxes []image.Rectangle
	Hits  []image.Rectangle // of the words searched for
	Hit   []image.Rectangle // of the current hit
}

// Facsimile shows the image of a page with the passage highlighted. At a zoom of 1 the page is as wide as the facsimile; a larger page
// scrolls both ways. Until a page is drawn, its blank paper is shown.
type Facsimile struct {
	widget.BaseWidget
	// OnResized is called when pages must be drawn at another width.
	OnResized func()

	page    PageImage
	shape   float32 // height of the paper divided by its width
	zoom    float32
	asked   int // the width at the last call of OnResized
	painted paint

	ground, paper *Panel
	waiting       *Text
	image         *canvas.Image
	inside        *fyne.Container
	scroll        *container.Scroll
}

var _ fyne.Widget = (*Facsimile)(nil)

// shapeA4 is the shape of A4 paper, which most documents are made for.
const shapeA4 = math.Sqrt2

// NewFacsimile returns a facsimile with blank paper. waiting says that the page is being drawn.
func NewFacsimile(waiting string) *Facsimile {
	f := &Facsimile{
		shape: shapeA4, zoom: 1, ground: NewPanel(ColorSide, "", ""), paper: NewPanel(ColorPaper, ColorLine, ""),
		waiting: NewText(waiting, Look{Size: SizeSmall, Color: ColorOnPaper}),
		image:   &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
	}
	f.waiting.Align = fyne.TextAlignCenter
	f.inside = container.New(facsimileLayout{f}, f.paper, f.waiting, f.image)
	f.scroll = container.NewScroll(f.inside)
	f.ExtendBaseWidget(f)
	return f
}

// Set shows a page and keeps the scroll position.
func (f *Facsimile) Set(page PageImage) {
	f.page = page
	if page.Image != nil {
		size := page.Image.Bounds().Size()
		f.shape = float32(size.Y) / float32(size.X)
	}
	f.Refresh()
}

// Page returns the page shown.
func (f *Facsimile) Page() PageImage { return f.page }

// Zoom sets the width of the page, as a multiple of the facsimile's. A visible passage stays visible; otherwise the middle stays in place.
func (f *Facsimile) Zoom(zoom float32) {
	if zoom == f.zoom {
		return
	}
	passage, seen := f.passage(), f.scroll.Offset.AddXY(0, f.scroll.Size().Height)
	inSight := passage.bottom > f.scroll.Offset.Y && passage.top < seen.Y
	f.zoom = zoom
	f.arrange()
	if inSight {
		f.Reveal()
	}
}

// PixelWidth returns the width in pixels at which to draw a page; 0 while the facsimile has no size.
func (f *Facsimile) PixelWidth() int {
	w := f.paperSize().Width
	if w <= 0 {
		return 0
	}
	return int(math.Round(float64(w * f.pixels())))
}

// pixels returns the number of screen pixels per unit of length.
func (f *Facsimile) pixels() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		return c.Scale()
	}
	return 1
}

// Reveal scrolls to the passage, or to the top of a page without it.
func (f *Facsimile) Reveal() { f.reveal(f.passage()) }

// RevealHit scrolls to the current hit, unless it is visible.
func (f *Facsimile) RevealHit() {
	hit := f.areaOf(f.page.Hit)
	seen := f.scroll.Offset.AddXY(f.scroll.Size().Width, f.scroll.Size().Height)
	if hit.bottom > hit.top && (hit.top < f.scroll.Offset.Y || hit.bottom > seen.Y || hit.left < f.scroll.Offset.X || hit.right > seen.X) {
		f.reveal(hit)
	}
}

func (f *Facsimile) reveal(p area) {
	const share = 0.2 // of the visible height, above it
	at, seen := fyne.NewPos(f.scroll.Offset.X, 0), f.scroll.Size()
	if p.bottom > p.top {
		at.Y = p.top - share*seen.Height
		if p.right+f.margin() > at.X+seen.Width {
			at.X = p.right + f.margin() - seen.Width
		}
		if p.left-f.margin() < at.X { // the page is wider than the view: show where its lines begin
			at.X = p.left - f.margin()
		}
	}
	f.scrollTo(at)
}

// An area is a part of the scrolled content.
type area struct{ left, top, right, bottom float32 }

// passage returns the area of the passage; empty if it is not on the page.
func (f *Facsimile) passage() area { return f.areaOf(f.page.Boxes) }

// areaOf returns the area of rectangles on the page.
func (f *Facsimile) areaOf(boxes []image.Rectangle) area {
	if f.page.Image == nil || len(boxes) == 0 {
		return area{}
	}
	all := image.Rectangle{}
	for _, box := range boxes {
		all = all.Union(box)
	}
	scale := f.paperSize().Width / float32(f.page.Image.Bounds().Dx())
	at := func(pixels int) float32 { return f.margin() + float32(pixels)*scale }
	return area{at(all.Min.X), at(all.Min.Y), at(all.Max.X), at(all.Max.Y)}
}

// ScrollBy scrolls down by a share of the visible height.
func (f *Facsimile) ScrollBy(share float32) {
	f.scrollTo(f.scroll.Offset.AddXY(0, share*f.scroll.Size().Height))
}

// ScrollToTop scrolls to the top of the page.
func (f *Facsimile) ScrollToTop() { f.scrollTo(fyne.NewPos(f.scroll.Offset.X, 0)) }

// ScrollToEnd scrolls to the foot of the page.
func (f *Facsimile) ScrollToEnd() {
	f.scrollTo(fyne.NewPos(f.scroll.Offset.X, f.inside.Size().Height))
}

func (f *Facsimile) scrollTo(at fyne.Position) {
	room := f.inside.MinSize().Subtract(f.scroll.Size())
	f.scroll.ScrollToOffset(fyne.NewPos(max(0, min(at.X, room.Width)), max(0, min(at.Y, room.Height))))
}

// margin returns the room around the paper.
func (f *Facsimile) margin() float32 { return theme.Size(SizeMargin) - theme.Size(SizeGapTiny) }

// paperSize returns the size of the page. It is in whole pixels of the screen, so that the image is not blurred.
func (f *Facsimile) paperSize() fyne.Size {
	scale := f.pixels()
	width := float32(math.Floor(float64((f.Size().Width-2*f.margin())*f.zoom*scale))) / scale
	if width <= 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(width, float32(math.Round(float64(width*f.shape*scale)))/scale)
}

// CreateRenderer implements fyne.Widget.
func (f *Facsimile) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *Facsimile) objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.ground, f.scroll} }
func (f *Facsimile) minSize() fyne.Size           { return fyne.NewSize(0, 0) }

// paint paints the page in the theme's colours, if either has changed.
func (f *Facsimile) paint() {
	f.image.Hidden = f.page.Image == nil
	f.waiting.Hidden = f.page.Image != nil
	if f.page.Image == nil {
		f.image.Image, f.painted = nil, paint{}
		return
	}
	if p := paintOf(f.page); !p.same(f.painted) {
		f.painted = p
		f.image.Image = p.page()
		f.image.Refresh()
	}
}

func (f *Facsimile) place(size fyne.Size) {
	f.ground.Resize(size)
	f.scroll.Resize(size)
	f.arrange()
}

// arrange sets the size of the page. When its width changes, the middle of the view stays in place, and the top at the top.
func (f *Facsimile) arrange() {
	before, seen := f.inside.Size(), f.scroll.Size()
	after := f.inside.MinSize().Max(seen)
	at := f.scroll.Offset
	if grown := after.Width / before.Width; before.Width > 0 && grown != 1 {
		at.X = (at.X+seen.Width/2)*grown - seen.Width/2
		if at.Y > 0 {
			at.Y = (at.Y+seen.Height/2)*grown - seen.Height/2
		}
	}
	f.inside.Resize(after)
	f.scroll.Refresh()
	f.scrollTo(at)
	if w := f.PixelWidth(); w != f.asked {
		f.asked = w
		if f.OnResized != nil {
			f.OnResized()
		}
	}
}

// facsimileLayout centres the paper in the scrolled content.
type facsimileLayout struct{ f *Facsimile }

func (l facsimileLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	paper, m := l.f.paperSize(), 2*l.f.margin()
	return fyne.NewSize(paper.Width+m, paper.Height+m)
}

func (l facsimileLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	paper := f.paperSize()
	x, y := middle(size.Width, paper.Width), f.margin()
	edge := theme.Size(SizeLine)
	put(f.image, x, y, paper.Width, paper.Height)
	put(f.paper, x-edge, y-edge, paper.Width+2*edge, paper.Height+2*edge)
	put(f.waiting, x, y+paper.Height/6, paper.Width, f.waiting.MinSize().Height)
}
