package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// Tesseract reads the pages that are pictures of text. They are drawn as it prefers: in grey, at the resolution of a good scan.

// Bounds of reading the scanned pages of a file. What exceeds them is left out, with a note.
const (
	scanDPI      = 300
	maxScanPages = 1_000
	maxScanTime  = 30 * time.Minute
)

// readScans reads the pages with pictures but no text, if Tesseract is installed, and inserts their text.
func (r *fileReader) readScans(ctx context.Context) error {
	if len(r.scans) == 0 || !r.engine.ocr.Installed() {
		return nil
	}
	timed, cancel := context.WithTimeout(ctx, maxScanTime)
	defer cancel()
	if err := r.open(timed); err != nil {
		return nil // what was read so far remains
	}
	read := map[int]string{}
	for n, i := range r.scans {
		if n == maxScanPages || r.text.Len() >= prose.MaxTextBytes {
			break
		}
		page, err := r.readScan(timed, i)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if timed.Err() != nil {
			break
		}
		if err != nil {
			if r.open(timed) != nil { // its instance may be broken
				break
			}
			continue
		}
		r.unread--
		read[i] = page.Text
	}
	r.insert(read)
	return nil
}

// readScan reads page i.
func (r *fileReader) readScan(ctx context.Context, i int) (tool.Page, error) {
	page, err := r.openPage(i)
	if err != nil {
		return tool.Page{}, err
	}
	scan, err := r.scan(ctx, page)
	return scan, errors.Join(err, r.closePage(page))
}

// scan reads an open page.
func (r *fileReader) scan(ctx context.Context, page textPage) (tool.Page, error) {
	const perInch = 72 // points per inch
	points, err := r.session.GetPageSize(&requests.GetPageSize{Page: page.request()})
	if err != nil {
		return tool.Page{}, err
	}
	size, err := r.pageSize(page, int(min(points.Width/perInch*scanDPI, reader.MaxPageSide)))
	if err != nil {
		return tool.Page{}, err
	}
	picture, err := r.picture(page, size)
	if err != nil {
		return tool.Page{}, err
	}
	pages, err := r.engine.ocr.Read(ctx, greyMap(picture), scanDPI)
	if err != nil || len(pages) == 0 {
		return tool.Page{}, err
	}
	return pages[0], nil
}

// greyMap returns a picture as a file of grey pixels (PGM): a header in words, and a byte for each.
func greyMap(picture *image.RGBA) []byte {
	const red, green, blue = 299, 587, 114 // their weight to the eye, in thousandths (ITU-R BT.601)
	var b bytes.Buffer
	fmt.Fprintf(&b, "P5\n%d %d\n255\n", picture.Rect.Dx(), picture.Rect.Dy())
	b.Grow(len(picture.Pix) / 4)
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		b.WriteByte(byte((int(picture.Pix[i])*red + int(picture.Pix[i+1])*green + int(picture.Pix[i+2])*blue) / 1000))
	}
	return b.Bytes()
}

// insert rewrites the text with that of pages that have been read since, by their indexes.
func (r *fileReader) insert(read map[int]string) {
	before, pages := r.text.String(), r.pages
	r.text, r.pages = strings.Builder{}, nil
	for n, m := range pages {
		end := len(before)
		if n+1 < len(pages) {
			end = pages[n+1].Start
		}
		text := strings.TrimRight(before[m.Start:end], "\n")
		if scan, ok := read[m.Page-1]; ok {
			text = remarked(scan, strings.TrimLeft(text, "\n"))
		}
		r.appendPage(m, text)
		r.margins[n].move(r.pages[n].Start - m.Start)
	}
}

// move moves the lines of a margin by so many bytes.
func (m margins) move(by int) {
	for _, lines := range [][]marginLine{m.head, m.foot} {
		for i := range lines {
			lines[i].span.Start += by
			lines[i].span.End += by
		}
	}
}
