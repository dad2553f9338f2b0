package pdf

import (
	"context"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/doc"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// Draw draws a page in an instance of its own, which takes some milliseconds, so that earlier pages cannot affect it.
func (e *Engine) Draw(ctx context.Context, in reader.Input, view reader.PageView) (page reader.PageImage, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = doc.RefuseErr(doc.CodePageUndrawn, fmt.Errorf("panic while drawing page %d: %v", view.Page, r), view.Page)
		}
	}()
	end, err := e.begin(ctx)
	if err != nil {
		return reader.PageImage{}, err
	}
	defer end()
	timed, cancel := context.WithTimeout(ctx, drawTime)
	defer cancel()
	r := &fileReader{engine: e, in: in}
	defer r.giveBack()
	page, err = r.draw(timed, view)
	switch {
	case err == nil, ctx.Err() != nil:
	case e.living.Err() != nil:
		err = doc.RefuseErr(doc.CodeClosed, tool.ErrClosed)
	case timed.Err() != nil:
		err = doc.Refuse(doc.CodePageTimedOut, view.Page, reader.Seconds(drawTime))
	}
	return page, err
}

func (r *fileReader) draw(ctx context.Context, view reader.PageView) (reader.PageImage, error) {
	if err := r.open(ctx); err != nil {
		return reader.PageImage{}, err
	}
	count, err := r.session.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.file})
	if err != nil {
		return reader.PageImage{}, doc.RefuseErr(doc.CodeNoPages, err)
	}
	if view.Page < 1 || view.Page > count.PageCount {
		return reader.PageImage{}, doc.Refuse(doc.CodeNoSuchPage, view.Page, count.PageCount)
	}
	page, err := r.openPage(view.Page - 1)
	if err != nil {
		return reader.PageImage{}, doc.RefuseErr(doc.CodePageUnread, err, view.Page)
	}
	size, err := r.pageSize(page, view.Width)
	if err != nil {
		return reader.PageImage{}, err
	}
	picture, err := r.picture(page, size)
	if err != nil {
		return reader.PageImage{}, doc.RefuseErr(doc.CodePageUndrawn, err, view.Page)
	}
	drawn := reader.PageImage{Image: picture, Text: page.text, Pages: count.PageCount}
	boxes := func(start, end int) ([]image.Rectangle, error) { return r.boxes(page, start, end, size) }
	if page.isBlank() && r.hasPicture(page.request()) && r.engine.ocr.Installed() {
		scan, err := r.scan(ctx, page)
		if err != nil {
			return drawn, nil
		}
		drawn.Text = remarked(scan.Text, page.text)
		before := len(drawn.Text) - len(page.text)
		boxes = func(start, end int) ([]image.Rectangle, error) {
			remarks, err := r.boxes(page, start-before, end-before, size)
			return append(scan.Boxes(start, min(end, len(scan.Text)), size), remarks...), err
		}
	}
	if err := drawn.Find(view, boxes); err != nil {
		return reader.PageImage{}, doc.RefuseErr(doc.CodePageWords, err, view.Page)
	}
	return drawn, nil
}

// pageSize returns the size in pixels of a page that is to be width pixels wide.
func (r *fileReader) pageSize(page textPage, width int) (image.Point, error) {
	points, err := r.session.GetPageSize(&requests.GetPageSize{Page: page.request()})
	if err != nil || !(points.Width > 0 && points.Height > 0) || math.IsInf(points.Height/points.Width, 0) { // they may be NaN
		return image.Point{}, doc.RefuseErr(doc.CodePageSize, err)
	}
	return reader.SizeOfWidth(points.Width, points.Height, width), nil
}

// picture draws a page on white.
func (r *fileReader) picture(page textPage, size image.Point) (*image.RGBA, error) {
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
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER, // red first, as in Go
	})
	if err != nil {
		return nil, err
	}
	return r.copyBitmap(bitmap, size)
}

// copyBitmap copies a picture out of the instance's memory, which ends with the instance.
func (r *fileReader) copyBitmap(bitmap references.FPDF_BITMAP, size image.Point) (*image.RGBA, error) {
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
		picture.Pix[i] = 0xff // PDFium leaves this byte undefined
	}
	return picture, nil
}
