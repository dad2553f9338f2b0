package reader

import (
	"errors"
	"image"
	"math"

	"footnote/index/doc"
)

// Bounds of a drawn page. A larger one is drawn smaller.
const (
	maxPagePixels = 12 << 20                            // since a worker holds a page three times
	MaxPageSide   = 1 << 15                             // in pixels
	MaxPixelPart  = 4 * (maxPagePixels + 2*MaxPageSide) // since sides are rounded
)

// A PageView says which page of a PDF to draw, and how.
type PageView struct {
	Page       int        // from 1
	Width      int        // of the picture, in pixels; less for a page that would have more than maxPagePixels
	Start, End int        // words to put boxes around: a half-open span of bytes of the page's text; empty for none
	Others     []doc.Span // other words to put boxes around, likewise
}

// A PageImage is a drawn page.
type PageImage struct {
	Image *image.RGBA // opaque, from (0, 0)
	Text  string      // the page's part of the canonical text
	Pages int         // in the file

	// Boxes has a rectangle within the image for each line of the words asked for, in their order.
	Boxes []image.Rectangle

	// Others has the boxes of each of the other spans asked for.
	Others [][]image.Rectangle
}

// Find sets the boxes that a view asks for. boxes returns those of a span of the page's text, which is not empty and lies within it.
func (p *PageImage) Find(view PageView, boxes func(start, end int) ([]image.Rectangle, error)) error {
	of := func(s doc.Span) ([]image.Rectangle, error) {
		if s.Start, s.End = max(s.Start, 0), min(s.End, len(p.Text)); s.Start >= s.End {
			return nil, nil
		}
		return boxes(s.Start, s.End)
	}
	var err error
	p.Boxes, err = of(doc.Span{Start: view.Start, End: view.End})
	for _, s := range view.Others {
		lines, failed := of(s)
		p.Others, err = append(p.Others, lines), errors.Join(err, failed)
	}
	return err
}

// HasFewPixels reports whether a picture has sides, and at most most pixels. The sides may be any numbers that a file states.
func HasFewPixels(width, height, most int64) bool {
	return width > 0 && height > 0 && width <= most/height
}

// SizeOfWidth returns the size in pixels of a picture that is to be width pixels wide, or less where it would have too many. wide and high
// give its proportions.
func SizeOfWidth(wide, high float64, width int) image.Point {
	w := float64(max(width, 1))
	h := w * high / wide
	if shrink := math.Sqrt(maxPagePixels / (w * h)); shrink < 1 {
		w, h = w*shrink, h*shrink
	}
	side := func(pixels float64) int { return int(min(max(math.Round(pixels), 1), MaxPageSide)) }
	return image.Pt(side(w), side(h))
}

func (p PageImage) Sound() bool {
	if p.Image == nil {
		return true
	}
	size := p.Image.Rect.Size()
	return p.Image.Rect.Min == image.Point{} && size.X >= 0 && size.Y >= 0 && size.X <= MaxPixelPart && size.Y <= MaxPixelPart &&
		p.Image.Stride == 4*size.X && len(p.Image.Pix) == p.Image.Stride*size.Y
}
