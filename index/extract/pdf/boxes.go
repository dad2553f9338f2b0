package pdf

import (
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/requests"
)

// boxes returns where the bytes [start, end) of a page's text stand in a picture of it: a rectangle for each line, and another where a line continues
// after a gap that other words may stand in. Each character of slanting text has its own.
func (r *fileReader) boxes(page textPage, start, end int, size image.Point) ([]image.Rectangle, error) {
	var lines []inkLine
	newLine := true
	last := int32(-1)
	for at := max(start, 0); at < min(end, len(page.from)); at++ {
		char := page.from[at]
		switch c := page.text[at]; {
		case c == '\n':
			newLine = true
			continue
		case c == ' ', char == last:
			continue
		}
		last = char
		box, ok := r.charBox(page, int(char))
		if !ok {
			continue
		}
		if n := len(lines) - 1; !newLine && lines[n].goesOn(box) {
			lines[n].box = lines[n].box.union(box)
		} else {
			lines = append(lines, r.newLine(page, int(char), box))
		}
		newLine = page.list[char].isSlanting()
	}
	return r.onPicture(page, append(lines, page.remarkLines(start, end)...), size)
}

// A rect is a rectangle in a page's own coordinates, which grow up and to the right.
type rect struct{ left, bottom, right, top float64 }

func (b rect) union(c rect) rect {
	return rect{min(b.left, c.left), min(b.bottom, c.bottom), max(b.right, c.right), max(b.top, c.top)}
}

// meets reports whether two boxes have a point in common.
func (b rect) meets(c rect) bool {
	return b.left <= c.right && c.left <= b.right && b.bottom <= c.top && c.bottom <= b.top
}

// within reports whether a box lies within another.
func (b rect) within(c rect) bool {
	return b.left >= c.left && b.right <= c.right && b.bottom >= c.bottom && b.top <= c.top
}

// turned returns the box with its axes exchanged.
func (b rect) turned() rect { return rect{b.bottom, b.left, b.top, b.right} }

// charBox returns the box around a character's ink. ok is false for a character without ink.
func (r *fileReader) charBox(page textPage, char int) (rect, bool) {
	got, err := r.session.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: page.chars, Index: char})
	if err != nil {
		return rect{}, false
	}
	b := rect{min(got.Left, got.Right), min(got.Bottom, got.Top), max(got.Left, got.Right), max(got.Bottom, got.Top)}
	return b, b.right > b.left && b.top > b.bottom
}

// An inkLine is a line of text on a page.
type inkLine struct {
	box      rect // around the ink
	band     rect // around the first character, including its font's ascent and descent
	vertical bool // the text runs up or down the page
}

func (r *fileReader) newLine(page textPage, char int, box rect) inkLine {
	line := inkLine{box: box, band: box}
	loose, err := r.session.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page.chars, Index: char})
	if err == nil {
		b := loose.Rect
		line.band = box.union(rect{
			float64(min(b.Left, b.Right)), float64(min(b.Bottom, b.Top)), float64(max(b.Left, b.Right)), float64(max(b.Bottom, b.Top)),
		})
	}
	if angle, err := r.session.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: page.chars, Index: char}); err == nil {
		sin, cos := math.Sincos(float64(angle.CharAngle))
		line.vertical = math.Abs(sin) > math.Abs(cos)
	}
	return line
}

// goesOn reports whether a character continues a line, or is so near above or below that it belongs to it.
func (l inkLine) goesOn(c rect) bool {
	const gap, stray = 2, 0.25 // in heights of a line: wider than any space between words; as far as an index is raised
	box, band := l.box, l.band
	if l.vertical {
		box, band, c = box.turned(), band.turned(), c.turned()
	}
	height := band.top - band.bottom
	middle := (c.bottom + c.top) / 2
	return middle > band.bottom-stray*height && middle < band.top+stray*height && c.left < box.right+gap*height && c.right > box.left-gap*height
}

// outline returns the line's box with some room above and below the ink, like the mark of a highlighter.
func (l inkLine) outline() rect {
	const room = 0.15 // of the ink's height
	b := l.box
	if l.vertical {
		d := room * (b.right - b.left)
		return rect{b.left - d, b.bottom, b.right + d, b.top}
	}
	d := room * (b.top - b.bottom)
	return rect{b.left, b.bottom - d, b.right, b.top + d}
}

// onPicture returns where lines stand in a picture of their page. It leaves out what lies outside.
func (r *fileReader) onPicture(page textPage, lines []inkLine, size image.Point) ([]image.Rectangle, error) {
	point := func(x, y float64) (image.Point, error) {
		got, err := r.session.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: page.request(), SizeX: size.X, SizeY: size.Y, PageX: x, PageY: y})
		if err != nil {
			return image.Point{}, err
		}
		return image.Pt(got.DeviceX, got.DeviceY), nil
	}
	var boxes []image.Rectangle
	for _, l := range lines {
		b := l.outline()
		from, err := point(b.left, b.top)
		if err != nil {
			return nil, err
		}
		to, err := point(b.right, b.bottom)
		if err != nil {
			return nil, err
		}
		box := image.Rectangle{from, to}.Canon() // the page may be turned
		box.Max = box.Max.Add(image.Pt(1, 1))    // the far corner's pixel belongs to the box
		if box = box.Intersect(image.Rectangle{Max: size}); !box.Empty() {
			boxes = append(boxes, box)
		}
	}
	return boxes, nil
}
