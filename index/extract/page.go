package extract

import (
	"context"
	"path/filepath"

	"footnote/index/extract/ocr"
	"footnote/index/extract/reader"
)

// Page draws a page of the PDF or picture at path. Passwords and errors are as in File; a file without such a page is refused as Unsupported.
// Concurrent calls are safe.
func (x *Extractor) Page(ctx context.Context, path string, view reader.PageView, passwords ...string) (reader.PageImage, error) {
	if err := ctx.Err(); err != nil {
		return reader.PageImage{}, err
	}
	f, size, err := reader.OpenRegular(path)
	if err != nil {
		return reader.PageImage{}, err
	}
	defer func() { _ = f.Close() }() // only read: nothing to lose
	return x.page(ctx, reader.Input{Name: filepath.Base(path), Data: f, Size: size, Passwords: passwords}, view)
}

// page draws a page of an open file.
func (x *Extractor) page(ctx context.Context, in reader.Input, view reader.PageView) (reader.PageImage, error) {
	draw := x.pdf.Draw
	if x.isPicture(in) {
		draw = x.ocr.Draw
	}
	page, err := draw(ctx, in, view)
	switch {
	case ctx.Err() != nil: // whatever else went wrong went wrong because of it
		return reader.PageImage{}, ctx.Err()
	case err != nil:
		return reader.PageImage{}, reader.AsRefusal(err)
	}
	return page, nil
}

// isPicture reports whether a file's content is a picture.
func (x *Extractor) isPicture(in reader.Input) bool {
	var err error
	if in.Head, _, err = in.All(reader.SniffBytes); err != nil {
		return false
	}
	f, err := x.detect(in)
	return err == nil && f.Kind == ocr.Kind
}
