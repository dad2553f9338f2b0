package extract

import (
	"bytes"
	"context"
	"image"

	"golang.org/x/image/draw"

	"footnote/index/doc"
)

// draw draws a picture as the page that it is, with boxes around the words that were read of it. Of a file with several, the
// first is drawn.
func (e *ocrEngine) draw(ctx context.Context, in input, view PageView) (PageImage, error) {
	data, err := wholePicture(in)
	if err != nil {
		return PageImage{}, err
	}
	head, err := readPictureHead(data)
	switch {
	case err != nil:
		return PageImage{}, err
	case head.width*head.height > maxDrawnPixels, head.bytes+int64(len(data)) > maxDrawnBytes:
		return PageImage{}, doc.Refuse(doc.CodePictureUndrawn, maxDrawnPixels/1_000_000)
	case view.Page != 1:
		return PageImage{}, doc.Refuse(doc.CodeFirstPicture)
	}
	pages, err := e.read(ctx, data, 0)
	if err != nil || len(pages) == 0 {
		return PageImage{}, doc.RefuseErr(doc.CodeWordsGone, err)
	}
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return PageImage{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	size, err := sizeOfWidth(float64(head.width), float64(head.height), view.Width)
	if err != nil {
		return PageImage{}, err
	}
	drawn := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(drawn, drawn.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(drawn, drawn.Bounds(), source, source.Bounds(), draw.Over, nil)
	return PageImage{Image: drawn, Text: pages[0].Text, Pages: len(pages), Boxes: pages[0].boxes(view.Start, view.End, size)}, ctx.Err()
}
