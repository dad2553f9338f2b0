package extract

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/tetratelabs/wazero/api"
)

// A pdfChar is a character of a page as PDFium lists it: those of a line of words in the order in which they are read, whichever
// way that is.
type pdfChar struct {
	r      rune
	made   bool // PDFium made it of the room between others: a space, a line's end
	hyphen bool // of a word that goes on in the next line
	origin pdfPoint
	angle  float64 // in which the words run, in radians, from 0 to 2π; 0 is to the right
	box    pdfBox  // with the room that its font gives it
}

// pdfLineHyphen is what PDFium puts for the hyphen of a word that goes on in the next line, together with the line's end.
const pdfLineHyphen = '\x02'

// A pdfPoint is a point in a page's own coordinates, which run up and to the right.
type pdfPoint struct{ x, y float64 }

// A pdfCaller calls PDFium's functions by name and without what the library does about each call, which for a page's
// thousands of characters costs more than to read the page.
type pdfCaller struct {
	module  api.Module
	page    uint64 // the handle of the page's text
	scratch uint64 // the address of room for what functions return
	err     error  // the first that was met
}

const pdfScratchBytes = 64 // for the largest of them, a matrix or four numbers

// callerOf returns a caller for the text of a page; free ends it.
func (r *pdfReader) callerOf(text references.FPDF_TEXTPAGE) (c *pdfCaller, free func(), err error) {
	handle, err := r.session.handle(text)
	if err != nil {
		return nil, nil, err
	}
	c = &pdfCaller{module: r.session.module, page: handle}
	if c.scratch = c.call("malloc", pdfScratchBytes); c.err != nil || c.scratch == 0 {
		return nil, nil, errors.Join(errors.New("PDFium has no memory left"), c.err)
	}
	return c, func() { c.call("free", c.scratch) }, nil
}

// handle returns PDFium's handle of a page's text, which the library keeps to itself.
func (s *pdfSession) handle(text references.FPDF_TEXTPAGE) (uint64, error) {
	refs := s.implementation().FieldByName("textPageRefs")
	if refs.Kind() == reflect.Map {
		if ref := refs.MapIndex(reflect.ValueOf(text)); ref.IsValid() {
			return ref.Elem().FieldByName("handle").Elem().Uint(), nil
		}
	}
	return 0, fmt.Errorf("no handle of page text %s", text)
}

// function returns one of PDFium's functions for many calls.
func (c *pdfCaller) function(name string) func(args ...uint64) uint64 {
	f := c.module.ExportedFunction(name)
	if f == nil {
		c.fail(fmt.Errorf("PDFium has no %s", name))
		return func(...uint64) uint64 { return 0 }
	}
	var stack [8]uint64
	return func(args ...uint64) uint64 {
		if c.err != nil {
			return 0
		}
		copy(stack[:], args)
		if err := f.CallWithStack(context.Background(), stack[:]); err != nil { // what ends it closes the module: see lend
			c.fail(err)
			return 0
		}
		return stack[0]
	}
}

func (c *pdfCaller) call(name string, args ...uint64) uint64 { return c.function(name)(args...) }

func (c *pdfCaller) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// float32 and float64 return number i of those that a function left in the scratch room.
func (c *pdfCaller) float32(i uint32) float64 {
	v, ok := c.module.Memory().ReadFloat32Le(uint32(c.scratch) + 4*i)
	return c.finite(float64(v), ok)
}

func (c *pdfCaller) float64(i uint32) float64 {
	v, ok := c.module.Memory().ReadFloat64Le(uint32(c.scratch) + 8*i)
	return c.finite(v, ok)
}

// finite keeps what no page can hold out of all that is computed from it.
func (c *pdfCaller) finite(v float64, ok bool) float64 {
	const beyond = 1e7 // a page has at most 14,400 units a side (ISO 32000-1, annex C), and may be told to be larger
	if !ok {
		c.fail(errors.New("PDFium returned no number"))
	}
	if math.IsNaN(v) {
		return 0
	}
	return max(-beyond, min(v, beyond))
}

// readChars returns the characters of a page's text.
func (r *pdfReader) readChars(text references.FPDF_TEXTPAGE) ([]pdfChar, error) {
	c, free, err := r.callerOf(text)
	if err != nil {
		return nil, err
	}
	defer free()
	count := int32(c.call("FPDFText_CountChars", c.page))
	unicode, generated, hyphen := c.function("FPDFText_GetUnicode"), c.function("FPDFText_IsGenerated"), c.function("FPDFText_IsHyphen")
	origin, angle, loose := c.function("FPDFText_GetCharOrigin"), c.function("FPDFText_GetCharAngle"), c.function("FPDFText_GetLooseCharBox")
	chars := make([]pdfChar, max(0, count))
	for i := range chars {
		at := uint64(i)
		char := &chars[i]
		char.r = rune(unicode(c.page, at))
		char.made = int32(generated(c.page, at)) == 1
		char.hyphen = char.r == pdfLineHyphen && int32(hyphen(c.page, at)) == 1
		if origin(c.page, at, c.scratch, c.scratch+8); c.err == nil {
			char.origin = pdfPoint{c.float64(0), c.float64(1)}
		}
		char.angle = c.finite(float64(math.Float32frombits(uint32(angle(c.page, at)))), true)
		if loose(c.page, at, c.scratch); c.err == nil { // left, top, right, bottom
			char.box = boxOf(c.float32(0), c.float32(3), c.float32(2), c.float32(1))
		}
		if c.err != nil {
			return nil, c.err
		}
	}
	return chars, nil
}

// boxOf is the rectangle between two corners.
func boxOf(x0, y0, x1, y1 float64) pdfBox {
	return pdfBox{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}
