package pdf

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/prose"
)

// A textPage is an open page with its characters.
type textPage struct {
	page  references.FPDF_PAGE
	cut   bool // it stated too large a size, and was shrunk
	chars references.FPDF_TEXTPAGE
	list  []character // in PDFium's order
	text  string      // canonical: what is drawn, and then the remarks
	from  []int32     // for each byte of what is drawn, the index of its character in list
	lines []textLine

	remarks []remark
}

// isBlank reports whether nothing is drawn on the page that PDFium knows for text.
func (p textPage) isBlank() bool { return len(p.from) == 0 }

func (p textPage) request() requests.Page { return requests.Page{ByReference: &p.page} }

// openPage opens page i. Reading and drawing both begin here, so that they find the same characters.
func (r *fileReader) openPage(i int) (textPage, error) {
	p, notes, err := r.loadPage(i)
	if err != nil {
		return textPage{}, err
	}
	text, err := r.session.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p.request()})
	if err != nil {
		return textPage{}, err
	}
	p.chars = text.TextPage
	caller, free, err := r.callerOf(p)
	if err != nil {
		return textPage{}, err
	}
	defer free()
	p.list = caller.list()
	runs := caller.runsOf(p.list)
	caller.raise(p.list, runs)
	p.write(inReadingOrder(runs))
	p.addRemarks(notes)
	return p, caller.err
}

func (r *fileReader) closePage(p textPage) error {
	if _, err := r.session.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.chars}); err != nil {
		return err
	}
	_, err := r.session.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.page})
	return err
}

// loadPage loads page i, shrunk to a bounded size, with its form fields and notes drawn into it: otherwise PDFium does not find their text.
func (r *fileReader) loadPage(i int) (p textPage, remarks []remark, err error) {
	load := &requests.FPDF_LoadPage{Document: r.file, Index: i}
	loaded, err := r.session.FPDF_LoadPage(load)
	if err != nil {
		return p, nil, err
	}
	p.page = loaded.Page
	again := func() error { // changes show from then on
		if _, err := r.session.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.page}); err != nil {
			return err
		}
		loaded, err := r.session.FPDF_LoadPage(load)
		if err == nil {
			p.page = loaded.Page
		}
		return err
	}
	if p.cut = r.boundPage(p.request()); p.cut {
		if err := again(); err != nil {
			return p, nil, err
		}
	}
	count, err := r.session.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.request()})
	if err != nil || count.Count == 0 {
		return p, nil, err
	}
	notes := r.readNotes(p.request(), count.Count)
	if !notes.drawn {
		return p, notes.remarks, nil
	}
	if err := r.ownBoxes(p.request()); err != nil {
		return p, notes.remarks, nil // as it is, without its notes
	}
	if _, err := r.session.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: p.request()}); err != nil {
		return p, notes.remarks, nil // the page itself can be read
	}
	return p, notes.remarks, again()
}

// ownBoxes gives a page a size of its own. Flattening ignores a size inherited from the page tree, and would cut the page to a default size.
func (r *fileReader) ownBoxes(page requests.Page) error {
	box, err := r.session.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page}) // what is shown
	if err != nil {
		return err
	}
	_, err = r.session.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: page})
	b := box.Rect
	return r.setBoxes(page, b.Left, b.Bottom, b.Right, b.Top, err != nil) // it may have none of its own
}

// setBoxes sets the crop box of a page, and if media says so, its media box.
func (r *fileReader) setBoxes(page requests.Page, left, bottom, right, top float32, media bool) error {
	// go-pdfium reads eight bytes at each of a request's four-byte numbers, so something must follow the last one in memory.
	var box struct {
		requests.FPDFPage_SetMediaBox
		_ float32
	}
	var crop struct {
		requests.FPDFPage_SetCropBox
		_ float32
	}
	box.FPDFPage_SetMediaBox = requests.FPDFPage_SetMediaBox{Page: page, Left: left, Bottom: bottom, Right: right, Top: top}
	crop.FPDFPage_SetCropBox = requests.FPDFPage_SetCropBox(box.FPDFPage_SetMediaBox)
	if media {
		if _, err := r.session.FPDFPage_SetMediaBox(&box.FPDFPage_SetMediaBox); err != nil {
			return err
		}
	}
	_, err := r.session.FPDFPage_SetCropBox(&crop.FPDFPage_SetCropBox)
	return err
}

// write writes the text of a page's runs in reading order, line by line. It keeps words broken as on the page, and writes one space between words and
// none at line ends.
func (p *textPage) write(runs []textRun) {
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
			p.lines = append(p.lines, textLine{start: len(b), v: run.v, size: run.size})
		}
		white := false
		for at := run.from; at < run.to; at++ {
			r := p.list[at].r
			switch {
			case p.list[at].isWhite():
				white = white || r != 0 // NUL is a character that is only drawn
				continue
			case p.list[at].hyphen, r == prose.SoftHyphen: // it is drawn
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
