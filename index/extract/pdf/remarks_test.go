package pdf_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/reader"
)

// annotated returns a PDF of pages, the first of which has notes.
func annotated(f *extracttest.PDFFile, notes ...string) *extracttest.PDFFile {
	entry := "/Type/Page /Annots [<</Type/Annot " + strings.Join(notes, ">> <</Type/Annot ") + ">>]"
	f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", entry, 1)
	return f
}

// What people wrote beside a page is behind the page's text, and is cited on the page, at its place.
func TestPDFRemarks(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := annotated(extracttest.PDF("", "The rent is due.\nIt is 900 euros.", "The second page."),
		"/Subtype/Text /Rect [300 600 320 620] /T (Ada) /Contents (Is this\\rright?)",
		"/Subtype/Highlight /Rect [72 750 200 770] /QuadPoints [72 770 200 770 72 750 200 750] /T (Grace) /Contents (Too much)",
		"/Subtype/Highlight /Rect [72 750 200 770] /QuadPoints [72 770 200 770 72 750 200 750] /Contents (the rent  is due)", // a copy of what is highlighted
		"/Subtype/Popup /Rect [400 600 500 700] /Contents (Too much)",
		"/Subtype/Text /F 2 /Rect [300 500 320 520] /Contents (hidden)",
		"/Subtype/Text /Rect [300 500 320 520] /StateModel (Review) /State (Accepted) /Contents (Accepted set by Ada)",
		"/Subtype/Link /Rect [1 1 9 9] /Contents (a link)",
		"/Subtype/Square /Rect [300 400 320 420] /Subj (Box) /Contents (Look here)")
	document, err := extracttest.ReadWith(t, x, "lease.pdf", f.Bytes())
	const want = "The rent is due.\nIt is 900 euros.\n\n[Ada] Is this\nright?\n\n[Grace] Too much\n\n[Box] Look here\n\nThe second page."
	if err != nil || document.Text != want {
		t.Fatalf("got  %q (%v)\nwant %q", document.Text, err, want)
	}
	start := strings.Index(want, "[Ada]")
	end := start + len("[Ada] Is this\nright?")
	if place := document.Places.At(want, start, end); place.Page != 1 {
		t.Errorf("the remark is at %+v, want page 1", place)
	}
	drawn := extracttest.DrawPage(t, x, extracttest.PDFPath(t, f.Bytes()), reader.PageView{Page: 1, Width: 595, Start: start, End: end, Others: []doc.Span{{Start: 0, End: 16}}})
	if !strings.HasPrefix(want, drawn.Text) || len(drawn.Boxes) != 1 || !drawn.Boxes[0].In(image.Rect(295, 842-625, 325, 842-595)) {
		t.Errorf("it is shown in %v of the page of %q, want its icon", drawn.Boxes, drawn.Text)
	}
	if len(drawn.Others) != 1 || len(drawn.Others[0]) != 1 || drawn.Others[0][0].Max.Y > 842-750 {
		t.Errorf("the first line is shown in %v, want one box at the top", drawn.Others)
	}
}

// A file attached to a PDF, or to a place on a page, is a member.
func TestPDFAttachments(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := extracttest.PDF("", "See the attached files.")
	spec := func(name, content string) string {
		return fmt.Sprintf("<</Type/Filespec /F (%s) /UF (%s) /EF <</F %d 0 R>>>>", name, name, f.Stream("/Type/EmbeddedFile", content))
	}
	inner := extracttest.PDF("", "Words of the inner file.")
	f.Objects[extracttest.PDFCatalog-1] = strings.Replace(f.Objects[extracttest.PDFCatalog-1], "/Type/Catalog",
		"/Type/Catalog /Names <</EmbeddedFiles <</Names [(a) "+spec("costs.txt", "The heating costs 80 euros.")+" (b) "+spec("inner.pdf", string(inner.Bytes()))+
			" (c) "+spec("noise.bin", "\x00\x01\x02\x03\xff")+"]>>>>", 1)
	annotated(f, "/Subtype/FileAttachment /Rect [300 600 320 620] /Contents (the keys) /FS "+spec("keys.txt", "Three keys were handed over."))
	document, err := extracttest.ReadWith(t, x, "lease.pdf", f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]doc.Place{
		"See the attached": {Page: 1},
		"the keys":         {Page: 1},
		"The heating":      {Member: "costs.txt", Line: 1, EndLine: 1},
		"Words of the":     {Member: "inner.pdf", Page: 1},
		"Three keys":       {Member: "keys.txt", Line: 1, EndLine: 1},
	} {
		at := strings.Index(document.Text, words)
		if at < 0 {
			t.Errorf("%q is not in %q", words, document.Text)
		} else if got := document.Places.At(document.Text, at, at+1); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q is at %+v, want %+v", words, got, want)
		}
	}
	if document.Kind != "pdf" || !document.Notes.Has(doc.CodeAttachmentsUnread) {
		t.Errorf("kind %q, notes %v; want a note on the file that is not read", document.Kind, document.Notes)
	}
}

// A portfolio without words of its own is read for the files in it.
func TestPDFOfAttachmentsAlone(t *testing.T) {
	x := extracttest.NewPDFs(t)
	f := extracttest.PDF("", "")
	annotated(f, fmt.Sprintf("/Subtype/FileAttachment /Rect [300 600 320 620] /FS <</Type/Filespec /F (keys.txt) /EF <</F %d 0 R>>>>", f.Stream("", "Three keys.")))
	document, err := extracttest.ReadWith(t, x, "lease.pdf", f.Bytes())
	if err != nil || document.Text != "Three keys." || document.Places.At(document.Text, 0, 5).Member != "keys.txt" {
		t.Errorf("got %q with %+v (%v), want the attached file", document.Text, document.Places, err)
	}
}
