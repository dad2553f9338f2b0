package reader

import (
	"image"
	"math"

	"footnote/index/doc"
)

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxPagePixels = 12 << 20                            // of a page that is drawn; a larger one is drawn smaller, for a worker holds it three times
	MaxPageSide   = 1 << 15                             // in pixels, of a page that is drawn
	MaxPixelPart  = 4 * (maxPagePixels + 2*MaxPageSide) // its sides are rounded
)

// A PageView says what is to be drawn of a PDF.
type PageView struct {
	Page       int        // from 1
	Width      int        // of the picture in pixels; a page that would have more than maxPagePixels is drawn smaller
	Start, End int        // the words to put boxes around: a half-open span of bytes of the page's text; empty for none
	Others     []doc.Span // other words to put boxes around, likewise
}

// A PageImage is a page of a PDF as it looks.
type PageImage struct {
	Image *image.RGBA // opaque, from (0, 0)
	Text  string      // the page's part of the canonical text
	Pages int         // in the file

	// Boxes has a rectangle for each line of the words asked for, in their order and within the image.
	Boxes []image.Rectangle

	// Others has for each of the other spans asked for what Boxes has for the first.
	Others [][]image.Rectangle
}

// HasFewPixels says whether a picture has sides, and no more than most pixels. Its sides may be whatever a file says.
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
