package extract

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A pdfPage is a page that is open, with its characters.
type pdfPage struct {
	page  references.FPDF_PAGE
	chars references.FPDF_TEXTPAGE
	list  []pdfChar // in PDFium's order
	text  string    // canonical
	from  []int32   // for each byte of text, the index in list of the character that it stands for
	lines []pdfTextLine
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
	caller, free, err := r.callerOf(p)
	if err != nil {
		return pdfPage{}, err
	}
	defer free()
	p.list = caller.list()
	p.write(inReadingOrder(caller.runsOf(p.list)))
	return p, caller.err
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
	if err := r.ownBoxes(request); err != nil {
		return page.Page, nil // as it is, without its notes
	}
	r.drawNotes(request, notes.Count)
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

// ownBoxes has a page say itself how large it is. What it has from all pages is not looked at where notes are drawn into it: it would be
// of some usual size then, and what stands beyond that would be gone.
func (r *pdfReader) ownBoxes(page requests.Page) error {
	box, err := r.session.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page}) // what is shown
	if err != nil {
		return err
	}
	// go-pdfium reads eight bytes at each of a request's four-byte numbers, so the last must not be the last of its memory.
	var media struct {
		requests.FPDFPage_SetMediaBox
		_ float32
	}
	var crop struct {
		requests.FPDFPage_SetCropBox
		_ float32
	}
	b := box.Rect
	media.FPDFPage_SetMediaBox = requests.FPDFPage_SetMediaBox{Page: page, Left: b.Left, Bottom: b.Bottom, Right: b.Right, Top: b.Top}
	crop.FPDFPage_SetCropBox = requests.FPDFPage_SetCropBox(media.FPDFPage_SetMediaBox)
	if _, err := r.session.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: page}); err != nil { // it has none of its own
		if _, err := r.session.FPDFPage_SetMediaBox(&media.FPDFPage_SetMediaBox); err != nil {
			return err
		}
	}
	_, err = r.session.FPDFPage_SetCropBox(&crop.FPDFPage_SetCropBox)
	return err
}

// write writes the text of a page's runs in the order in which they are read, line by line: the broken words broken as on the page,
// one space for what parts words, none at the end of a line.
func (p *pdfPage) write(runs []pdfRun) {
	var b []byte
	put := func(r rune, char int) {
		b = utf8.AppendRune(b, r)
		for len(p.from) < len(b) {
			p.from = append(p.from, int32(char))
		}
	}
	for i, run := range runs {
		switch {
		case i > 0 && run.follows(runs[i-1]):
			put(' ', run.from)
		case i > 0:
			put('\n', run.from)
			fallthrough
		default:
			p.lines = append(p.lines, pdfTextLine{start: len(b), v: run.v, size: run.size})
		}
		white := false
		for at := run.from; at < run.to; at++ {
			r := p.list[at].r
			switch {
			case p.list[at].isWhite():
				white = white || r != 0 // which is a character that is no more than a drawing
				continue
			case p.list[at].hyphen, r == softHyphen: // it is drawn
				r = '-'
			case utf16.IsSurrogate(r) && at+1 < run.to:
				at++
				r = utf16.DecodeRune(r, p.list[at].r)
			}
			if white {
				put(' ', at)
				white = false
			}
			put(r, at)
		}
		p.lines[len(p.lines)-1].end = len(b)
	}
	p.text = string(b)
}
