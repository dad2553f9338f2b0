package extract

import (
	"context"
	"errors"
	_ "image/gif"  // their sizes are told
	_ "image/jpeg" // by image.DecodeConfig
	_ "image/png"
	"strings"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"footnote/index/doc"
)

const pictureKind = "picture"

// pictureFormats is the row of the table for pictures whose text Tesseract reads.
func pictureFormats(e *ocrEngine) []format {
	return []format{{
		kind:       pictureKind,
		types:      []string{"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif"},
		extensions: []string{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"},
		read:       e.readPicture,
	}}
}

// readPicture reads the text in a picture, or in the pages of a TIFF.
func (e *ocrEngine) readPicture(ctx context.Context, in input) (Document, error) {
	data, err := wholePicture(in)
	if err != nil {
		return Document{}, err
	}
	head, err := readPictureHead(data)
	switch {
	case err != nil:
		return Document{}, err
	case head.width*head.height < minPicturePixels:
		return Document{}, doc.Refuse(doc.CodeTinyPicture)
	case in.allowance.pictures <= 0:
		return Document{}, doc.Refuse(doc.CodePictures, maxInnerPictures)
	}
	in.allowance.pictures--
	pages, err := e.read(ctx, data, 0)
	if errors.Is(err, errNoOCR) {
		return Document{}, doc.Refuse(doc.CodePicture, head.kind)
	}
	if err != nil {
		return Document{}, err
	}
	document := pictureDocument(pages)
	if strings.TrimSpace(document.Text) == "" {
		return Document{}, doc.Refuse(doc.CodeNoWordsPictured)
	}
	return document, nil
}

// wholePicture reads the whole of a picture's file.
func wholePicture(in input) ([]byte, error) {
	if in.size > maxPictureBytes {
		return nil, doc.Refuse(doc.CodeTooLarge, maxPictureBytes>>20)
	}
	data, _, err := in.all(maxPictureBytes)
	return data, err
}

// pictureDocument binds the pages of a picture.
func pictureDocument(pages []ocrPage) Document {
	var b binder
	for i, page := range pages {
		b.add(Document{Text: page.Text, Places: Places{Marks: []Mark{{Kind: Page, Page: i + 1}}}})
	}
	return b.document()
}
