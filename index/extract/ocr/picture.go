package ocr

import (
	"context"
	"errors"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

const Kind = "picture"

// ReadPicture reads the text in a picture, or in the pages of a TIFF.
func (e *Engine) ReadPicture(ctx context.Context, in reader.Input) (doc.Document, error) {
	data, err := wholePicture(in)
	if err != nil {
		return doc.Document{}, err
	}
	head, err := readPictureHead(data)
	switch {
	case err != nil:
		return doc.Document{}, err
	case head.width*head.height < minPicturePixels:
		return doc.Document{}, doc.Refuse(doc.CodeTinyPicture)
	case in.Allowance.Pictures <= 0:
		return doc.Document{}, doc.Refuse(doc.CodePictures, reader.MaxInnerPictures)
	}
	in.Allowance.Pictures--
	pages, err := e.Read(ctx, data, 0)
	if errors.Is(err, ErrNotInstalled) {
		return doc.Document{}, doc.Refuse(doc.CodePicture, head.kind)
	}
	if err != nil {
		return doc.Document{}, err
	}
	document := pictureDocument(pages)
	if strings.TrimSpace(document.Text) == "" {
		return doc.Document{}, doc.Refuse(doc.CodeNoWordsPictured)
	}
	return document, nil
}

// wholePicture reads a picture's file.
func wholePicture(in reader.Input) ([]byte, error) {
	if in.Size > MaxPictureBytes {
		return nil, doc.Refuse(doc.CodeTooLarge, MaxPictureBytes>>20)
	}
	data, _, err := in.All(MaxPictureBytes)
	return data, err
}

// pictureDocument joins the pages of a picture.
func pictureDocument(pages []tool.Page) doc.Document {
	var b prose.Binder
	for i, page := range pages {
		b.Add(doc.Document{Text: page.Text, Places: doc.Places{Marks: []doc.Mark{{Kind: doc.Page, Page: i + 1}}}})
	}
	return b.Document()
}
