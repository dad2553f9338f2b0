package extract

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/tetratelabs/wazero/api"
)

// A pdfChar is a character of a page as PDFium lists it: those of a line of words in the order in which they are read, whichever
// way that is.
type pdfChar struct {
	r      rune
	made   bool     // PDFium made it where a line ends
	hyphen bool     // of a word that goes on in the next line
	angle  float64  // in which the words run, in radians; 0 is to the right
	box    pdfBox   // with the room that its font gives it
	origin pdfPoint // of those that slant: where it begins
	beyond bool     // it stands beyond the edges of the page
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

// function returns one of PDFium's functions of at most four numbers for many calls.
func (c *pdfCaller) function(name string) func(a0, a1, a2, a3 uint64) uint64 {
	f := c.module.ExportedFunction(name)
	if f == nil {
		c.fail(fmt.Errorf("PDFium has no %s", name))
		return func(_, _, _, _ uint64) uint64 { return 0 }
	}
	ctx, stack := context.Background(), make([]uint64, 4) // what ends a call closes the module: see lend
	return func(a0, a1, a2, a3 uint64) uint64 {
		if c.err != nil {
			return 0
		}
		stack[0], stack[1], stack[2], stack[3] = a0, a1, a2, a3
		if err := f.CallWithStack(ctx, stack); err != nil {
			c.fail(err)
			return 0
		}
		return stack[0]
	}
}

func (c *pdfCaller) call(name string, arg uint64) uint64 { return c.function(name)(arg, 0, 0, 0) }

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

// readChars returns the characters of a page's text. Each call takes a goroutine of the library's and so a microsecond: nothing is
// asked that can be told without.
func (r *pdfReader) readChars(page pdfPage) ([]pdfChar, error) {
	c, free, err := r.callerOf(page.chars)
	if err != nil {
		return nil, err
	}
	defer free()
	paper := r.paper(page)
	count := int32(c.call("FPDFText_CountChars", c.page))
	ask := pdfCharFunctions{
		unicode: c.function("FPDFText_GetUnicode"), generated: c.function("FPDFText_IsGenerated"), hyphen: c.function("FPDFText_IsHyphen"),
		origin: c.function("FPDFText_GetCharOrigin"), angle: c.function("FPDFText_GetCharAngle"), loose: c.function("FPDFText_GetLooseCharBox"),
	}
	chars := make([]pdfChar, max(0, count))
	var before pdfChar
	for i := range chars {
		if chars[i] = c.char(ask, uint64(i), before); c.err != nil {
			return nil, c.err
		}
		before = chars[i]
		chars[i].beyond = !chars[i].made && !chars[i].box.meets(paper)
	}
	return chars, nil
}

// paper returns a page's media box, of which what is shown may be a part; everything where the page itself does not say.
func (r *pdfReader) paper(page pdfPage) pdfBox {
	b, err := r.session.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: page.request()})
	if err != nil || b.Left == b.Right || b.Bottom == b.Top {
		return pdfBox{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}
	}
	return boxOf(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
}

// pdfCharFunctions are PDFium's functions that tell of a character.
type pdfCharFunctions struct {
	unicode, generated, hyphen, origin, angle, loose func(a0, a1, a2, a3 uint64) uint64
}

// char asks for the character of an index in PDFium's list, which follows another.
func (c *pdfCaller) char(ask pdfCharFunctions, at uint64, before pdfChar) pdfChar {
	char := pdfChar{r: rune(ask.unicode(c.page, at, 0, 0)), angle: before.angle}
	switch char.r {
	case '\r', '\n':
		if char.made = int32(ask.generated(c.page, at, 0, 0)) == 1; char.made {
			return char
		}
	case pdfLineHyphen:
		char.hyphen = int32(ask.hyphen(c.page, at, 0, 0)) == 1
	}
	if ask.loose(c.page, at, c.scratch, 0); c.err == nil { // left, top, right, bottom
		char.box = boxOf(c.float32(0), c.float32(3), c.float32(2), c.float32(1))
	}
	if at > 0 && !char.isSlanting() && char.besides(before) {
		return char
	}
	turned := c.finite(float64(math.Float32frombits(uint32(ask.angle(c.page, at, 0, 0)))), true)
	char.angle = math.Remainder(-turned, 2*math.Pi) // it is told with the clock
	if char.isSlanting() {
		if ask.origin(c.page, at, c.scratch, c.scratch+8); c.err == nil {
			char.origin = pdfPoint{c.float64(0), c.float64(1)}
		}
	}
	return char
}

// isSlanting says whether the words run neither straight along the page nor straight up or down it.
func (c pdfChar) isSlanting() bool { return math.Abs(math.Sin(2*c.angle)) > pdfSameTurn }

// besides says whether a character stands so beside the one before it, at the very same height, that the words run on as they did.
func (c pdfChar) besides(before pdfChar) bool {
	const hair = 0.01 // of a unit of the page
	a, b := c.box, before.box
	if math.Abs(math.Sin(c.angle)) > math.Abs(math.Cos(c.angle)) {
		a, b = a.turned(), b.turned()
	}
	return math.Abs(a.bottom-b.bottom) < hair && math.Abs(a.top-b.top) < hair
}

// boxOf is the rectangle between two corners.
func boxOf(x0, y0, x1, y1 float64) pdfBox {
	return pdfBox{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}
