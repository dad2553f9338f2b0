package extract_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// hostileDrawings are PDFs that claim to be, or unpack to, very large ones.
func hostileDrawings() []func(testing.TB) bomb {
	page := func(entries string) []byte {
		f := extracttest.PDF("", "words")
		f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page "+entries, 1)
		return f.Bytes()
	}
	picture := func(entries string, data []byte) []byte {
		f := extracttest.PDF("", "words", "")
		image := f.Stream("/Type/XObject /Subtype/Image "+entries, string(data))
		content := extracttest.Drawn("words") + " 500 0 0 800 0 0 cm /I Do"
		f.Objects[extracttest.PDFFirstPage] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
		f.Objects[extracttest.PDFPages-1] = strings.Replace(f.Objects[extracttest.PDFPages-1], "/Font", fmt.Sprintf("/XObject <</I %d 0 R>> /Font", image), 1)
		return f.Bytes()
	}
	content := func(filters string, data []byte) []byte { // of the second of two pages
		f := extracttest.PDF("", "words", "")
		f.Objects[extracttest.PDFFirstPage+2] = fmt.Sprintf("<</Filter %s /Length %d>>\nstream\n%s\nendstream", filters, len(data), data)
		return f.Bytes()
	}
	pdf := func(name, note string, data func() []byte) func(testing.TB) bomb {
		return func(testing.TB) bomb {
			return bomb{name: name, file: "a.pdf", data: data(), text: "words", note: note}
		}
	}
	const gray = " /ColorSpace/DeviceGray /BitsPerComponent 8 /Filter/FlateDecode "
	return []func(testing.TB) bomb{
		pdf("a large page", "", func() []byte { return page("/MediaBox [0 0 1000000000 1000000000]") }),
		pdf("a wide page", "", func() []byte { return page("/MediaBox [0 0 1000000000 1]") }),
		pdf("a large part of a page", "", func() []byte { return page("/MediaBox [0 0 1000000000 900] /CropBox [0 0 999999999 800]") }),
		pdf("large units", "", func() []byte { return page("/UserUnit 1000000") }),
		pdf("a page without a size", "", func() []byte { return page("/MediaBox [0 0 0 0]") }),
		pdf("a page whose size is no number", "", func() []byte { return page("/MediaBox [nan 0 0 inf]") }),
		pdf("a page turned inside out", "", func() []byte { return page("/MediaBox [600 800 0 0]") }),
		pdf("a large picture", "", func() []byte { return picture("/Width 30000 /Height 30000"+gray, deflated([]byte("x"))) }),
		pdf("a large fax", "", func() []byte {
			return picture("/Width 60000 /Height 60000 /ColorSpace/DeviceGray /BitsPerComponent 1 /Filter/CCITTFaxDecode /DecodeParms <</K -1 /Columns 60000 /Rows 60000>>", []byte("\x00\x10\x01"))
		}),
		pdf("a wide row of a picture", "", func() []byte {
			return picture("/Width 100 /Height 100"+gray+"/DecodeParms <</Predictor 12 /Columns 1000000000>>", deflated(make([]byte, 10_000)))
		}),
		pdf("an inline picture", "pages-pictured(1, 2)", func() []byte {
			return content("/FlateDecode", deflated([]byte("q 500 0 0 800 0 0 cm BI /W 30000 /H 30000 /CS/G /BPC 8 /F/Fl ID "+string(deflated([]byte("x")))+" EI Q")))
		}),
		pdf("content packed twice", "damaged-page(2)", func() []byte {
			return content("[/FlateDecode /FlateDecode]", deflated(deflated(bytes.Repeat([]byte(" "), 600<<20))))
		}),
		pdf("many words packed twice", "damaged-page(2)", func() []byte {
			return content("[/FlateDecode /FlateDecode]", deflated(deflated([]byte("BT /F 12 Tf 72 700 Td "+strings.Repeat("(words of it) Tj ", 4<<20)+"ET"))))
		}),
	}
}

// A hostile file makes its worker hold well below a worker's bound, so that it is read within bounds and not ended.
func TestPeakOfBombs(t *testing.T) {
	if process.DetectorMemory > 0 {
		t.Skip("the race detector takes memory of its own; make test runs this test once more without it")
	}
	if testing.Short() {
		t.Skip("packs and unpacks some hundred MiB")
	}
	extracttest.WithoutTools(t)
	const most = 450 << 20 // of a worker's 512 MB
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	t.Setenv(asWorker, "serve")
	t.Setenv("PATH", t.TempDir()) // without Tesseract, wherever this runs
	if _, err := extracttest.ReadWith(t, extracttest.NewPDFs(t), "a.pdf", extracttest.PDF("", "words").Bytes()); err != nil {
		t.Fatal(err) // PDFium is compiled into the cache now
	}
	for _, of := range append(bombs(), hostileDrawings()...) {
		b := of(t)
		t.Run(b.file+"/"+b.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), b.file)
			if err := os.WriteFile(path, b.data, 0o600); err != nil {
				t.Fatal(err)
			}
			views := []*reader.PageView{nil}
			if b.file == "a.pdf" {
				views = append(views, &reader.PageView{Page: 1, Width: 1000})
			}
			for _, view := range views {
				peak, document, err := extract.PeakOf(t.Context(), []string{os.Args[0]}, path, view)
				t.Logf("%d bytes, drawn %v: %d MB", len(b.data), view != nil, peak>>20)
				if peak > most+process.DetectorMemory {
					t.Errorf("it took %d MB", peak>>20)
				}
				var refusal *doc.Refusal
				if errors.As(err, &refusal) && refusal.Code.Class() == doc.OutOfMemory {
					t.Errorf("its worker came to its end: %v", err)
				}
				if view == nil {
					b.check(t, document, err)
				}
			}
		})
	}
}
