package office97

import (
	"context"

	"footnote/index/doc"
	"footnote/index/extract/figures"
	"footnote/index/extract/office"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An XLS file (MS-XLS) is a compound file. Its stream "Workbook", in Excel 95 "Book", is records: the kind in two bytes, the length in
// two, and the content. Records of the kind CONTINUE continue content that is too long. The reader uses:
//
//	BOF … EOF     the workbook: code page, first day of dates, styles and formats of numbers, the sheets, the words of cells (SST)
//	BOF … EOF     each sheet: its cells, and the remarks on them. A chart on it is such a part within this one
//
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-xls
const (
	recordFormula   = 0x0006
	recordEnd       = 0x000a
	recordNote      = 0x001c
	record1904      = 0x0022
	recordPassword  = 0x002f
	recordFont      = 0x0031
	recordContinue  = 0x003c
	recordCodePage  = 0x0042
	recordObject    = 0x005d
	recordSheet     = 0x0085
	recordNumbers   = 0x00bd
	recordRichWords = 0x00d6
	recordStyle     = 0x00e0
	recordShared    = 0x00fc
	recordSharedIs  = 0x00fd // a cell with a shared string
	recordText      = 0x01b6 // of an object
	recordExtent    = 0x0200
	recordNumber    = 0x0203
	recordWords     = 0x0204
	recordTruth     = 0x0205 // or an error
	recordResult    = 0x0207 // the text that the formula before it gave
	recordPacked    = 0x027e // a number
	recordFormat    = 0x041e
	recordBegin     = 0x0809

	excel95 = 0x0500
	excel97 = 0x0600
)

// ReadXLS reads an Excel workbook.
func ReadXLS(ctx context.Context, in reader.Input) (doc.Document, error) {
	f, err := open(in)
	if err != nil {
		return doc.Document{}, err
	}
	w := &workbook{ctx: ctx, data: f.stream("workbook"), formats: map[int]*figures.Format{}}
	if w.data.size() == 0 {
		w.data = f.stream("book")
	}
	begin, ok := w.record(0)
	if !ok {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, errNoStream)
	}
	version := u16(w.body(begin), 0)
	if begin.kind != recordBegin || version != excel95 && version != excel97 {
		return doc.Document{}, office.XLS.NeedsOffice()
	}
	w.old = version == excel95
	if err := w.readGlobals(begin, in.Passwords); err != nil {
		return doc.Document{}, err
	}
	seen := map[int64]bool{}
	for _, s := range w.sheets {
		if !seen[s.at] && !w.Full {
			seen[s.at] = true
			w.readSheet(s)
		}
	}
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	return w.result(f.summary())
}

// A workbook is a workbook being read.
type workbook struct {
	prose.Rows
	ctx     context.Context
	data    *store
	cipher  func(p []byte, at int64, size int) // decrypts content of a record of a size; nil if nothing is encrypted
	old     bool                               // Excel 95: words of one byte a character
	page    int                                // code page of these
	in1904  bool
	sheets  []sheet
	formats map[int]*figures.Format // by number
	styles  []int                   // the number of each style's format
	strings office.SharedStrings
	crowded bool // a sheet has more than maxCells
	broken  bool
}

// A sheet is a sheet's name and its place.
type sheet struct {
	name string
	at   int64
}

// A record is the place of a record, its kind and its size.
type record struct {
	kind, size int
	at         int64 // of its content
}

const recordHead = 4

// record reads the head of a record; ok is false behind the end.
func (w *workbook) record(at int64) (r record, ok bool) {
	head := w.data.bytes(at, recordHead)
	if len(head) < recordHead {
		return record{}, false
	}
	return record{u16(head, 0), u16(head, 2), at + recordHead}, true
}

// next returns the record after one.
func (w *workbook) next(r record) (record, bool) { return w.record(r.at + int64(r.size)) }

// body returns the content of a record. It is valid until the next read.
func (w *workbook) body(r record) []byte { return w.part(r, r.at, r.size) }

// part returns n bytes of the content of a record.
func (w *workbook) part(r record, at int64, n int) []byte {
	data := w.data.bytes(at, n)
	if w.cipher == nil || isPlain[r.kind] {
		return data
	}
	data = append([]byte(nil), data...)
	w.cipher(data, at, r.size)
	if r.kind == recordSheet && at == r.at { // the place of the sheet is not encrypted
		copy(data, w.data.bytes(at, min(n, 4)))
	}
	return data
}

// isPlain has the kinds of records that are not encrypted (MS-XLS 2.2.10).
var isPlain = map[int]bool{recordBegin: true, recordPassword: true, 0x00e1: true, 0x0138: true, 0x0194: true, 0x0195: true, 0x0196: true}

// readGlobals reads the first part of the workbook.
func (w *workbook) readGlobals(begin record, passwords []string) error {
	for r, ok := w.next(begin); ok && r.kind != recordEnd && w.ctx.Err() == nil; r, ok = w.next(r) {
		switch r.kind {
		case recordPassword:
			if err := w.unlock(w.data.copied(r.at, r.size), passwords); err != nil {
				return err
			}
		case recordCodePage:
			w.page = codePage(u16(w.body(r), 0))
		case recordFont:
			w.readFont(w.body(r))
		case record1904:
			w.in1904 = u16(w.body(r), 0) == 1
		case recordStyle:
			if len(w.styles) < maxCellStyles {
				w.styles = append(w.styles, u16(w.body(r), 2))
			}
		case recordFormat:
			w.readFormat(w.body(r))
		case recordSheet:
			w.addSheet(w.body(r))
		case recordShared:
			w.readShared(r)
		}
	}
	return nil
}

// codePage returns the number of a code page. Excel has its own numbers for two.
func codePage(said int) int {
	switch said {
	case 0x8000:
		return 10000
	case 0x8001:
		return 1252
	}
	return said
}

// readFont takes the code page of the first font that has one, unless the workbook states its own.
func (w *workbook) readFont(data []byte) {
	const charset = 12
	if w.old && w.page == 0 && len(data) > charset {
		w.page = office.CharsetPage(int(data[charset]))
	}
}

func (w *workbook) readFormat(data []byte) {
	if len(data) < 5 || len(w.formats) >= maxCellStyles {
		return
	}
	w.formats[u16(data, 0)] = figures.Parse(w.shortWords(data[2:], 2))
}

// addSheet adds a sheet. It leaves out what is no table, and sheets that are hidden so that only a program can show them again.
func (w *workbook) addSheet(data []byte) {
	const veryHidden, isTable = 2, 0
	if len(data) < 8 || data[4]&3 == veryHidden || data[5] != isTable || len(w.sheets) >= maxSheets {
		return
	}
	w.sheets = append(w.sheets, sheet{prose.PlainWords(w.shortWords(data[6:], 1)), int64(u32(data, 0))})
}

// result returns what was read.
func (w *workbook) result(summary summary) (doc.Document, error) {
	document := doc.Document{}
	document.Text, document.Places.Marks, document.Notes = w.Finish()
	switch {
	case w.broken && document.Text == "":
		return doc.Document{}, doc.Refuse(doc.CodeDamaged)
	case w.broken:
		document.Note(doc.Noted(doc.CodeBrokenOff))
	}
	if w.strings.Full || w.crowded {
		document.Note(doc.Noted(doc.CodeFirstCells, office.MaxSharedBytes>>20))
	}
	reader.State(&document, summary.Statement)
	return document, nil
}
