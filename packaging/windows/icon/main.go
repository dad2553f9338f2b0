// Command icon writes a Windows icon: icon PICTURE.png FILE.ico.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"

	"golang.org/x/image/draw"
)

// sizes are the sides of an icon's pictures, in pixels.
var sizes = []int{16, 24, 32, 48, 64, 256}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "icon:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: icon PICTURE.png FILE.ico")
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	icon, err := encode(picture)
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], icon, 0o644)
}

// encode returns an icon: a header of 6 bytes, 16 bytes for each picture (sides, colours, planes, bits, length, offset), and the pictures as PNG
// (https://learn.microsoft.com/windows/win32/menurc/newheader).
func encode(picture image.Image) ([]byte, error) {
	const header, entry = 6, 16
	var table, pictures bytes.Buffer
	at := header + entry*len(sizes)
	for _, v := range []uint16{0, 1, uint16(len(sizes))} {
		_ = binary.Write(&table, binary.LittleEndian, v) // a Buffer takes everything
	}
	for _, size := range sizes {
		scaled := image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.CatmullRom.Scale(scaled, scaled.Bounds(), picture, picture.Bounds(), draw.Over, nil)
		before := pictures.Len()
		if err := png.Encode(&pictures, scaled); err != nil {
			return nil, err
		}
		side := byte(size) // 0 for 256
		table.Write([]byte{side, side, 0, 0, 1, 0, 32, 0})
		_ = binary.Write(&table, binary.LittleEndian, [2]uint32{uint32(pictures.Len() - before), uint32(at + before)})
	}
	return append(table.Bytes(), pictures.Bytes()...), nil
}
