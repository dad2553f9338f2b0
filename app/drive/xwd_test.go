package drive

import (
	"encoding/binary"
	"errors"
	"image/color"
	"slices"
	"testing"
)

// dump returns a screen of two pixels by one, red and blue, with a name of four bytes and one colour.
func dump() []byte {
	header := map[int]uint32{0: xwdHeader + 4, 4: xwdVersion, 8: xwdZPixmap, 12: 24, 16: 2, 20: 1, 28: 0, 44: 32, 48: 8, 76: 1}
	data := make([]byte, xwdHeader+4+xwdColour)
	for at, value := range header {
		binary.BigEndian.PutUint32(data[at:], value)
	}
	return append(data, 0, 0, 255, 0, 255, 0, 0, 0)
}

func TestDecodeXWD(t *testing.T) {
	picture, err := decodeXWD(dump())
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 2 || size.Y != 1 {
		t.Fatalf("the picture is %v, want 2 by 1", size)
	}
	want := []color.NRGBA{{R: 255, A: 255}, {B: 255, A: 255}}
	for x, colour := range want {
		if got := picture.NRGBAAt(x, 0); got != colour {
			t.Errorf("pixel %d is %v, want %v", x, got, colour)
		}
	}
}

func TestDecodeXWDRefuses(t *testing.T) {
	broken := map[string]func(data []byte) []byte{
		"nothing":         func([]byte) []byte { return nil },
		"a header alone":  func(data []byte) []byte { return data[:xwdHeader] },
		"a pixel missing": func(data []byte) []byte { return data[:len(data)-1] },
		"another version": func(data []byte) []byte { data[7]++; return data },
		"16 bits a pixel": func(data []byte) []byte { data[47] = 16; return data },
		"a huge width":    func(data []byte) []byte { data[16] = 0xff; return data },
		"many colours":    func(data []byte) []byte { data[76] = 0xff; return data },
		"no line length":  func(data []byte) []byte { data[51] = 0; return data },
		"a tiny header":   func(data []byte) []byte { data[3] = 0; return data },
	}
	for name, breakIt := range broken {
		t.Run(name, func(t *testing.T) {
			if _, err := decodeXWD(breakIt(dump())); !errors.Is(err, errXWD) {
				t.Errorf("got %v, want %v", err, errXWD)
			}
		})
	}
}

// FuzzDecodeXWD checks the size of every decoded dump, and its pixels against the end of the dump.
func FuzzDecodeXWD(f *testing.F) {
	f.Add(dump())
	f.Fuzz(func(t *testing.T, data []byte) {
		picture, err := decodeXWD(slices.Clone(data))
		if err != nil {
			return
		}
		size := picture.Bounds().Size()
		if len(picture.Pix) != 4*size.X*size.Y || 4*size.X*size.Y > len(data) {
			t.Errorf("%v from %d bytes, with %d bytes of pixels", size, len(data), len(picture.Pix))
		}
		for i := 3; i < len(picture.Pix); i += 4 {
			if picture.Pix[i] != 0xff {
				t.Fatalf("pixel %d is not opaque", i/4)
			}
		}
	})
}
