package extract_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/extract"
)

// newPDFs returns an Extractor whose compiled code is shared by the tests of this run and kept for the next.
func newPDFs(t testing.TB) *extract.Extractor {
	t.Helper()
	x := extract.New(cacheDir(t))
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return x
}

func TestPDFText(t *testing.T) {
	x := newPDFs(t)
	f := pdfOf("", "The rent is due on the first.\nNotice: three months (at least).", "", "Caf\xe9 \x80 5 \x96 end", "  last  \n")
	document, err := readWith(t, x, "lease.pdf", f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if want := "The rent is due on the first.\nNotice: three months (at least).\n\nCafé € 5 – end\n\nlast"; document.Text != want {
		t.Errorf("got  %q\nwant %q", document.Text, want)
	}
	at := func(words string) int { return strings.Index(document.Text, words) }
	want := []extract.Mark{
		{Kind: extract.Page, Start: 0, Page: 1},
		{Kind: extract.Page, Start: at("\n\nCafé"), Page: 2},
		{Kind: extract.Page, Start: at("Café"), Page: 3},
		{Kind: extract.Page, Start: at("last"), Page: 4},
	}
	if !reflect.DeepEqual(document.Places.Marks, want) {
		t.Errorf("got  %+v\nwant %+v", document.Places.Marks, want)
	}
	if document.Kind != "pdf" || document.Notes != nil {
		t.Errorf("kind %q, note %q", document.Kind, document.Notes)
	}
}

func TestPDFPlaces(t *testing.T) {
	x := newPDFs(t)
	f := pdfOf(`/PageLabels <</Nums [0 <</S/r>> 1 <</S/D /St 1>> 2 <</S/D /St 3>>]>> /Outlines 20 0 R`,
		"Contents", "intro\n1 Rent\nmoney\n1.1 Late rent\ninterest", "more")
	for len(f.objects) < 19 {
		f.add("null")
	}
	page := func(i int) int { return pdfFirstPage + 2*i }
	f.add("<</Type/Outlines /First 21 0 R /Last 24 0 R>>")
	f.add("<</Title (Rent) /Parent 20 0 R /Dest [%d 0 R /Fit] /First 22 0 R /Last 22 0 R /Next 23 0 R>>", page(1))
	f.add("<</Title (Late\\nrent) /Parent 21 0 R /A <</S/GoTo /D [%d 0 R /Fit]>>>>", page(1))
	f.add("<</Title (Annex) /Parent 20 0 R /Dest [%d 0 R /Fit] /Prev 21 0 R /Next 24 0 R>>", page(2))
	f.add("<</Title (Back) /Parent 20 0 R /Dest [%d 0 R /Fit] /Prev 23 0 R>>", page(0))
	f.trailer = "/Info 25 0 R"
	f.add("<</Title (The Lease) /Author (Ada)>>")
	document, err := readWith(t, x, "lease.pdf", f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if document.Title != "The Lease" || document.Author != "Ada" {
		t.Errorf("title %q, author %q", document.Title, document.Author)
	}
	tests := []struct {
		words string
		want  extract.Place
	}{
		{"Contents", extract.Place{Page: 1, Label: "i"}},
		{"intro", extract.Place{Page: 2, Label: "1"}},
		{"money", extract.Place{Page: 2, Label: "1", Heading: []string{"Rent"}}},
		{"interest", extract.Place{Page: 2, Label: "1", Heading: []string{"Rent", "Late rent"}}},
		{"more", extract.Place{Page: 3, Heading: []string{"Annex"}}},
	}
	for _, tt := range tests {
		i := strings.Index(document.Text, tt.words)
		if got := document.Places.At(document.Text, i, i+len(tt.words)); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("place of %q: got %+v, want %+v", tt.words, got, tt.want)
		}
	}
}

func TestPDFTitles(t *testing.T) {
	x := newPDFs(t)
	tests := []struct{ name, stated, first, want string }{
		{"stated", "The Lease", "Other words here", "The Lease"},
		{"name of a file", "Microsoft Word - lease.doc", "Lease of a flat", "Lease of a flat"},
		{"name of a file alone", "lease.docx", "Lease of a flat", "Lease of a flat"},
		{"nothing", "untitled", "Lease of a flat", "Lease of a flat"},
		{"no title in sight", "", "it is a long sentence that begins small and goes on and on", "file"},
		{"a number", "", "17 23 42", "file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := pdfOf("", tt.first+"\nand more.")
			f.trailer = fmt.Sprintf("/Info %d 0 R", f.add("<</Title (%s)>>", tt.stated))
			document, err := readWith(t, x, "file.pdf", f.bytes())
			if err != nil || document.Title != tt.want {
				t.Errorf("got %q (%v), want %q", document.Title, err, tt.want)
			}
		})
	}
}

// What stands in a form's fields and in notes on a page is on the page.
func TestPDFFields(t *testing.T) {
	x := newPDFs(t)
	f := pdfOf("", "Name:")
	look := f.stream("/Type/XObject /Subtype/Form /BBox [0 0 200 20] /Resources <</Font <</F 3 0 R>>>>", "BT /F 12 Tf 2 5 Td (Ada Byron) Tj ET")
	f.objects[pdfFirstPage-1] = strings.Replace(f.objects[pdfFirstPage-1], "/Type/Page",
		fmt.Sprintf("/Type/Page /Annots [<</Type/Annot /Subtype/FreeText /Rect [200 760 400 780] /F 4 /AP <</N %d 0 R>>>>]", look), 1)
	document, err := readWith(t, x, "form.pdf", f.bytes())
	if err != nil || !strings.Contains(document.Text, "Name:") || !strings.Contains(document.Text, "Ada Byron") {
		t.Errorf("got %q (%v), want the field with what is in it", document.Text, err)
	}
}

// What is written in a note or in a form's field is found where the file does not draw it, and once where it does.
func TestPDFNotesWithoutAppearance(t *testing.T) {
	x := newPDFs(t)
	for _, note := range []struct{ name, entries, look, want string }{
		{"a note", "/Subtype/FreeText /Contents (Ask Ada first)", "", "Ask Ada first"},
		{"a note of several lines", "/Subtype/FreeText /DA (/Helv 4 Tf 0 g) /Contents (Ask Ada\\rand Grace)", "", "Ask Ada\nand Grace"},
		{"a note in another script", "/Subtype/FreeText /Contents <FEFF0421043F0440043E04410438>", "", "Спроси"},
		{"a field", "/Subtype/Widget /FT/Tx /T (name) /V (Byron)", "", "Byron"},
		{"a field whose look is left to the reader", "/Subtype/Widget /FT/Tx /T (name) /V (Byron)", "/Tx BMC EMC", "Byron"},
		{"a field that is drawn", "/Subtype/Widget /FT/Tx /T (name) /V (Byron)", "BT /F 12 Tf 2 5 Td (Byron) Tj ET", "Byron"},
		{"a hidden note", "/Subtype/FreeText /F 2 /Contents (Ask Ada first)", "", ""},
		{"a password", "/Subtype/Widget /FT/Tx /Ff 8192 /T (password) /V (Byron)", "", ""},
		{"a box that is ticked", "/Subtype/Widget /FT/Btn /T (box) /V/Yes", "", ""},
		{"a note that stands nowhere", "/Subtype/FreeText /Rect [9 9 9 9] /Contents (Ask Ada first)", "", ""},
	} {
		t.Run(note.name, func(t *testing.T) {
			f := pdfOf("", "Name:")
			entries := note.entries
			if !strings.Contains(entries, "/Rect") {
				entries += " /Rect [200 600 400 640]"
			}
			if note.look != "" {
				look := f.stream("/Type/XObject /Subtype/Form /BBox [0 0 200 20] /Resources <</Font <</F 3 0 R>>>>", note.look)
				entries += fmt.Sprintf(" /AP <</N %d 0 R>>", look)
			}
			f.objects[pdfFirstPage-1] = strings.Replace(f.objects[pdfFirstPage-1], "/Type/Page", "/Type/Page /Annots [<</Type/Annot "+entries+">>]", 1)
			document, err := readWith(t, x, "form.pdf", f.bytes())
			if want := strings.TrimSpace("Name:\n" + note.want); err != nil || document.Text != want {
				t.Fatalf("got %q (%v), want %q", document.Text, err, want)
			}
			if note.want == "" {
				return
			}
			start := strings.Index(document.Text, note.want)
			drawn := drawPage(t, x, pdfPath(t, f.bytes()), extract.PageView{Page: 1, Width: 595, Start: start, End: len(document.Text)})
			for _, b := range drawn.Boxes {
				if !b.In(image.Rect(195, 842-645, 405, 842-595)) {
					t.Errorf("its words stand in %v, want within the note", b)
				}
			}
			if len(drawn.Boxes) == 0 {
				t.Error("its words are nowhere on the page")
			}
		})
	}
}

// A page with a note on it is as large as without, wherever the file says how large it is, and has all its words.
func TestPDFFieldsLeaveThePage(t *testing.T) {
	x := newPDFs(t)
	for _, boxes := range []struct{ name, ofAll, own string }{
		{"of all pages", "/MediaBox [0 0 595 842]", ""},
		{"of all pages, of which a part is shown", "/MediaBox [0 0 595 842] /CropBox [20 30 575 835]", ""},
		{"its own", "/MediaBox [0 0 100 100]", "/MediaBox [0 0 595 842]"},
		{"its own, of which all show a part", "/CropBox [20 30 575 835]", "/MediaBox [0 0 595 842]"},
		{"of all pages, of which it shows a part", "/MediaBox [0 0 595 842]", "/CropBox [20 30 575 835]"},
	} {
		t.Run(boxes.name, func(t *testing.T) {
			draw := func(notes string) extract.PageImage {
				f := pdfOf("", "words at the top")
				f.objects[pdfPages-1] = strings.Replace(f.objects[pdfPages-1], "/MediaBox [0 0 595 842]", boxes.ofAll, 1)
				f.objects[pdfFirstPage-1] = strings.Replace(f.objects[pdfFirstPage-1], "/Type/Page", "/Type/Page "+boxes.own+notes, 1)
				f.objects[pdfFirstPage] = strings.Replace(f.objects[pdfFirstPage], "72 770 Td", "72 815 Td", 1)
				return drawPage(t, x, pdfPath(t, f.bytes()), extract.PageView{Page: 1, Width: 200, Start: 0, End: 5})
			}
			want, got := draw(""), draw(" /Annots [<</Type/Annot /Subtype/FreeText /Rect [100 100 200 120] /F 4>>]")
			if want.Text != "words at the top" || got.Text != want.Text {
				t.Errorf("its words are %q, without the note %q", got.Text, want.Text)
			}
			if got.Image.Rect != want.Image.Rect || !reflect.DeepEqual(got.Boxes, want.Boxes) {
				t.Errorf("it is drawn as %v with boxes %v, without the note as %v with %v", got.Image.Rect, got.Boxes, want.Image.Rect, want.Boxes)
			}
		})
	}
}

func TestPDFEncryption(t *testing.T) {
	x := newPDFs(t)
	owned := pdfOf("", "Everybody may read this.")
	owned.encrypt("", "owner")
	document, err := readWith(t, x, "a.pdf", owned.bytes())
	if err != nil || document.Text != "Everybody may read this." {
		t.Errorf("with an owner's password: got %q (%v), want its text", document.Text, err)
	}
	locked := pdfOf("", "Nobody may read this.")
	locked.encrypt("user", "owner")
	_, err = readWith(t, x, "a.pdf", locked.bytes())
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code.Class() != doc.Encrypted || refusal.Code != doc.CodeLocked {
		t.Errorf("with a user's password: got %v, want a refusal as encrypted", err)
	}
	if !refusal.Has(doc.CodeLocked) {
		t.Errorf("%q does not say that a password opens it", refusal.Outcome.String())
	}
}

// A password opens a PDF, one within another file too, and its pages; others that are tried with it do no harm.
func TestPDFPassword(t *testing.T) {
	locked := pdfOf("", "Only some may read this.")
	locked.encrypt("user", "owner")
	path := pdfPath(t, locked.bytes())
	archive := filepath.Join(t.TempDir(), "letters.zip")
	if err := os.WriteFile(archive, zipOf(t, map[string]string{"a.pdf": string(locked.bytes()), "b.txt": "A note."}), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FOOTNOTE_TEST_CACHE", cacheDir(t))
	readers := map[string]interface {
		File(ctx context.Context, path string, passwords ...string) (extract.Document, error)
		Page(ctx context.Context, path string, view extract.PageView, passwords ...string) (extract.PageImage, error)
	}{"extractor": newPDFs(t), "pool": pool(t, 1, "serve")}
	for name, x := range readers {
		t.Run(name, func(t *testing.T) {
			for _, passwords := range [][]string{{"user"}, {"owner"}, {"", "wrong", "user"}} {
				document, err := x.File(t.Context(), path, passwords...)
				if err != nil || document.Text != "Only some may read this." {
					t.Errorf("with %q: got %q (%v), want its text", passwords, document.Text, err)
				}
				drawn, err := x.Page(t.Context(), path, extract.PageView{Page: 1, Width: 100}, passwords...)
				if err != nil || drawn.Text != "Only some may read this." {
					t.Errorf("with %q: its page has %q (%v)", passwords, drawn.Text, err)
				}
			}
			document, err := x.File(t.Context(), archive, "user")
			if err != nil || !strings.Contains(document.Text, "Only some may read this.") {
				t.Errorf("within an archive: got %q (%v)", document.Text, err)
			}
			if document, err = x.File(t.Context(), archive, "wrong"); err != nil || !document.Notes.Has(doc.CodeLocked) {
				t.Errorf("within an archive, with another: the note is %q (%v)", document.Notes, err)
			}
			var refusal *doc.Refusal
			if _, err := x.File(t.Context(), path, "wrong"); !errors.As(err, &refusal) || !refusal.Has(doc.CodeLocked) {
				t.Errorf("with another: got %v, want a refusal", err)
			}
		})
	}
}

func TestPDFRefusals(t *testing.T) {
	withoutTools(t)
	x := newPDFs(t)
	whole := pdfOf("", "words").bytes()
	scan := pdfOf("", "")
	image := scan.stream("/Type/XObject /Subtype/Image /Width 1 /Height 1 /ColorSpace/DeviceGray /BitsPerComponent 8", "\x00")
	scan.objects[pdfFirstPage] = "<</Length 18>>\nstream\n500 0 0 800 0 0 cm /I Do\nendstream"
	scan.objects[pdfPages-1] = strings.Replace(scan.objects[pdfPages-1], "/Font", fmt.Sprintf("/XObject <</I %d 0 R>> /Font", image), 1)
	tests := []struct {
		name   string
		data   []byte
		reason doc.Class
	}{
		{"blank", pdfOf("", "").bytes(), doc.Empty},
		{"a scan", scan.bytes(), doc.Scan},
		{"no pages", pdfOf("").bytes(), doc.Damaged},
		{"only a beginning", whole[:60], doc.Damaged},
		{"noise by its name a PDF", bytes.Repeat([]byte{1, 2, 250}, 500), doc.Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readWith(t, x, "a.pdf", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
				t.Errorf("got %v, want a refusal as %s", err, tt.reason)
			}
		})
	}
}

// A file whose table of contents is lost is read all the same, and a page that is not there is noted.
func TestPDFDamagedInPart(t *testing.T) {
	x := newPDFs(t)
	whole := pdfOf("", "first words", "second words").bytes()
	table := bytes.Index(whole, []byte("xref\n0"))
	noTable := append(whole[:table:table], whole[bytes.Index(whole, []byte("trailer")):]...)
	if document, err := readWith(t, x, "a.pdf", noTable); err != nil || document.Text != "first words\n\nsecond words" {
		t.Errorf("without its table: got %q (%v)", document.Text, err)
	}
	f := pdfOf("", "first words", "second words")
	f.objects[pdfFirstPage+2-1] = "null"
	document, err := readWith(t, x, "a.pdf", f.bytes())
	if err != nil || document.Text != "first words" || !strings.Contains(document.Notes.String(), "damaged-page(2)") {
		t.Errorf("without its second page: got %q, note %q (%v)", document.Text, document.Notes, err)
	}
}

// endless returns a PDF whose one page would take years to draw: each of its forms draws the next one many times.
func endless() []byte {
	f := pdfOf("", "x")
	const depth, times = 12, 40
	for i := range depth {
		next := len(f.objects) + 2
		resources := fmt.Sprintf("/Resources <</Font <</F 3 0 R>> /XObject <</X %d 0 R>>>>", next)
		content := strings.Repeat("/X Do ", times)
		if i == depth-1 {
			resources, content = "/Resources <</Font <</F 3 0 R>>>>", "BT /F 9 Tf (x) Tj ET"
		}
		f.stream("/Type/XObject /Subtype/Form /BBox [0 0 595 842] "+resources, content)
	}
	f.objects[pdfPages-1] = strings.Replace(f.objects[pdfPages-1], "/Font", fmt.Sprintf("/XObject <</X %d 0 R>> /Font", pdfFirstPage+2), 1)
	f.objects[pdfFirstPage] = "<</Length 5>>\nstream\n/X Do\nendstream"
	return f.bytes()
}

// A file that takes too long is stopped in the middle of a page, and what comes after it is read.
func TestPDFStopped(t *testing.T) {
	x := newPDFs(t)
	if _, err := readWith(t, x, "a.pdf", pdfOf("", "words").bytes()); err != nil {
		t.Fatal(err) // now it is compiled, and the time below is that of the file
	}
	slow := endless()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if _, err := x.Reader(ctx, "slow.pdf", bytes.NewReader(slow), int64(len(slow))); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v, want it stopped at the deadline", err)
			}
		})
	}
	all.Wait()
	if document, err := readWith(t, x, "a.pdf", pdfOf("", "words").bytes()); err != nil || document.Text != "words" {
		t.Errorf("the file after it: got %q (%v)", document.Text, err)
	}
}

// Close ends what is being read.
func TestCloseEndsReading(t *testing.T) {
	x := extract.New(cacheDir(t))
	if _, err := readWith(t, x, "a.pdf", pdfOf("", "words").bytes()); err != nil {
		t.Fatal(err)
	}
	slow := endless()
	began, done := make(chan struct{}), make(chan error)
	go func() {
		_, err := x.Reader(t.Context(), "slow.pdf", readerThatTells{bytes.NewReader(slow), sync.OnceFunc(func() { close(began) })}, int64(len(slow)))
		done <- err
	}()
	<-began
	if err := x.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	var refusal *doc.Refusal
	if err := <-done; !errors.As(err, &refusal) {
		t.Errorf("got %v, want a refusal", err)
	}
	if _, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(slow), int64(len(slow))); !errors.As(err, &refusal) {
		t.Errorf("after closing: got %v, want a refusal", err)
	}
}

// A readerThatTells tells when it is read.
type readerThatTells struct {
	*bytes.Reader
	tell func()
}

func (r readerThatTells) ReadAt(p []byte, at int64) (int, error) {
	r.tell()
	return r.Reader.ReadAt(p, at)
}

// Files that are read at the same time do not disturb each other.
func TestPDFConcurrently(t *testing.T) {
	x := newPDFs(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			words := fmt.Sprintf("file number %d", i)
			data := pdfOf("", words, words).bytes()
			document, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(data), int64(len(data)))
			if err != nil || document.Text != words+"\n\n"+words {
				t.Errorf("file %d: got %q (%v)", i, document.Text, err)
			}
		})
	}
	all.Wait()
}
