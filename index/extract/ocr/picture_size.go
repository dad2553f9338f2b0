package ocr

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	_ "image/gif" // image.DecodeConfig and image.Decode know the formats that are imported
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// What a picture says of its size is looked at before any of its pixels is: a file of a hundred bytes may say that it has billions.

// A pictureHead is what a picture says of itself.
type pictureHead struct {
	width, height int64
	kind          string // "png", "tiff"
	bytes         int64  // that its pixels take when it is decoded
}

// readPictureHead refuses a picture that has more pixels than any that is looked at, on whichever of its pages.
func readPictureHead(data []byte) (pictureHead, error) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return pictureHead{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	h := pictureHead{width: int64(config.Width), height: int64(config.Height), kind: kind}
	if !reader.HasFewPixels(h.width, h.height, maxPicturePixels) {
		return pictureHead{}, doc.Refuse(doc.CodePictureLarge, maxPicturePixels/1_000_000)
	}
	h.bytes = h.width * h.height * bytesPerPixel(config.ColorModel)
	switch {
	case kind == "tiff":
		return h, checkTIFF(data)
	case kind == "jpeg" && isProgressive(data): // all coefficients are in memory, four bytes each, beside the pixels
		h.bytes *= 5
	}
	return h, nil
}

// bytesPerPixel is how much package image has in memory for a pixel.
func bytesPerPixel(model color.Model) int64 {
	switch model {
	case color.GrayModel, color.AlphaModel:
		return 1
	case color.Gray16Model, color.Alpha16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := model.(color.Palette); ok {
		return 1
	}
	return 4
}

// isProgressive says whether a JPEG is drawn coarse first (ITU-T T.81, B.1.1.3): its frame begins with 0xffc2.
func isProgressive(data []byte) bool {
	for at := 2; at+4 <= len(data); {
		marker := data[at+1]
		switch {
		case data[at] != 0xff:
			return false
		case marker == 0xff: // filling
			at++
			continue
		case marker == 0xc2:
			return true
		case marker == 0xda: // the pixels
			return false
		}
		at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
	}
	return false
}

// A TIFF (TIFF 6.0, section 2) is pages in a chain, each a list of entries of 12 bytes behind their number, before where the next is:
//
//	header  "II*\x00" or "MM\x00*", which says in which order bytes stand; where the first list is
//	entry   2 bytes tag, 2 type, 4 count, 4 value
//
// A program that reads the pages goes round for ever where the chain does, and decodes whatever size a page says it has.

const maxTIFFPages = 1_000 // of one file; past it the file is refused

// checkTIFF refuses a TIFF with a page that is too large, too many pages, or no end of them.
func checkTIFF(data []byte) error {
	const head, entry = 8, 12
	if len(data) < head {
		return nil // its reader says what is wrong with it
	}
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	seen := map[uint32]bool{}
	for at := order.Uint32(data[4:]); at != 0 && int64(at)+2 <= int64(len(data)); {
		switch {
		case seen[at]:
			return doc.Refuse(doc.CodeDamaged)
		case len(seen) == maxTIFFPages:
			return doc.Refuse(doc.CodePicturePages, maxTIFFPages)
		}
		seen[at] = true
		count := int(order.Uint16(data[at:]))
		list := data[at+2:]
		if len(list) < count*entry {
			return nil
		}
		if width, height := tiffSides(order, list[:count*entry]); width > 0 && height > 0 && !reader.HasFewPixels(width, height, maxPicturePixels) {
			return doc.Refuse(doc.CodePictureLarge, maxPicturePixels/1_000_000)
		}
		if list = list[count*entry:]; len(list) < 4 {
			return nil
		}
		at = order.Uint32(list)
	}
	return nil
}

// tiffSides are the sides that a page's list gives, 0 where it does not.
func tiffSides(order binary.ByteOrder, list []byte) (width, height int64) {
	const (
		entry, short            = 12, 3
		widthEntry, heightEntry = 256, 257
	)
	for ; len(list) >= entry; list = list[entry:] {
		value := int64(order.Uint32(list[8:]))
		if order.Uint16(list[2:]) == short {
			value = int64(order.Uint16(list[8:]))
		}
		switch order.Uint16(list) {
		case widthEntry:
			width = value
		case heightEntry:
			height = value
		}
	}
	return width, height
}
