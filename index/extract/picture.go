package extract

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/gif"  // their sizes are told
	_ "image/jpeg" // by image.DecodeConfig
	_ "image/png"
	"strings"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

const pictureKind = "picture"

// pictureFormats is the row of the table for pictures whose text Tesseract reads.
func (x *Extractor) pictureFormats() []format {
	return []format{{
		kind: pictureKind, name: "a picture",
		types:      []string{"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif"},
		extensions: []string{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"},
		read:       x.readPicture,
	}}
}

// readPicture reads the text in a picture, or in the pages of a TIFF.
func (x *Extractor) readPicture(ctx context.Context, in input) (Document, error) {
	data, whole, err := in.all(maxPictureBytes)
	if err != nil {
		return Document{}, err
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return Document{}, refuseErr(Damaged, err, "damaged: a picture that could not be made sense of")
	case !whole || int64(config.Width)*int64(config.Height) > maxPicturePixels:
		return Document{}, refuse(TooLarge, "a picture of more than %d megapixels", maxPicturePixels/1_000_000)
	case config.Width*config.Height < minPicturePixels:
		return Document{}, refuse(Empty, "empty: a picture too small for words")
	case in.allowance.pictures <= 0:
		return Document{}, refuse(TooLarge, "more than %d pictures lie within one file", maxInnerPictures)
	}
	in.allowance.pictures--
	pages, err := x.ocr.read(ctx, data, 0)
	if errors.Is(err, errNoOCR) {
		return Document{}, refuse(Scan, "a scan or a picture (%s): %s", shout(kind), advice[Tesseract])
	}
	if err != nil {
		return Document{}, err
	}
	doc := pictureDocument(pages)
	if strings.TrimSpace(doc.Text) == "" {
		return Document{}, refuse(Empty, "empty: a picture in which no words were found")
	}
	return doc, nil
}

// pictureDocument binds the pages of a picture.
func pictureDocument(pages []ocrPage) Document {
	var b binder
	for i, page := range pages {
		b.add(Document{Text: page.Text, Places: Places{Marks: []Mark{{Kind: Page, Page: i + 1}}}})
	}
	return b.document()
}
