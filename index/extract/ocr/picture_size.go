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

// A picture's stated size is checked before any of its pixels is decoded: a file of a hundred bytes may claim billions.

// A pictureHead is what a picture states about itself.
type pictureHead struct {
	width, height int64
	kind          string // "png", "tiff"
	bytes         int64  // that its decoded pixels take
}

// readPictureHead reads what a picture states, and refuses one with too many pixels, on whichever page.
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
	case kind == "jpeg" && isProgressive(data): // the decoder holds all coefficients, of four bytes each, beside the pixels
		h.bytes *= 5
	}
	return h, nil
}

// bytesPerPixel returns how much memory package image uses for a pixel.
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

// isProgressive reports whether a JPEG is progressive (ITU-T T.81, B.1.1.3): its frame begins with 0xffc2.
func isProgressive(data []byte) bool {
	for at := 2; at+4 <= len(data); {
		marker := data[at+1]
		switch {
		case data[at] != 0xff:
			return false
		case marker == 0xff: // padding
			at++
			continue
		case marker == 0xc2:
			return true
		case marker == 0xda: // the pixels follow
			return false
		}
		at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
	}
	return false
}

// A TIFF (TIFF 6.0, section 2) is a chain of pages. Each is a list: the number of its entries, entries of 12 bytes, and where the next page is:
//
//	header  "II*\x00" or "MM\x00*", which says in which order bytes stand; where the first list is
//	entry   2 bytes tag, 2 type, 4 count, 4 value
//
// A program that follows the chain goes round for ever if the chain does, and decodes whatever size a page states.

const maxTIFFPages = 1_000 // of a file; one with more is refused

// checkTIFF refuses a TIFF with too large a page, too many pages, or an endless chain.
func checkTIFF(data []byte) error {
	const head, entry = 8, 12
	if len(data) < head {
		return nil // its reader says what is wrong
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

// tiffSides returns the width and height in a page's list; 0 if it has none.
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
