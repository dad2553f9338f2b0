package extract_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"footnote/index/doc"
	"footnote/index/extract"
)

// withoutTools has no other program found.
func withoutTools(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", t.TempDir())
}

// withTool has a script found as the only program of a name. It notes each of its runs with a file in the folder that is returned.
func withTool(t *testing.T, name, script string) (runs string) {
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

func countFiles(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// scanTable is what Tesseract says of a page of 200 × 100 dots with two paragraphs.
const scanTable = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t10\t10\t30\t10\t96.5\tRent\n5\t1\t1\t1\t1\t2\t50\t10\t20\t10\t95\tis\n5\t1\t1\t1\t2\t1\t10\t30\t30\t10\t91\tdue.\n" +
	"5\t1\t1\t1\t2\t2\t60\t30\t30\t10\t12\t|~\n5\t1\t2\t1\t1\t1\t10\t60\t80\t10\t90\tLate\n"

// fakeTesseract answers with a table, and to what it is asked of itself.
func fakeTesseract(table string) string {
	return "case \"$1\" in\n--version) echo tesseract 5.0;;\n--list-langs) printf 'List of languages (2):\\neng\\nosd\\n';;\n" +
		"*) cat > /dev/null; printf '%s' '" + table + "';;\nesac\n"
}

func pictureOf(t testing.TB, text ...string) *image.RGBA {
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

func pngOf(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicture(t *testing.T) {
	runs := withTool(t, "tesseract", fakeTesseract(scanTable))
	x := extract.New(t.TempDir())
	path := filepath.Join(t.TempDir(), "scan.png")
	if err := os.WriteFile(path, pngOf(t, pictureOf(t, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	document, err := x.File(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, document)
	if document.Text != "Rent is\ndue.\n\nLate" || document.Kind != "picture" || document.Title != "scan" {
		t.Errorf("kind %q, title %q, text %q", document.Kind, document.Title, document.Text)
	}
	asked := countFiles(t, runs)
	page, err := x.Page(t.Context(), path, extract.PageView{Page: 1, Width: 400, Start: 0, End: len("Rent is\ndue.")})
	if err != nil {
		t.Fatal(err)
	}
	if want := []image.Rectangle{image.Rect(20, 20, 140, 39), image.Rect(20, 60, 80, 79)}; fmt.Sprint(page.Boxes[0].Min.X, page.Boxes[0].Max.X, len(page.Boxes)) != fmt.Sprint(want[0].Min.X, want[0].Max.X, len(want)) {
		t.Errorf("boxes %v, want about %v", page.Boxes, want)
	}
	if page.Image.Rect.Dx() != 400 || page.Text != document.Text || page.Pages != 1 {
		t.Errorf("a page of %v with the text %q, one of %d", page.Image.Rect, page.Text, page.Pages)
	}
	if now := countFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a picture that it had read", now-asked)
	}
}

func TestPictureRefusals(t *testing.T) {
	plain := pngOf(t, pictureOf(t, ""))
	for name, tt := range map[string]struct {
		script string // "" for no tesseract
		data   []byte
		reason doc.Class
		words  string
	}{
		"no tesseract":    {"", plain, doc.Scan, "picture(png)"},
		"it fails":        {"echo no >&2; exit 1", plain, doc.Damaged, "picture-failed"},
		"no words":        {fakeTesseract("1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t90\t~~ | --\n"), plain, doc.Empty, "no-words-pictured"},
		"an icon":         {"exit 1", pngOf(t, image.NewRGBA(image.Rect(0, 0, 64, 64))), doc.Empty, "tiny-picture"},
		"a broken header": {"exit 1", plain[:20], doc.Damaged, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			withoutTools(t)
			if tt.script != "" {
				withTool(t, "tesseract", tt.script)
			}
			_, err := read(t, "a.png", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.words {
				t.Errorf("got %v, want %q", err, tt.words)
			}
		})
	}
}

// scanned is a PDF with a page of text and one that is a picture.
func scanned(t testing.TB, picture *image.RGBA) []byte {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, picture, nil); err != nil {
		t.Fatal(err)
	}
	f := pdfOf("", "Typed words.", "", "More words.")
	number := f.stream(fmt.Sprintf("/Type/XObject /Subtype/Image /Width %d /Height %d /ColorSpace/DeviceRGB /BitsPerComponent 8 /Filter/DCTDecode",
		picture.Rect.Dx(), picture.Rect.Dy()), jpg.String())
	const content = "500 0 0 250 20 400 cm /I Do"
	f.objects[pdfFirstPage+2] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	f.objects[pdfPages-1] = strings.Replace(f.objects[pdfPages-1], "/Font", fmt.Sprintf("/XObject <</I %d 0 R>> /Font", number), 1)
	return f.bytes()
}

func TestScannedPage(t *testing.T) {
	runs := withTool(t, "tesseract", fakeTesseract(scanTable))
	x := newPDFs(t)
	path := filepath.Join(t.TempDir(), "mixed.pdf")
	if err := os.WriteFile(path, scanned(t, pictureOf(t, fmt.Sprint(t.Name(), os.Getpid()))), 0o600); err != nil {
		t.Fatal(err)
	}
	document, err := x.File(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, document)
	if document.Text != "Typed words.\n\nRent is\ndue.\n\nLate\n\nMore words." || document.Notes != nil {
		t.Errorf("text %q, note %q", document.Text, document.Notes)
	}
	for words, page := range map[string]int{"Typed": 1, "due": 2, "More": 3} {
		if got := placeOf(t, document, words); got.Page != page {
			t.Errorf("%q is on page %d, want %d", words, got.Page, page)
		}
	}
	asked := countFiles(t, runs)
	page, err := x.Page(t.Context(), path, extract.PageView{Page: 2, Width: 600, Start: 0, End: 7})
	if err != nil || page.Text != "Rent is\ndue.\n\nLate" || len(page.Boxes) != 1 || page.Boxes[0].Min.X != 30 {
		t.Errorf("page text %q, boxes %v, error %v", page.Text, page.Boxes, err)
	}
	if now := countFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a page that it had read", now-asked)
	}
	withoutTools(t)
	if document, err = x.File(t.Context(), path); err != nil || document.Notes.String() != "pages-pictured(1, 3)" {
		t.Errorf("without tesseract: note %q, error %v", document.Notes, err)
	}
}

// TestTesseract reads a picture, and a scanned page, with the real program.
func TestTesseract(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("tesseract is not installed: apt-get install tesseract-ocr")
	}
	picture := pictureOf(t, "The rent is due", "on the first day.")
	x := newPDFs(t)
	document, err := readWith(t, x, "a.png", pngOf(t, picture))
	if err != nil || !strings.HasPrefix(document.Text, "The rent is due\n") || !strings.Contains(document.Text, "on the first") {
		t.Errorf("picture: got %q (%v)", document.Text, err)
	}
	document, err = readWith(t, x, "a.pdf", scanned(t, picture))
	if err != nil || !strings.HasPrefix(document.Text, "Typed words.\n\nThe rent is due\n") || !strings.HasSuffix(document.Text, "\n\nMore words.") {
		t.Errorf("scanned page: got %q (%v)", document.Text, err)
	}
}

func FuzzOCRTable(f *testing.F) {
	f.Add(scanTable)
	f.Add("1\t1\n5\t\t\t\t\t\t\t\t\t\t99\t\x00a 000\n")
	f.Fuzz(func(t *testing.T, table string) {
		for _, page := range extract.OCRPages(table) {
			at := 0
			for _, w := range page.Words {
				if w.Start < at || w.End <= w.Start || w.End > len(page.Text) || strings.ContainsAny(page.Text[w.Start:w.End], " \n") {
					t.Fatalf("%v is no word behind byte %d of %q", w, at, page.Text)
				}
				at = w.End
			}
		}
	})
}
