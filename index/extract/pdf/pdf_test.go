package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/ocr"
	"footnote/index/extract/pdf"
	"footnote/index/extract/reader"
)

func TestPDFText(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := extracttest.PDF("", "The rent is due on the first.\nNotice: three months (at least).", "", "Caf\xe9 \x80 5 \x96 end", "  last  \n")
	document, err := extracttest.ReadWith(t, x, "lease.pdf", f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if want := "The rent is due on the first.\nNotice: three months (at least).\n\nCafé € 5 – end\n\nlast"; document.Text != want {
		t.Errorf("got  %q\nwant %q", document.Text, want)
	}
	at := func(words string) int { return strings.Index(document.Text, words) }
	want := []doc.Mark{
		{Kind: doc.Page, Start: 0, Page: 1},
		{Kind: doc.Page, Start: at("\n\nCafé"), Page: 2},
		{Kind: doc.Page, Start: at("Café"), Page: 3},
		{Kind: doc.Page, Start: at("last"), Page: 4},
	}
	if !reflect.DeepEqual(document.Places.Marks, want) {
		t.Errorf("got  %+v\nwant %+v", document.Places.Marks, want)
	}
	if document.Kind != "pdf" || document.Notes != nil {
		t.Errorf("kind %q, note %q", document.Kind, document.Notes)
	}
}

func TestPDFPlaces(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := extracttest.PDF(`/PageLabels <</Nums [0 <</S/r>> 1 <</S/D /St 1>> 2 <</S/D /St 3>>]>> /Outlines 20 0 R`,
		"Contents", "intro\n1 Rent\nmoney\n1.1 Late rent\ninterest", "more")
	for len(f.Objects) < 19 {
		f.Add("null")
	}
	page := func(i int) int { return extracttest.PDFFirstPage + 2*i }
	f.Add("<</Type/Outlines /First 21 0 R /Last 24 0 R>>")
	f.Add("<</Title (Rent) /Parent 20 0 R /Dest [%d 0 R /Fit] /First 22 0 R /Last 22 0 R /Next 23 0 R>>", page(1))
	f.Add("<</Title (Late\\nrent) /Parent 21 0 R /A <</S/GoTo /D [%d 0 R /Fit]>>>>", page(1))
	f.Add("<</Title (Annex) /Parent 20 0 R /Dest [%d 0 R /Fit] /Prev 21 0 R /Next 24 0 R>>", page(2))
	f.Add("<</Title (Back) /Parent 20 0 R /Dest [%d 0 R /Fit] /Prev 23 0 R>>", page(0))
	f.Trailer = "/Info 25 0 R"
	f.Add("<</Title (The Lease) /Author (Ada)>>")
	document, err := extracttest.ReadWith(t, x, "lease.pdf", f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if document.Title != "The Lease" || document.Author != "Ada" {
		t.Errorf("title %q, author %q", document.Title, document.Author)
	}
	tests := []struct {
		words string
		want  doc.Place
	}{
		{"Contents", doc.Place{Page: 1, Label: "i"}},
		{"intro", doc.Place{Page: 2, Label: "1"}},
		{"money", doc.Place{Page: 2, Label: "1", Heading: []string{"Rent"}}},
		{"interest", doc.Place{Page: 2, Label: "1", Heading: []string{"Rent", "Late rent"}}},
		{"more", doc.Place{Page: 3, Heading: []string{"Annex"}}},
	}
	for _, tt := range tests {
		i := strings.Index(document.Text, tt.words)
		if got := document.Places.At(document.Text, i, i+len(tt.words)); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("place of %q: got %+v, want %+v", tt.words, got, tt.want)
		}
	}
}

func TestPDFTitles(t *testing.T) {
	x := extracttest.NewPDFs(t)
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
			f := extracttest.PDF("", tt.first+"\nand more.")
			f.Trailer = fmt.Sprintf("/Info %d 0 R", f.Add("<</Title (%s)>>", tt.stated))
			document, err := extracttest.ReadWith(t, x, "file.pdf", f.Bytes())
			if err != nil || document.Title != tt.want {
				t.Errorf("got %q (%v), want %q", document.Title, err, tt.want)
			}
		})
	}
}

// Text in form fields and notes is on the page.
func TestPDFFields(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := extracttest.PDF("", "Name:")
	look := f.Stream("/Type/XObject /Subtype/Form /BBox [0 0 200 20] /Resources <</Font <</F 3 0 R>>>>", "BT /F 12 Tf 2 5 Td (Ada Byron) Tj ET")
	f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page",
		fmt.Sprintf("/Type/Page /Annots [<</Type/Annot /Subtype/FreeText /Rect [200 760 400 780] /F 4 /AP <</N %d 0 R>>>>]", look), 1)
	document, err := extracttest.ReadWith(t, x, "form.pdf", f.Bytes())
	if err != nil || !strings.Contains(document.Text, "Name:") || !strings.Contains(document.Text, "Ada Byron") {
		t.Errorf("got %q (%v), want the field with what is in it", document.Text, err)
	}
}

// Text in a note or a form field is found if the file does not draw it, and only once if it does.
func TestPDFNotesWithoutAppearance(t *testing.T) {
	x := extracttest.NewPDFs(t)
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
			f := extracttest.PDF("", "Name:")
			entries := note.entries
			if !strings.Contains(entries, "/Rect") {
				entries += " /Rect [200 600 400 640]"
			}
			if note.look != "" {
				look := f.Stream("/Type/XObject /Subtype/Form /BBox [0 0 200 20] /Resources <</Font <</F 3 0 R>>>>", note.look)
				entries += fmt.Sprintf(" /AP <</N %d 0 R>>", look)
			}
			f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page /Annots [<</Type/Annot "+entries+">>]", 1)
			document, err := extracttest.ReadWith(t, x, "form.pdf", f.Bytes())
			if want := strings.TrimSpace("Name:\n" + note.want); err != nil || document.Text != want {
				t.Fatalf("got %q (%v), want %q", document.Text, err, want)
			}
			if note.want == "" {
				return
			}
			start := strings.Index(document.Text, note.want)
			drawn := extracttest.DrawPage(t, x, extracttest.PDFPath(t, f.Bytes()), reader.PageView{Page: 1, Width: 595, Start: start, End: len(document.Text)})
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

// A page with a note has its own size and all its words, wherever the file states the size.
func TestPDFFieldsLeaveThePage(t *testing.T) {
	x := extracttest.NewPDFs(t)
	for _, boxes := range []struct{ name, ofAll, own string }{
		{"of all pages", "/MediaBox [0 0 595 842]", ""},
		{"of all pages, of which a part is shown", "/MediaBox [0 0 595 842] /CropBox [20 30 575 835]", ""},
		{"its own", "/MediaBox [0 0 100 100]", "/MediaBox [0 0 595 842]"},
		{"its own, of which all show a part", "/CropBox [20 30 575 835]", "/MediaBox [0 0 595 842]"},
		{"of all pages, of which it shows a part", "/MediaBox [0 0 595 842]", "/CropBox [20 30 575 835]"},
	} {
		t.Run(boxes.name, func(t *testing.T) {
			draw := func(notes string) reader.PageImage {
				f := extracttest.PDF("", "words at the top")
				f.Objects[extracttest.PDFPages-1] = strings.Replace(f.Objects[extracttest.PDFPages-1], "/MediaBox [0 0 595 842]", boxes.ofAll, 1)
				f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page "+boxes.own+notes, 1)
				f.Objects[extracttest.PDFFirstPage] = strings.Replace(f.Objects[extracttest.PDFFirstPage], "72 770 Td", "72 815 Td", 1)
				return extracttest.DrawPage(t, x, extracttest.PDFPath(t, f.Bytes()), reader.PageView{Page: 1, Width: 200, Start: 0, End: 5})
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
	x := extracttest.NewPDFs(t)
	owned := extracttest.PDF("", "Everybody may read this.")
	owned.Encrypt("", "owner")
	document, err := extracttest.ReadWith(t, x, "a.pdf", owned.Bytes())
	if err != nil || document.Text != "Everybody may read this." {
		t.Errorf("with an owner's password: got %q (%v), want its text", document.Text, err)
	}
	locked := extracttest.PDF("", "Nobody may read this.")
	locked.Encrypt("user", "owner")
	_, err = extracttest.ReadWith(t, x, "a.pdf", locked.Bytes())
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code.Class() != doc.Encrypted || refusal.Code != doc.CodeLocked {
		t.Errorf("with a user's password: got %v, want a refusal as encrypted", err)
	}
	if !refusal.Has(doc.CodeLocked) {
		t.Errorf("%q does not say that a password opens it", refusal.Outcome.String())
	}
}

func TestPDFRefusals(t *testing.T) {
	extracttest.WithoutTools(t)
	x := extracttest.NewPDFs(t)
	whole := extracttest.PDF("", "words").Bytes()
	scan := extracttest.PDF("", "")
	image := scan.Stream("/Type/XObject /Subtype/Image /Width 1 /Height 1 /ColorSpace/DeviceGray /BitsPerComponent 8", "\x00")
	scan.Objects[extracttest.PDFFirstPage] = "<</Length 18>>\nstream\n500 0 0 800 0 0 cm /I Do\nendstream"
	scan.Objects[extracttest.PDFPages-1] = strings.Replace(scan.Objects[extracttest.PDFPages-1], "/Font", fmt.Sprintf("/XObject <</I %d 0 R>> /Font", image), 1)
	tests := []struct {
		name   string
		data   []byte
		reason doc.Class
	}{
		{"blank", extracttest.PDF("", "").Bytes(), doc.Empty},
		{"a scan", scan.Bytes(), doc.Scan},
		{"no pages", extracttest.PDF("").Bytes(), doc.Damaged},
		{"only a beginning", whole[:60], doc.Damaged},
		{"noise by its name a PDF", bytes.Repeat([]byte{1, 2, 250}, 500), doc.Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extracttest.ReadWith(t, x, "a.pdf", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
				t.Errorf("got %v, want a refusal as %s", err, tt.reason)
			}
		})
	}
}

// A file without a readable page tree is still read, and missing pages are noted.
func TestPDFDamagedInPart(t *testing.T) {
	x := extracttest.NewPDFs(t)
	whole := extracttest.PDF("", "first words", "second words").Bytes()
	table := bytes.Index(whole, []byte("xref\n0"))
	noTable := append(whole[:table:table], whole[bytes.Index(whole, []byte("trailer")):]...)
	if document, err := extracttest.ReadWith(t, x, "a.pdf", noTable); err != nil || document.Text != "first words\n\nsecond words" {
		t.Errorf("without its table: got %q (%v)", document.Text, err)
	}
	f := extracttest.PDF("", "first words", "second words")
	f.Objects[extracttest.PDFFirstPage+2-1] = "null"
	document, err := extracttest.ReadWith(t, x, "a.pdf", f.Bytes())
	if err != nil || document.Text != "first words" || !strings.Contains(document.Notes.String(), "damaged-page(2)") {
		t.Errorf("without its second page: got %q, note %q (%v)", document.Text, document.Notes, err)
	}
}

// endless returns a PDF whose last page would take years to read: each of its forms draws the next one many times.
func endless(before ...string) []byte {
	f := extracttest.PDF("", append(before, "x")...)
	last := extracttest.PDFFirstPage + 2*len(before)
	const depth, times = 12, 40
	for i := range depth {
		next := len(f.Objects) + 2
		resources := fmt.Sprintf("/Resources <</Font <</F 3 0 R>> /XObject <</X %d 0 R>>>>", next)
		content := strings.Repeat("/X Do ", times)
		if i == depth-1 {
			resources, content = "/Resources <</Font <</F 3 0 R>>>>", "BT /F 9 Tf (x) Tj ET"
		}
		f.Stream("/Type/XObject /Subtype/Form /BBox [0 0 595 842] "+resources, content)
	}
	f.Objects[extracttest.PDFPages-1] = strings.Replace(f.Objects[extracttest.PDFPages-1], "/Font", fmt.Sprintf("/XObject <</X %d 0 R>> /Font", last+2), 1)
	f.Objects[last] = "<</Length 5>>\nstream\n/X Do\nendstream"
	return f.Bytes()
}

// A file that takes too long is stopped in the middle of a page, and later files are read.
func TestPDFStopped(t *testing.T) {
	x := extracttest.NewPDFs(t)
	if _, err := extracttest.ReadWith(t, x, "a.pdf", extracttest.PDF("", "words").Bytes()); err != nil {
		t.Fatal(err) // PDFium is compiled now, so the time below is the file's
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
	if document, err := extracttest.ReadWith(t, x, "a.pdf", extracttest.PDF("", "words").Bytes()); err != nil || document.Text != "words" {
		t.Errorf("the file after it: got %q (%v)", document.Text, err)
	}
}

// A slow PDF gives the pages that were read in its time, with a note, also within another file; later ones get what is left of the time.
func TestSlowPDF(t *testing.T) {
	scans := ocr.New("")
	engine := pdf.New(extracttest.CacheDir(t), scans)
	t.Cleanup(func() { _ = engine.Close() })
	engine.Load()
	data := endless("The rent is due.", "It is late.")
	in := reader.Input{Name: "slow.pdf", Data: bytes.NewReader(data), Size: int64(len(data)), Allowance: reader.NewAllowance(int64(len(data)))}
	var document doc.Document
	var err error
	// A busy machine needs longer for the first pages. On a fast one, the last page soon takes all of PDFium's memory.
	for allowed := 250 * time.Millisecond; allowed < 10*time.Second && !strings.Contains(document.Text, "late"); allowed *= 2 {
		in.Allowance.Time = allowed
		document, err = engine.Read(t.Context(), in)
	}
	if err != nil || document.Text != "The rent is due.\n\nIt is late." || !document.Notes.Has(doc.CodeFirstPagesLate) || !document.Passing {
		t.Errorf("got %q, notes %v, passing %v (%v)", document.Text, document.Notes, document.Passing, err)
	}
	if in.Allowance.Time > 0 {
		t.Errorf("%v are left for the next", in.Allowance.Time)
	}
	if _, err := engine.Read(t.Context(), in); !errors.As(err, new(*doc.Refusal)) {
		t.Errorf("without time: %v", err)
	}
}

// Close ends reading.
func TestCloseEndsReading(t *testing.T) {
	x := extract.New(extracttest.CacheDir(t))
	if _, err := extracttest.ReadWith(t, x, "a.pdf", extracttest.PDF("", "words").Bytes()); err != nil {
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

// A readerThatTells signals when it is read.
type readerThatTells struct {
	*bytes.Reader
	tell func()
}

func (r readerThatTells) ReadAt(p []byte, at int64) (int, error) {
	r.tell()
	return r.Reader.ReadAt(p, at)
}

// Files that are read at the same time do not affect each other.
func TestPDFConcurrently(t *testing.T) {
	x := extracttest.NewPDFs(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			words := fmt.Sprintf("file number %d", i)
			data := extracttest.PDF("", words, words).Bytes()
			document, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(data), int64(len(data)))
			if err != nil || document.Text != words+"\n\n"+words {
				t.Errorf("file %d: got %q (%v)", i, document.Text, err)
			}
		})
	}
	all.Wait()
}
