package pdf

import (
	"bytes"
	"context"
	"image"
	"sync"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/reader"
)

// WordsIn returns the characters whose middle lies in each rectangle of a picture of a page. It asks PDFium for each character and its position, and
// so is independent of the canonical text, from which Page computes its boxes.
func WordsIn(ctx context.Context, cacheDir string, data []byte, page int, size image.Point, boxes []image.Rectangle) ([]string, error) {
	r := &fileReader{engine: engineOf(cacheDir), in: reader.Input{Data: bytes.NewReader(data), Size: int64(len(data))}}
	defer r.giveBack()
	if err := r.open(ctx); err != nil {
		return nil, err
	}
	p, err := r.openPage(page - 1)
	if err != nil {
		return nil, err
	}
	count, err := r.session.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.chars})
	if err != nil {
		return nil, err
	}
	words := make([][]uint16, len(boxes)) // PDFium lists surrogates separately
	for i := range count.Count {
		char, err := r.session.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: p.chars, Index: i})
		if err != nil {
			return nil, err
		}
		box, ok := r.charBox(p, i)
		if !ok {
			continue
		}
		at, err := r.session.FPDF_PageToDevice(&requests.FPDF_PageToDevice{
			Page: p.request(), SizeX: size.X, SizeY: size.Y, PageX: (box.left + box.right) / 2, PageY: (box.bottom + box.top) / 2,
		})
		if err != nil {
			return nil, err
		}
		for b, box := range boxes {
			if image.Pt(at.DeviceX, at.DeviceY).In(box) {
				words[b] = utf16.AppendRune(words[b], rune(char.Unicode))
				if char.Unicode >= 0xd800 && char.Unicode < 0xe000 {
					words[b][len(words[b])-1] = uint16(char.Unicode)
				}
				break
			}
		}
	}
	said := make([]string, len(boxes))
	for b := range words {
		said[b] = string(utf16.Decode(words[b]))
	}
	return said, nil
}

var (
	makeEngine sync.Once
	engine     *Engine
)

// engineOf returns the engine for WordsIn; there is only one, since it takes seconds to start.
func engineOf(cacheDir string) *Engine {
	makeEngine.Do(func() {
		engine = New(cacheDir, nil)
		engine.Load()
	})
	return engine
}

// Interpreted returns how many characters a PDF's first page has, as they are read where the system lets nobody make machine code.
func Interpreted(ctx context.Context, data []byte) (int, error) {
	e := New("", nil)
	e.compiles = func() bool { return false }
	e.Load()
	defer func() { _ = e.Close() }()
	r := &fileReader{engine: e, in: reader.Input{Data: bytes.NewReader(data), Size: int64(len(data))}}
	defer r.giveBack()
	if err := r.open(ctx); err != nil {
		return 0, err
	}
	p, err := r.openPage(0)
	if err != nil {
		return 0, err
	}
	count, err := r.session.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.chars})
	if err != nil {
		return 0, err
	}
	return count.Count, nil
}
