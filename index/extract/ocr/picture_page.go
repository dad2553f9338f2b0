package ocr

import (
	"bytes"
	"context"
	"image"

	"golang.org/x/image/draw"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// Draw draws a picture as a page, with boxes around words that were read in it. If the file has several pictures, it draws the first.
func (e *Engine) Draw(ctx context.Context, in reader.Input, view reader.PageView) (reader.PageImage, error) {
	data, err := wholePicture(in)
	if err != nil {
		return reader.PageImage{}, err
	}
	head, err := readPictureHead(data)
	switch {
	case err != nil:
		return reader.PageImage{}, err
	case head.width*head.height > maxDrawnPixels, head.bytes+int64(len(data)) > maxDrawnBytes:
		return reader.PageImage{}, doc.Refuse(doc.CodePictureUndrawn, maxDrawnPixels/1_000_000)
	case view.Page != 1:
		return reader.PageImage{}, doc.Refuse(doc.CodeFirstPicture)
	}
	pages, err := e.Read(ctx, data, 0)
	if err != nil || len(pages) == 0 {
		return reader.PageImage{}, doc.RefuseErr(doc.CodeWordsGone, err)
	}
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return reader.PageImage{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	size := reader.SizeOfWidth(float64(head.width), float64(head.height), view.Width)
	drawn := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(drawn, drawn.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(drawn, drawn.Bounds(), source, source.Bounds(), draw.Over, nil)
	return reader.PageImage{Image: drawn, Text: pages[0].Text, Pages: len(pages), Boxes: pages[0].Boxes(view.Start, view.End, size)}, ctx.Err()
}
