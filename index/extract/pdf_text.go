package extract

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A pdfPage is a page that is open, with its characters.
type pdfPage struct {
	page  references.FPDF_PAGE
	chars references.FPDF_TEXTPAGE
	raw   string // its text as PDFium gives it
}

func (p pdfPage) request() requests.Page { return requests.Page{ByReference: &p.page} }

// openPage opens page i. Whoever reads a page or draws it begins here, so that both find the same characters.
func (r *pdfReader) openPage(i int) (pdfPage, error) {
	page, err := r.loadPage(i)
	if err != nil {
		return pdfPage{}, err
	}
	p := pdfPage{page: page}
	text, err := r.session.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p.request()})
	if err != nil {
		return pdfPage{}, err
	}
	p.chars = text.TextPage
	chars, err := r.session.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.chars})
	if err != nil || chars.Count == 0 {
		return p, err
	}
	got, err := r.session.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: p.chars, Count: chars.Count})
	if err != nil {
		return pdfPage{}, err
	}
	p.raw = got.Text
	return p, nil
}

func (r *pdfReader) closePage(p pdfPage) error {
	if _, err := r.session.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.chars}); err != nil {
		return err
	}
	_, err := r.session.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.page})
	return err
}

// loadPage loads page i with what stands in its form's fields and its notes as a part of the page: where they are not drawn into
// it, PDFium does not find their words.
func (r *pdfReader) loadPage(i int) (references.FPDF_PAGE, error) {
	load := &requests.FPDF_LoadPage{Document: r.file, Index: i}
	page, err := r.session.FPDF_LoadPage(load)
	if err != nil {
		return "", err
	}
	request := requests.Page{ByReference: &page.Page}
	notes, err := r.session.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: request})
	if err != nil || notes.Count == 0 {
		return page.Page, err
	}
	if _, err := r.session.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: request}); err != nil {
		return page.Page, nil // the page itself can be read
	}
	if _, err := r.session.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page}); err != nil {
		return "", err
	}
	if page, err = r.session.FPDF_LoadPage(load); err != nil { // what was drawn into it shows from now on
		return "", err
	}
	return page.Page, nil
}

// pdfLineHyphen is what PDFium puts for the hyphen of a word that goes on in the next line, together with the line's end.
const pdfLineHyphen = '\ufffe'

// pageText makes canonical text of PDFium's: the broken words broken as on the page, spaces for control characters, which is what
// fonts leave that do not say what their characters are, the one for spaces most often, and none at the end of a line. For each
// byte of the text, from has the number of the character of raw that it stands for, from 0.
func pageText(raw string) (text string, from []int32) {
	var b []byte
	write := func(s string, char int32) {
		b = append(b, s...)
		for range len(s) {
			from = append(from, char)
		}
	}
	line := 0 // where the present line of raw begins in b
	trim := func() {
		b = b[:line+len(bytes.TrimRightFunc(b[line:], unicode.IsSpace))]
		from = from[:len(b)]
	}
	char := int32(-1)
	cr := false
	for _, r := range raw {
		char++
		wasCR := cr
		cr = r == '\r'
		switch {
		case r == '\n' && wasCR: // the one line end of the two
		case r == '\n', r == '\r':
			trim()
			write("\n", char)
			line = len(b)
		case r == 0:
			write(replacement, char)
		case unicode.IsControl(r) && r != '\t', r == '\uffff':
			write(" ", char)
		case r == pdfLineHyphen:
			write("-\n", char)
		default:
			write(string(r), char)
		}
	}
	trim()
	whole := strings.TrimRightFunc(string(b), unicode.IsSpace)
	text = strings.TrimLeftFunc(whole, unicode.IsSpace)
	return text, from[len(whole)-len(text) : len(whole)]
}
