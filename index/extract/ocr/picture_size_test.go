package ocr_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"strings"
	"testing"

	"golang.org/x/image/bmp"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// pngSaying returns a PNG that states these sides.
func pngSaying(t testing.TB, width, height uint32) []byte {
	data := extracttest.PNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	be := binary.BigEndian
	be.PutUint32(data[16:], width)
	be.PutUint32(data[20:], height)
	be.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// A picture that states too large a size is refused before its pixels are decoded, or passed to another program.
func TestPicturesThatSayTheyAreLarge(t *testing.T) {
	runs := extracttest.WithTool(t, "tesseract", "exit 3") // it must not run
	small := image.NewGray(image.Rect(0, 0, 200, 200))
	packed := func(encode func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	jpegSaying := packed(func(b *bytes.Buffer) error { return jpeg.Encode(b, small, nil) })
	frame := bytes.Index(jpegSaying, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint32(jpegSaying[frame+5:], 0xffffffff) // height and width
	gifSaying := packed(func(b *bytes.Buffer) error { return gif.Encode(b, small, nil) })
	binary.LittleEndian.PutUint32(gifSaying[6:], 0xffffffff)
	bmpSaying := packed(func(b *bytes.Buffer) error { return bmp.Encode(b, small) })
	binary.LittleEndian.PutUint32(bmpSaying[18:], 0x7fffffff)
	binary.LittleEndian.PutUint32(bmpSaying[22:], 0x7fffffff)
	loop := extracttest.TIFF(3, 200, 200)
	binary.LittleEndian.PutUint32(loop[len(loop)-4:], 8)
	secondLarge := append(extracttest.TIFF(1, 200, 200), extracttest.TIFF(1, 60_000, 60_000)[8:]...)
	binary.LittleEndian.PutUint32(secondLarge[len(extracttest.TIFF(1, 1, 1))-4:], uint32(len(extracttest.TIFF(1, 1, 1))))
	for _, tt := range []struct {
		name, file string
		data       []byte
		reason     doc.Class
		says       string
	}{
		{"PNG", "a.png", pngSaying(t, 100_000, 100_000), doc.TooLarge, "picture-large(150)"},
		{"JPEG", "a.jpg", jpegSaying, doc.TooLarge, "picture-large"},
		{"GIF", "a.gif", gifSaying, doc.TooLarge, "picture-large"},
		{"BMP", "a.bmp", bmpSaying, doc.TooLarge, "picture-large"},
		{"TIFF", "a.tif", extracttest.TIFF(1, 100_000, 100_000), doc.TooLarge, "picture-large"},
		{"TIFF whose pixels are more than a number can count", "a.tif", extracttest.TIFF(1, 0xfffffffe, 0x80000003), doc.TooLarge, "picture-large"},
		{"TIFF whose second page is large", "a.tif", secondLarge, doc.TooLarge, "picture-large"},
		{"TIFF whose pages go round", "a.tif", loop, doc.Damaged, "damaged"},
		{"TIFF of many pages", "a.tif", extracttest.TIFF(1_001, 200, 200), doc.TooLarge, "picture-pages(1000)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extracttest.Read(t, tt.file, tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || !strings.Contains(refusal.Outcome.String(), tt.says) {
				t.Errorf("got %v, want a refusal as %s that says %q", err, tt.reason, tt.says)
			}
		})
	}
	if n := extracttest.CountFiles(t, runs); n > 0 {
		t.Errorf("another program was run %d times", n)
	}
}
