package extracttest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// WithoutTools hides all other programs.
func WithoutTools(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", t.TempDir())
}

// WithTool makes a script the only program to be found, under a name. Each run leaves a file in the returned folder.
func WithTool(t *testing.T, name, script string) (runs string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	dir, runs := t.TempDir(), t.TempDir()
	script = "#!/bin/sh\nPATH=/usr/bin:/bin\n: > \"" + runs + "/$$\"\n" + script
	if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	return runs
}

func CountFiles(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// ScanTable is Tesseract's output for a page of 200 × 100 pixels with two paragraphs.
const ScanTable = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t10\t10\t30\t10\t96.5\tRent\n5\t1\t1\t1\t1\t2\t50\t10\t20\t10\t95\tis\n5\t1\t1\t1\t2\t1\t10\t30\t30\t10\t91\tdue.\n" +
	"5\t1\t1\t1\t2\t2\t60\t30\t30\t10\t12\t|~\n5\t1\t2\t1\t1\t1\t10\t60\t80\t10\t90\tLate\n"

// FakeTesseract returns a script that outputs a table, and answers questions about Tesseract.
func FakeTesseract(table string) string {
	return "case \"$1\" in\n--version) echo tesseract 5.0;;\n--list-langs) printf 'List of languages (2):\\neng\\nosd\\n';;\n" +
		"*) cat > /dev/null; printf '%s' '" + table + "';;\nesac\n"
}

func PictureOf(t testing.TB, text ...string) *image.RGBA {
	t.Helper()
	const scale = 4
	small := image.NewRGBA(image.Rect(0, 0, 200, 20+24*len(text)))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	for i, line := range text {
		d := font.Drawer{Dst: small, Src: image.NewUniform(color.Black), Face: basicfont.Face7x13, Dot: fixed.P(10, 24+24*i)}
		d.DrawString(line)
	}
	large := image.NewRGBA(image.Rect(0, 0, small.Rect.Dx()*scale, small.Rect.Dy()*scale))
	draw.CatmullRom.Scale(large, large.Bounds(), small, small.Bounds(), draw.Src, nil)
	return large
}

func PNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Scanned returns a PDF with a page of text, one that is a picture, and another of text.
func Scanned(t testing.TB, picture *image.RGBA) []byte {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, picture, nil); err != nil {
		t.Fatal(err)
	}
	f := PDF("", "Typed words.", "", "More words.")
	number := f.Stream(fmt.Sprintf("/Type/XObject /Subtype/Image /Width %d /Height %d /ColorSpace/DeviceRGB /BitsPerComponent 8 /Filter/DCTDecode",
		picture.Rect.Dx(), picture.Rect.Dy()), jpg.String())
	const content = "500 0 0 250 20 400 cm /I Do"
	f.Objects[PDFFirstPage+2] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	f.Objects[PDFPages-1] = strings.Replace(f.Objects[PDFPages-1], "/Font", fmt.Sprintf("/XObject <</I %d 0 R>> /Font", number), 1)
	return f.Bytes()
}

// TIFF returns a TIFF of pages that state a size, without their pixels.
func TIFF(pages int, width, height uint32) []byte {
	le := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	for i := range pages {
		entries := []struct {
			tag   uint16
			value uint32
		}{{256, width}, {257, height}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {277, 1}, {278, height}, {279, 1}}
		b = le.AppendUint16(b, uint16(len(entries)))
		for _, e := range entries {
			b = le.AppendUint16(b, e.tag)
			b = le.AppendUint16(b, 4) // LONG
			b = le.AppendUint32(b, 1)
			b = le.AppendUint32(b, e.value)
		}
		next := uint32(len(b) + 4)
		if i == pages-1 {
			next = 0
		}
		b = le.AppendUint32(b, next)
	}
	return b
}
