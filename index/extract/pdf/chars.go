package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/tetratelabs/wazero/api"
)

// A character is a character of a page as PDFium lists it. The characters of a line are in reading order, whatever its direction.
type character struct {
	r      rune
	made   bool    // PDFium added it at the end of a line
	hyphen bool    // it hyphenates a word at the end of a line
	angle  float64 // of the text direction in radians; 0 is to the right
	box    rect    // including its font's ascent and descent
	origin point   // of slanting text: where it begins
	beyond bool    // it stands outside of the page
}

// lineHyphen is PDFium's character for a hyphen at a line end together with the line end.
const lineHyphen = '\x02'

// A point is a point in a page's own coordinates, which grow up and to the right.
type point struct{ x, y float64 }

// A caller calls PDFium's functions by name, without the library's overhead for each call: for thousands of characters that would cost more than
// reading the page.
type caller struct {
	module  api.Module
	page    uint64 // the handle of the page's text
	paper   rect   // the page's media box
	scratch uint64 // the address of memory for results
	err     error  // the first error

	functions map[string]api.Function
	stack     [6]uint64 // for the arguments of a function
}

const scratchBytes = 64 // for the largest result: a matrix, or four numbers

// callerOf returns a caller for the text of a page. free releases it.
func (r *fileReader) callerOf(page textPage) (c *caller, free func(), err error) {
	handle, err := r.session.handle(page.chars)
	if err != nil {
		return nil, nil, err
	}
	c = &caller{module: r.session.module, page: handle, paper: r.paper(page), functions: map[string]api.Function{}}
	if c.scratch = c.call("malloc", scratchBytes); c.err != nil || c.scratch == 0 {
		return nil, nil, errors.Join(errors.New("PDFium has no memory left"), c.err)
	}
	return c, func() { c.call("free", c.scratch) }, nil
}

// call calls a function of PDFium. A call costs a goroutine in wazero, and so a microsecond or more: avoid calls for single characters.
func (c *caller) call(name string, args ...uint64) uint64 {
	f, ok := c.functions[name]
	if !ok {
		f = c.module.ExportedFunction(name)
		c.functions[name] = f
	}
	if f == nil {
		c.fail(fmt.Errorf("PDFium has no %s", name))
	}
	if c.err != nil {
		return 0
	}
	clear(c.stack[copy(c.stack[:], args):])
	if err := f.CallWithStack(context.Background(), c.stack[:]); err != nil { // whatever ends a call closes the module: see session
		c.fail(err)
		return 0
	}
	return c.stack[0]
}

func (c *caller) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// float32 and float64 return number i of a result in the scratch memory.
func (c *caller) float32(i uint32) float64 {
	v, ok := c.module.Memory().ReadFloat32Le(uint32(c.scratch) + 4*i)
	return c.finite(float64(v), ok)
}

func (c *caller) float64(i uint32) float64 {
	v, ok := c.module.Memory().ReadFloat64Le(uint32(c.scratch) + 8*i)
	return c.finite(v, ok)
}

// finite keeps numbers within the range that can be computed with.
func (c *caller) finite(v float64, ok bool) float64 {
	const beyond = 1e7 // a page's side has at most 14,400 units (ISO 32000-1, annex C); the file may state more
	if !ok {
		c.fail(errors.New("PDFium returned no number"))
	}
	if math.IsNaN(v) {
		return 0
	}
	return max(-beyond, min(v, beyond))
}

// list returns the characters of the page's text, without their positions.
func (c *caller) list() []character {
	chars := make([]character, max(0, int32(c.call("FPDFText_CountChars", c.page))))
	if !c.text(chars) {
		for i := range chars {
			chars[i].r = rune(c.call("FPDFText_GetUnicode", c.page, uint64(i)))
		}
	}
	for i := range chars {
		switch chars[i].r {
		case '\r', '\n':
			chars[i].made = int32(c.call("FPDFText_IsGenerated", c.page, uint64(i))) == 1
		case lineHyphen:
			chars[i].hyphen = int32(c.call("FPDFText_IsHyphen", c.page, uint64(i))) == 1
		}
	}
	return chars
}

// text sets which characters they are, all at once. It reports false if PDFium's text lacks some of the list: those without Unicode.
func (c *caller) text(chars []character) bool {
	const (
		unitBytes    = 2 // UTF-16, little-endian
		hyphenInText = 0xfffe
	)
	size := uint32(unitBytes * (len(chars) + 1)) // with a zero at the end
	room := c.call("malloc", uint64(size))
	if room == 0 {
		return false
	}
	defer c.call("free", room)
	written := int(int32(c.call("FPDFText_GetText", c.page, 0, uint64(len(chars)), room)))
	units, ok := c.module.Memory().Read(uint32(room), size)
	if written != len(chars)+1 || !ok {
		return false
	}
	for i := range chars {
		chars[i].r = rune(binary.LittleEndian.Uint16(units[unitBytes*i:]))
		if chars[i].r == hyphenInText {
			chars[i].r = lineHyphen
		}
	}
	return true
}

// paper returns a page's media box, only part of which may be shown. It is infinite if the page states none of its own.
func (r *fileReader) paper(page textPage) rect {
	b, err := r.session.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: page.request()})
	if page.cut || err != nil || b.Left == b.Right || b.Bottom == b.Top {
		return rect{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}
	}
	return boxOf(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
}

// place sets the position of character at, which follows another.
func (c *caller) place(char *character, at int, before character) {
	char.box = c.looseBox(at)
	char.beyond = !char.box.meets(c.paper)
	if char.angle = before.angle; at > 0 && !char.isSlanting() && char.besides(before) {
		return
	}
	if char.angle = c.angle(at); char.isSlanting() {
		char.origin = c.origin(at)
	}
}

// origin returns the point on the baseline where a character stands.
func (c *caller) origin(at int) point {
	c.call("FPDFText_GetCharOrigin", c.page, uint64(at), c.scratch, c.scratch+8)
	return point{c.float64(0), c.float64(1)}
}

// looseBox returns the box around a character, including its font's ascent and descent.
func (c *caller) looseBox(at int) rect {
	c.call("FPDFText_GetLooseCharBox", c.page, uint64(at), c.scratch) // left, top, right, bottom
	return boxOf(c.float32(0), c.float32(3), c.float32(2), c.float32(1))
}

// angle returns the text direction at a character.
func (c *caller) angle(at int) float64 {
	turned := float64(math.Float32frombits(uint32(c.call("FPDFText_GetCharAngle", c.page, uint64(at)))))
	return math.Remainder(-c.finite(turned, true), 2*math.Pi) // PDFium counts clockwise
}

// rects returns boxes around the ink of characters, one for each piece of text that the file draws at once.
func (c *caller) rects(from, to int) []rect {
	const many = 100 // more are cheaper to ask for one by one
	n := int32(c.call("FPDFText_CountRects", c.page, uint64(from), uint64(to-from)))
	if n < 1 || n > many {
		return nil
	}
	boxes := make([]rect, n)
	for i := range boxes {
		c.call("FPDFText_GetRect", c.page, uint64(i), c.scratch, c.scratch+8, c.scratch+16, c.scratch+24) // left, top, right, bottom
		boxes[i] = boxOf(c.float64(0), c.float64(3), c.float64(2), c.float64(1))
	}
	return boxes
}

// isSlanting reports whether the text runs neither along the page nor straight up or down.
func (c character) isSlanting() bool { return math.Abs(math.Sin(2*c.angle)) > sameTurn }

// besides reports whether a character stands beside the previous one at exactly the same height, so that the text direction has not changed.
func (c character) besides(before character) bool {
	const hair = 0.01 // in units of the page
	a, b := c.box, before.box
	if math.Abs(math.Sin(c.angle)) > math.Abs(math.Cos(c.angle)) {
		a, b = a.turned(), b.turned()
	}
	return math.Abs(a.bottom-b.bottom) < hair && math.Abs(a.top-b.top) < hair
}

// boxOf returns the rectangle between two corners.
func boxOf(x0, y0, x1, y1 float64) rect {
	return rect{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}
