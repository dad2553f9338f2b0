package extract

import (
	"context"
	"image"
	"path/filepath"
)

// A PageView says what is to be drawn of a PDF.
type PageView struct {
	Page       int    // from 1
	Width      int    // of the picture in pixels; a page that would have more than maxPagePixels is drawn smaller
	Start, End int    // the words to put boxes around: a half-open span of bytes of the page's text; empty for none
	Others     []Span // other words to put boxes around, likewise
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

// Page draws a page of the PDF at path, which the passwords are tried on as in File. Its error is as that of File; a file that is no PDF, or has no such page, is refused as
// Unsupported. Concurrent calls are safe.
func (x *Extractor) Page(ctx context.Context, path string, view PageView, passwords ...string) (PageImage, error) {
	if err := ctx.Err(); err != nil {
		return PageImage{}, err
	}
	f, size, err := openRegular(path)
	if err != nil {
		return PageImage{}, err
	}
	defer func() { _ = f.Close() }() // only read: nothing to lose
	return x.page(ctx, input{name: filepath.Base(path), data: f, size: size, passwords: passwords}, view)
}

// page draws a page of a file that is open.
func (x *Extractor) page(ctx context.Context, in input, view PageView) (PageImage, error) {
	draw := x.pdf.draw
	if x.isPicture(in) {
		draw = x.ocr.draw
	}
	page, err := draw(ctx, in, view)
	switch {
	case ctx.Err() != nil: // whatever else went wrong went wrong because of it
		return PageImage{}, ctx.Err()
	case err != nil:
		return PageImage{}, asRefusal(err)
	}
	return page, nil
}

// isPicture says whether a file is a picture by its content.
func (x *Extractor) isPicture(in input) bool {
	var err error
	if in.head, _, err = in.all(sniffBytes); err != nil {
		return false
	}
	f, err := x.detect(in)
	return err == nil && f.kind == pictureKind
}
