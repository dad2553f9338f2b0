package drive

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
)

// Xvfb keeps its screen in an X window dump (X11/XWDFile.h, version 7). All numbers are 32 bits, big-endian:
//
//	 0 header size    4 version 7   8 format, 2 = whole pixels   12 depth
//	16 width         20 height     28 byte order of a pixel, 0 = little-endian
//	44 bits a pixel  48 bytes a line   76 number of colours
//	header size:                 the colours, 12 bytes each
//	header size + 12 × colours:  the lines from the top; each pixel is blue, green, red and an unused byte
const (
	xwdHeader  = 100 // the least size of a header
	xwdVersion = 7
	xwdZPixmap = 2
	xwdColour  = 12
	maxSide    = 1 << 14 // of a screen in pixels, so that products fit into an int
)

var errXWD = errors.New("not a screen dump")

// decodeXWD reads a dump of a screen with 24 bits of colour in 32-bit pixels. The image is opaque.
func decodeXWD(data []byte) (*image.NRGBA, error) {
	if len(data) < xwdHeader {
		return nil, fmt.Errorf("%w: %d bytes", errXWD, len(data))
	}
	field := func(at int) int { return int(binary.BigEndian.Uint32(data[at:])) }
	if field(4) != xwdVersion || field(8) != xwdZPixmap || field(28) != 0 || field(44) != 32 {
		return nil, fmt.Errorf("%w: version %d, format %d, byte order %d, %d bits a pixel", errXWD, field(4), field(8), field(28), field(44))
	}
	width, height, stride := field(16), field(20), field(48)
	if width < 1 || width > maxSide || height < 1 || height > maxSide || stride < 4*width || stride > 8*maxSide {
		return nil, fmt.Errorf("%w: %d × %d, %d bytes a line", errXWD, width, height, stride)
	}
	start := field(0) + xwdColour*field(76)
	if start < xwdHeader || start+stride*height > len(data) {
		return nil, fmt.Errorf("%w: cut short", errXWD)
	}
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		line := data[start+y*stride:]
		for x := range width {
			from, to := line[4*x:], picture.Pix[y*picture.Stride+4*x:]
			to[0], to[1], to[2], to[3] = from[2], from[1], from[0], 0xff
		}
	}
	return picture, nil
}
