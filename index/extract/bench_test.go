package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// bench measures the reading of a file, in bytes of the file per second.
func bench(b *testing.B, x *extract.Extractor, name string, data []byte) {
	b.Helper()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Reader(b.Context(), name, bytes.NewReader(data), int64(len(data))); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	x := extract.New("")
	b.Run("UTF-8", func(b *testing.B) { bench(b, x, "a.txt", []byte(strings.Repeat(extracttest.Prose, 200))) })
	b.Run("cat", func(b *testing.B) { // the same bytes, for comparison
		cat, err := exec.LookPath("cat")
		if err != nil {
			b.Skip("there is no cat here")
		}
		data := []byte(strings.Repeat(extracttest.Prose, 200))
		path := filepath.Join(b.TempDir(), "a.txt")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if err := exec.Command(cat, path).Run(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("CRLF", func(b *testing.B) {
		bench(b, x, "a.txt", []byte(strings.ReplaceAll(strings.Repeat(extracttest.Prose, 200), "\n", "\r\n")))
	})
	b.Run("Windows-1252", func(b *testing.B) {
		line := "Le café est fermé à midi, le propriétaire l'a écrit dans la fenêtre.\n"
		latin := strings.NewReplacer("é", "\xe9", "à", "\xe0", "ê", "\xea").Replace(line)
		bench(b, x, "a.txt", []byte(strings.Repeat(latin, 20000)))
	})
}

func BenchmarkMarkdown(b *testing.B) {
	bench(b, extract.New(""), "a.md", []byte(strings.Repeat("## Rent\n\n"+extracttest.Prose+"\n- one\n- two\n\n", 50)))
}

func BenchmarkHTML(b *testing.B) {
	bench(b, extract.New(""), "a.html", []byte(strings.Repeat("<h2>Rent</h2><p>"+extracttest.Prose+"</p><table><tr><td>a<td>b</table>", 50)))
}

func BenchmarkDOCX(b *testing.B) {
	data := extracttest.DOCX(b, strings.Repeat(extracttest.Styled("Kapitel", "Rent")+extracttest.Para("", extracttest.Prose), 50), nil)
	bench(b, extract.New(""), "a.docx", data)
}

func BenchmarkMailbox(b *testing.B) {
	mail := "From a Mon Jun 01 10:00:00 2009\nSubject: Rent\nFrom: a@b.de\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n" + extracttest.Prose[:2000] +
		"\n--b\nContent-Type: text/html\n\n<p>" + extracttest.Prose[:2000] + "\n--b--\n\n"
	bench(b, extract.New(""), "a.mbox", []byte(strings.Repeat(mail, 500)))
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

func BenchmarkCode(b *testing.B) {
	bench(b, extract.New(""), "a.go", []byte(strings.Repeat("// f does it.\nfunc f(a int) error {\n\treturn g(a, \"words of a sentence\")\n}\n\n", 10000)))
}

func BenchmarkZIP(b *testing.B) {
	files := make([]extracttest.Packed, 50)
	for i := range files {
		files[i] = extracttest.Packed{Name: fmt.Sprintf("%d.txt", i), Data: strings.Repeat(extracttest.Prose, 10)}
	}
	bench(b, extract.New(""), "a.zip", []byte(extracttest.Zipped(b, files...)))
}

func BenchmarkPDF(b *testing.B) {
	const pages = 100
	text := make([]string, pages)
	for i := range text {
		text[i] = fmt.Sprintf("Page %d\n", i+1) + strings.Repeat("The tenant pays the rent on the first of each month.\n", 50)
	}
	x := extracttest.NewPDFs(b)
	data := extracttest.PDF("", text...).Bytes()
	if _, err := extracttest.ReadWith(b, x, "a.pdf", data); err != nil { // PDFium is compiled now
		b.Fatal(err)
	}
	bench(b, x, "a.pdf", data)
	b.ReportMetric(float64(pages*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkPDFStart measures the first PDF after the program's start, with PDFium compiled earlier.
func BenchmarkPDFStart(b *testing.B) {
	data := extracttest.PDF("", "words").Bytes()
	dir := b.TempDir()
	start := func() {
		x := extract.New(dir)
		if _, err := x.Reader(b.Context(), "a.pdf", bytes.NewReader(data), int64(len(data))); err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	start()
	for b.Loop() {
		start()
	}
}
