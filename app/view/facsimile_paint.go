package view

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	"fyne.io/fyne/v2/theme"
)

// A paint is a page and the colours to paint it with.
type paint struct {
	of                PageImage
	paper, pen        color.Color
	hit, hitNow, line color.Color
}

func paintOf(page PageImage) paint {
	return paint{
		page, theme.Color(ColorPaper), theme.Color(ColorPen), theme.Color(ColorHitPen), theme.Color(ColorHitPenNow), theme.Color(ColorOnPaper),
	}
}

func (p paint) same(q paint) bool {
	return p.of.Image == q.of.Image && p.paper == q.paper && p.pen == q.pen && slices.Equal(p.of.Boxes, q.of.Boxes) &&
		slices.Equal(p.of.Hits, q.of.Hits) && slices.Equal(p.of.Hit, q.of.Hit)
}

// page returns the page on its paper, with its boxes highlighted. Paper and pen multiply the print, as ink does with light: black stays
// black, so words are as legible in a box as outside.
func (p paint) page() *image.RGBA {
	size := p.of.Image.Bounds().Size()
	painted := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(painted, painted.Rect, p.of.Image, p.of.Image.Bounds().Min, draw.Src)
	marked := make([][]stretch, size.Y)
	for _, box := range p.of.Boxes {
		box = box.Intersect(painted.Rect)
		for y := box.Min.Y; y < box.Max.Y; y++ {
			marked[y] = append(marked[y], stretch{box.Min.X, box.Max.X})
		}
	}
	paper, pen := inkOf(p.paper), inkOf(p.pen)
	for y := range size.Y {
		line := painted.Pix[y*painted.Stride : y*painted.Stride+4*size.X]
		x := 0
		for _, s := range disjoint(marked[y]) {
			paper.multiply(line[4*x : 4*s.from])
			pen.multiply(line[4*s.from : 4*s.to])
			x = s.to
		}
		paper.multiply(line[4*x:])
	}
	p.over(painted, p.of.Hits, inkOf(p.hit))
	p.over(painted, p.of.Hit, inkOf(p.hitNow))
	for _, box := range p.of.Hit {
		outline(painted, box, p.line)
	}
	return painted
}

// over paints boxes of the page with another pen in place of the first.
func (p paint) over(painted *image.RGBA, boxes []image.Rectangle, pen *ink) {
	for _, box := range boxes {
		box = box.Intersect(painted.Rect)
		draw.Draw(painted, box, p.of.Image, p.of.Image.Bounds().Min.Add(box.Min), draw.Src)
		for y := box.Min.Y; y < box.Max.Y; y++ {
			line := painted.Pix[y*painted.Stride:]
			pen.multiply(line[4*box.Min.X : 4*box.Max.X])
		}
	}
}

// outline draws a line around a box.
func outline(painted *image.RGBA, box image.Rectangle, c color.Color) {
	ink, out := image.NewUniform(c), box.Inset(-1)
	for _, side := range []image.Rectangle{
		{out.Min, image.Pt(out.Max.X, box.Min.Y)},
		{image.Pt(out.Min.X, box.Max.Y), out.Max},
		{out.Min, image.Pt(box.Min.X, out.Max.Y)},
		{image.Pt(box.Max.X, out.Min.Y), out.Max},
	} {
		draw.Draw(painted, side, ink, image.Point{}, draw.Src)
	}
}

// A stretch is a half-open range of pixels in a row.
type stretch struct{ from, to int }

// disjoint merges spans that touch, so the pen paints overlapping boxes once.
func disjoint(spans []stretch) []stretch {
	slices.SortFunc(spans, func(a, b stretch) int { return a.from - b.from })
	merged := spans[:0]
	for _, s := range spans {
		if n := len(merged); n > 0 && s.from <= merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, s.to)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// An ink maps each value of red, green and blue to its product with a colour.
type ink [3][256]uint8

func inkOf(c color.Color) *ink {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	var table ink
	for i, by := range [3]uint8{n.R, n.G, n.B} {
		for v := range 256 {
			table[i][v] = uint8((v*int(by) + 127) / 255)
		}
	}
	return &table
}

// multiply multiplies pixels of four bytes.
func (k *ink) multiply(pixels []uint8) {
	if k[0][255] == 255 && k[1][255] == 255 && k[2][255] == 255 { // white changes nothing
		return
	}
	for i := 0; i+3 < len(pixels); i += 4 {
		pixels[i], pixels[i+1], pixels[i+2] = k[0][pixels[i]], k[1][pixels[i+1]], k[2][pixels[i+2]]
	}
}
