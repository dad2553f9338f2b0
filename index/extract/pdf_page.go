package extract

import (
	"context"
	"fmt"
	"image"
	"math"
	"path/filepath"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/doc"
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
		draw = x.drawPicture
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

// draw draws a page in an instance of its own, which costs some milliseconds: so it does not matter what was drawn before.
func (e *pdfEngine) draw(ctx context.Context, in input, view PageView) (page PageImage, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = doc.RefuseErr(doc.CodePageUndrawn, fmt.Errorf("panic while drawing page %d: %v", view.Page, r), view.Page)
		}
	}()
	end, err := e.begin(ctx)
	if err != nil {
		return PageImage{}, err
	}
	defer end()
	timed, cancel := context.WithTimeout(ctx, pdfTimeBase)
	defer cancel()
	r := &pdfReader{engine: e, in: in}
	defer r.giveBack()
	page, err = r.draw(timed, view)
	switch {
	case err == nil, ctx.Err() != nil:
	case e.living.Err() != nil:
		err = doc.RefuseErr(doc.CodeClosed, errClosed)
	case timed.Err() != nil:
		err = doc.Refuse(doc.CodePageTimedOut, view.Page, seconds(pdfTimeBase))
	}
	return page, err
}

func (r *pdfReader) draw(ctx context.Context, view PageView) (PageImage, error) {
	if err := r.open(ctx); err != nil {
		return PageImage{}, err
	}
	count, err := r.session.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.file})
	if err != nil {
		return PageImage{}, doc.RefuseErr(doc.CodeNoPages, err)
	}
	if view.Page < 1 || view.Page > count.PageCount {
		return PageImage{}, doc.Refuse(doc.CodeNoSuchPage, view.Page, count.PageCount)
	}
	page, err := r.openPage(view.Page - 1)
	if err != nil {
		return PageImage{}, doc.RefuseErr(doc.CodePageUnread, err, view.Page)
	}
	size, err := r.pageSize(page, view.Width)
	if err != nil {
		return PageImage{}, err
	}
	picture, err := r.picture(page, size)
	if err != nil {
		return PageImage{}, doc.RefuseErr(doc.CodePageUndrawn, err, view.Page)
	}
	drawn := PageImage{Image: picture, Text: page.text, Pages: count.PageCount}
	if page.text == "" && r.hasPicture(page.request()) && r.engine.ocr.installed() {
		if scan, err := r.scan(ctx, page); err == nil {
			drawn.Text, drawn.Boxes = scan.Text, scan.boxes(view.Start, view.End, size)
			for _, s := range view.Others {
				drawn.Others = append(drawn.Others, scan.boxes(s.Start, s.End, size))
			}
		}
		return drawn, nil
	}
	boxes := func(start, end int) (boxes []image.Rectangle) {
		if start, end = max(start, 0), min(end, len(page.text)); start < end && err == nil {
			boxes, err = r.boxes(page, start, end, size)
		}
		return boxes
	}
	drawn.Boxes = boxes(view.Start, view.End)
	for _, s := range view.Others {
		drawn.Others = append(drawn.Others, boxes(s.Start, s.End))
	}
	if err != nil {
		return PageImage{}, doc.RefuseErr(doc.CodePageWords, err, view.Page)
	}
	return drawn, nil
}

// pageSize returns the size in pixels of a page that is to be width pixels wide.
func (r *pdfReader) pageSize(page pdfPage, width int) (image.Point, error) {
	points, err := r.session.GetPageSize(&requests.GetPageSize{Page: page.request()})
	if err != nil || !(points.Width > 0 && points.Height > 0) || math.IsInf(points.Height/points.Width, 0) { // they may be no numbers
		return image.Point{}, doc.RefuseErr(doc.CodePageSize, err)
	}
	return sizeOfWidth(points.Width, points.Height, width)
}

// sizeOfWidth is the size in pixels of what is drawn width pixels wide, unless that would be too much.
func sizeOfWidth(wide, high float64, width int) (image.Point, error) {
	w := float64(max(width, 1))
	h := w * high / wide
	if shrink := math.Sqrt(maxPagePixels / (w * h)); shrink < 1 {
		w, h = w*shrink, h*shrink
	}
	side := func(pixels float64) int { return int(min(max(math.Round(pixels), 1), maxPageSide)) }
	return image.Pt(side(w), side(h)), nil
}

// picture draws a page on white.
func (r *pdfReader) picture(page pdfPage, size image.Point) (*image.RGBA, error) {
	const white = 0xffffffff
	r.dropPictures(page.request())
	made, err := r.session.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: size.X, Height: size.Y})
	if err != nil {
		return nil, err
	}
	bitmap := made.Bitmap
	_, err = r.session.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap, Width: size.X, Height: size.Y, Color: white})
	if err != nil {
		return nil, err
	}
	_, err = r.session.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap, Page: page.request(), SizeX: size.X, SizeY: size.Y,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER, // red first, as Go has it
	})
	if err != nil {
		return nil, err
	}
	return r.copyBitmap(bitmap, size)
}

// copyBitmap takes a picture out of the instance's memory, which ends with the instance.
func (r *pdfReader) copyBitmap(bitmap references.FPDF_BITMAP, size image.Point) (*image.RGBA, error) {
	pixels, err := r.session.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return nil, err
	}
	picture := image.NewRGBA(image.Rectangle{Max: size})
	if len(pixels.Buffer) != len(picture.Pix) {
		return nil, fmt.Errorf("a picture of %d × %d pixels has %d bytes", size.X, size.Y, len(pixels.Buffer))
	}
	copy(picture.Pix, pixels.Buffer)
	for i := 3; i < len(picture.Pix); i += 4 {
		picture.Pix[i] = 0xff // PDFium leaves this byte of a pixel as it likes
	}
	return picture, nil
}
