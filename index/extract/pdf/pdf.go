// Package pdf reads and draws PDFs with PDFium, which runs as a WebAssembly program, so that a file can only harm that program's memory.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/enums"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// Read reads a PDF page by page. The canonical text is the pages' text in reading order, line by line, with an empty line between pages, and then
// that of the files attached to it. A page without text still has a mark.
func (e *Engine) Read(ctx context.Context, in reader.Input) (doc.Document, error) {
	if in.Size > maxFileBytes {
		return doc.Document{}, doc.Refuse(doc.CodeTooLarge, maxFileBytes>>20)
	}
	r := &fileReader{engine: e, in: in, whole: true}
	document, err := r.read(ctx)
	if ctx.Err() != nil {
		return doc.Document{}, ctx.Err()
	}
	document = in.Embedding(ctx, document, r.members(), doc.CodeAttachmentsUnread)
	if err != nil && strings.TrimSpace(document.Text) == "" {
		return doc.Document{}, err
	}
	return document, nil
}

// read reads the pages.
func (r *fileReader) read(ctx context.Context) (doc.Document, error) {
	e, in := r.engine, r.in
	end, err := e.begin(ctx)
	if err != nil {
		return doc.Document{}, err
	}
	defer end()
	limit := min(reader.TimeFor(in.Size), in.Allowance.Time)
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	began := time.Now()
	err = r.readAll(timed)
	late := timed.Err() != nil
	in.Allowance.Time -= time.Since(began)
	if err == nil {
		err = r.readScans(ctx)
	}
	r.giveBack()
	switch {
	case ctx.Err() != nil:
		return doc.Document{}, ctx.Err()
	case e.living.Err() != nil:
		return doc.Document{}, doc.RefuseErr(doc.CodeClosed, tool.ErrClosed)
	case late && r.text.Len() == 0:
		return doc.Document{}, doc.Refuse(doc.CodeTimedOut, reader.Seconds(limit))
	case late:
		r.passing = true
		r.cut = doc.Noted(doc.CodeFirstPagesLate, len(r.pages), reader.Seconds(limit))
	case err != nil:
		return doc.Document{}, err
	}
	return r.document()
}

// A fileReader reads a file.
type fileReader struct {
	engine  *Engine
	in      reader.Input
	whole   bool  // the whole file is read, not one page
	session *loan // nil for none
	file    references.FPDF_DOCUMENT

	text    strings.Builder
	pages   []doc.Mark
	margins []margins  // by page
	outline []doc.Mark // headings in the order of the outline, without Start
	title   string
	author  string
	dates   []string
	count   int // by page

	scans     []int // indexes of pages with pictures but no text
	unread    int   // how many of them are still unread
	failed    []int // pages that could not be read, from 1
	attached  []attachedFile
	notesLeft bool      // some notes of a page were left out
	cut       doc.Notes // why pages are missing at the end

	passing bool // the missing pages may be read another time
}

// open opens the file in an instance of its own.
func (r *fileReader) open(ctx context.Context) error {
	r.giveBack()
	session, err := r.engine.session(ctx)
	if err != nil {
		return err
	}
	r.session = session
	opened, err := r.unlock(nil)
	for i := 0; errors.Is(err, pdfium_errors.ErrPassword) && i < len(r.in.Passwords); i++ {
		opened, err = r.unlock(&r.in.Passwords[i])
	}
	switch {
	case errors.Is(err, pdfium_errors.ErrPassword):
		return doc.RefuseErr(doc.CodeLocked, err)
	case errors.Is(err, pdfium_errors.ErrSecurity):
		return doc.RefuseErr(doc.CodeEncryption, err)
	case err != nil:
		return doc.RefuseErr(doc.CodeCutShort, err)
	}
	r.file = opened.Document
	return nil
}

// unlock opens the file with a password, or with none.
func (r *fileReader) unlock(password *string) (*responses.OpenDocument, error) {
	return r.session.OpenDocument(&requests.OpenDocument{
		FileReader:     r.in.Stream(),
		FileReaderSize: r.in.Size,
		Password:       password,
	})
}

func (r *fileReader) giveBack() {
	if r.session != nil {
		r.session.giveBack()
		r.session = nil
	}
}

func (r *fileReader) readAll(ctx context.Context) error {
	if err := r.open(ctx); err != nil {
		return err
	}
	pages, err := r.session.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.file})
	if err != nil {
		return doc.RefuseErr(doc.CodeNoPages, err)
	}
	r.count = pages.PageCount
	r.title, r.author = r.property("Title"), r.property("Author")
	r.dates = []string{r.property("CreationDate"), r.property("ModDate")}
	r.readOutline()
	r.readAttached()
	return r.readPages(ctx)
}

// readPages reads the pages in order. It leaves out a page that breaks its instance, and continues in a new one.
func (r *fileReader) readPages(ctx context.Context) error {
	const patience = 8 // broken instances
	broken := 0
	for i := 0; i < r.count; i++ {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case i == maxPages || r.text.Len() >= prose.MaxTextBytes:
			r.cut = doc.Noted(doc.CodeFirstPages, i)
			return nil
		}
		page, err := r.readPage(i)
		if err == nil {
			r.addPage(i, page)
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.failed = append(r.failed, i+1)
		r.addPage(i, textPage{})
		if errors.Is(err, pdfium_errors.ErrPage) {
			continue
		}
		if broken++; broken > patience {
			r.cut = doc.Noted(doc.CodeFirstPagesDamaged, i)
			return nil
		}
		if err := r.open(ctx); err != nil {
			return err
		}
	}
	return nil
}

// addPage appends the text of a page.
func (r *fileReader) addPage(i int, page textPage) {
	m := doc.Mark{Kind: doc.Page, Page: i + 1, Label: r.label(i)}
	r.appendPage(m, page.text)
	r.margins = append(r.margins, marginsOf(page, r.pages[i].Start))
}

// appendPage appends the text of a page with its mark.
func (r *fileReader) appendPage(m doc.Mark, text string) {
	if text != "" && r.text.Len() > 0 {
		r.text.WriteString("\n\n")
	}
	m.Start = r.text.Len()
	r.pages = append(r.pages, m)
	r.text.WriteString(text)
}

// label returns a page's label, if it is not the page's number.
func (r *fileReader) label(i int) string {
	label, err := r.session.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: r.file, Page: i})
	if err != nil { // which is how it says that there is none
		return ""
	}
	words := prose.PlainWords(label.Label)
	if words == fmt.Sprint(i+1) {
		return ""
	}
	return words
}

// readPage reads page i.
func (r *fileReader) readPage(i int) (textPage, error) {
	page, err := r.openPage(i)
	if err != nil {
		return textPage{}, err
	}
	if page.isBlank() && r.hasPicture(page.request()) {
		r.scans = append(r.scans, i)
		r.unread++
	}
	return page, r.closePage(page)
}

// hasPicture reports whether a page has a picture, which may show text.
func (r *fileReader) hasPicture(page requests.Page) bool {
	const enough = 200 // objects; a scan's picture is among the first
	objects, err := r.session.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false
	}
	for i := range min(objects.Count, enough) {
		object, err := r.session.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false
		}
		kind, err := r.session.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return false
		}
		if kind.Type == enums.FPDF_PAGEOBJ_IMAGE || kind.Type == enums.FPDF_PAGEOBJ_FORM { // a form may hold one
			return true
		}
	}
	return false
}

// document makes the document of what was read. If there is no text, the error says why.
func (r *fileReader) document() (doc.Document, error) {
	text := r.text.String()
	document := doc.Document{Notes: slices.Concat(r.cut, r.damage(), r.unnoted(), r.scanned()), Passing: r.passing || r.unread > 0 && r.engine.ocr.Installed()}
	reader.State(&document, reader.Statement{Title: titleOf(r.title, text), Author: r.author, Dates: r.dates})
	if strings.TrimSpace(text) == "" {
		return document, r.withoutText()
	}
	text, cut := prose.CutText(text, prose.MaxTextBytes)
	document.Text = text
	document.Note(cut)
	for _, m := range append(r.pages, placeOutline(r.outline, r.pages, text)...) {
		if m.Start <= len(text) {
			document.Places.Marks = append(document.Places.Marks, m)
		}
	}
	document.Places.Sort()
	document.Skip = slices.DeleteFunc(furniture(r.margins), func(s doc.Span) bool { return s.End > len(text) })
	return document, nil
}

// withoutText returns why there is no text.
func (r *fileReader) withoutText() *doc.Refusal {
	switch {
	case r.unread > 0 && !r.engine.ocr.Installed():
		return doc.Refuse(doc.CodeScan)
	case r.unread > 0:
		refusal := doc.Refuse(doc.CodeScanFailed)
		refusal.Passing = true
		return refusal
	case len(r.scans) > 0:
		return doc.Refuse(doc.CodeNoWordsPictured)
	case len(r.failed) > 0 || r.count == 0:
		return doc.Refuse(doc.CodeNoPages)
	}
	return doc.Refuse(doc.CodeNoWords)
}

func (r *fileReader) damage() doc.Notes {
	switch n := len(r.failed); {
	case n == 0:
		return nil
	case n == 1:
		return doc.Noted(doc.CodeDamagedPage, r.failed[0])
	default:
		return doc.Noted(doc.CodeDamagedPages, r.failed[0], n-1)
	}
}

func (r *fileReader) unnoted() doc.Notes {
	if !r.notesLeft {
		return nil
	}
	return doc.Noted(doc.CodeSomeNotes)
}

func (r *fileReader) scanned() doc.Notes {
	switch {
	case r.unread == 0:
		return nil
	case !r.engine.ocr.Installed():
		return doc.Noted(doc.CodePagesPictured, r.unread, r.count)
	}
	return doc.Noted(doc.CodePagesUnread, r.unread, r.count)
}
