package office97

import (
	"cmp"
	"math"
	"slices"

	"footnote/index/extract/figures"
	"footnote/index/extract/prose"
)

// A cellAt is the place of a cell's record. Records come in any order, though Excel sorts them.
type cellAt struct {
	row, column uint16
	at          uint32 // of the record
}

func (c cellAt) compare(other cellAt) int {
	return cmp.Or(cmp.Compare(c.row, other.row), cmp.Compare(c.column, other.column))
}

// A page is what was found in a sheet before its cells are written.
type page struct {
	cells   []cellAt
	first   int // column that the sheet begins with
	remarks []remark
	texts   map[int]string // of objects, by their numbers
	object  int            // the last one that a record named
}

// A remark is a remark on a cell.
type remark struct {
	row, column int
	object      int // that has its words; -1 if words has them already
	words       string
}

func (r remark) compare(other remark) int {
	return cmp.Or(cmp.Compare(r.row, other.row), cmp.Compare(r.column, other.column))
}

// readSheet writes the rows of a sheet.
func (w *workbook) readSheet(s sheet) {
	begin, ok := w.record(s.at)
	if !ok || begin.kind != recordBegin {
		w.broken = true
		return
	}
	w.BeginSheet(s.name)
	p := &page{texts: map[int]string{}}
	ended := false
	for r, depth := begin, 0; ; {
		if r, ok = w.next(r); !ok || w.ctx.Err() != nil {
			break
		}
		if r.kind == recordBegin {
			depth++
		} else if r.kind == recordEnd {
			if depth--; depth < 0 {
				ended = true
				break
			}
		} else if depth == 0 {
			w.find(p, r)
		}
	}
	w.broken = w.broken || !ended
	if !slices.IsSortedFunc(p.cells, cellAt.compare) {
		slices.SortStableFunc(p.cells, cellAt.compare)
	}
	p.nameRemarks()
	w.writeCells(p)
}

// find handles a record of a sheet.
func (w *workbook) find(p *page, r record) {
	switch r.kind {
	case recordNumber, recordPacked, recordSharedIs, recordWords, recordRichWords, recordTruth, recordFormula, recordNumbers:
		w.findCells(p, r)
	case recordExtent:
		if data := w.body(r); w.old {
			p.first = u16(data, 4)
		} else {
			p.first = u16(data, 8)
		}
	case recordObject:
		const commonPart = 0x15
		if data := w.body(r); u16(data, 0) == commonPart {
			p.object = u16(data, 6)
		}
	case recordText:
		c := w.continued(r)
		if head := c.take(12); len(p.texts) < prose.MaxNotes && len(head) == 12 {
			c.skip(c.left)
			if flags := c.take(1); len(flags) == 1 {
				p.texts[p.object] = prose.OneLine(c.words(u16(head, 10), flags[0]))
			}
		}
	case recordNote:
		w.findRemark(p, w.body(r))
	}
}

// findCells finds the cells of a record.
func (w *workbook) findCells(p *page, r record) {
	head := w.part(r, r.at, 4)
	if len(head) < 4 || r.at > math.MaxUint32 {
		return
	}
	row, column, n := u16(head, 0), u16(head, 2), 1
	if r.kind == recordNumbers {
		n = (r.size - 6) / 6
	}
	for i := range n {
		if len(p.cells) >= maxCells {
			w.crowded = true
			return
		}
		p.cells = append(p.cells, cellAt{uint16(row), uint16(column + i), uint32(r.at - recordHead)})
	}
}

// findRemark finds a remark. Its words are in an object in Excel 97, and in the record in Excel 95.
func (w *workbook) findRemark(p *page, data []byte) {
	if len(data) < 8 || len(p.remarks) >= prose.MaxNotes {
		return
	}
	found := remark{row: u16(data, 0), column: u16(data, 2), object: u16(data, 6)}
	if w.old {
		words := w.oldWords(data[6:min(6+u16(data, 4), len(data))])
		const goesOn = 0xffff
		if n := len(p.remarks); found.row == goesOn && n > 0 {
			p.remarks[n-1].words += words
			return
		}
		found.object, found.words = -1, words
	}
	p.remarks = append(p.remarks, found)
}

// nameRemarks gives the remarks their words, and sorts them.
func (p *page) nameRemarks() {
	for i, r := range p.remarks {
		if r.object >= 0 {
			r.words = p.texts[r.object]
		}
		p.remarks[i].words = prose.OneLine(r.words)
	}
	p.remarks = slices.DeleteFunc(p.remarks, func(r remark) bool { return r.words == "" })
	slices.SortStableFunc(p.remarks, remark.compare)
}

// writeCells writes the cells, with the remarks on them after their values.
func (w *workbook) writeCells(p *page) {
	for i, c := range p.cells {
		if w.Full || w.ctx.Err() != nil {
			return
		}
		if i+1 < len(p.cells) && c.compare(p.cells[i+1]) == 0 { // the last one counts
			continue
		}
		row, column := int(c.row), int(c.column)
		w.writeRemarks(p, remark{row: row, column: column})
		words := w.value(c)
		for len(p.remarks) > 0 && p.remarks[0].row == row && p.remarks[0].column == column {
			words += " [" + p.remarks[0].words + "]"
			p.remarks = p.remarks[1:]
		}
		w.cell(p, row, column, words)
	}
	w.writeRemarks(p, remark{row: prose.MaxRows})
}

// writeRemarks writes the remarks on cells before a place, which have no values.
func (w *workbook) writeRemarks(p *page, before remark) {
	for len(p.remarks) > 0 && p.remarks[0].compare(before) < 0 && !w.Full && w.ctx.Err() == nil {
		r := p.remarks[0]
		words := ""
		for len(p.remarks) > 0 && p.remarks[0].compare(r) == 0 {
			words += " [" + p.remarks[0].words + "]"
			p.remarks = p.remarks[1:]
		}
		w.cell(p, r.row, r.column, words)
	}
}

func (w *workbook) cell(p *page, row, column int, words string) {
	if row+1 != w.Next {
		w.BeginRow(row + 1)
	}
	w.Add(column-p.first, words)
}

// value returns what a cell shows.
func (w *workbook) value(c cellAt) string {
	r, ok := w.record(int64(c.at))
	if !ok {
		return ""
	}
	data := w.body(r)
	style := u16(data, 4)
	switch r.kind {
	case recordNumber:
		return w.shown(float(data, 6), style)
	case recordPacked:
		return w.shown(packed(u32(data, 6)), style)
	case recordNumbers:
		at := 4 + 6*(int(c.column)-u16(data, 2))
		return w.shown(packed(u32(data, at+2)), u16(data, at))
	case recordSharedIs:
		return w.strings.At(u32(data, 6))
	case recordWords, recordRichWords:
		if w.old {
			return w.oldWords(data[min(8, len(data)):min(8+u16(data, 6), len(data))])
		}
		c := w.continued(r)
		c.skip(6)
		if head := c.take(3); len(head) == 3 {
			return c.words(u16(head, 0), head[2])
		}
	case recordTruth:
		if len(data) > 7 {
			return truth(data[6], data[7] == 1)
		}
	case recordFormula:
		return w.formula(r, data, style)
	}
	return ""
}

// formula returns the last result of a formula.
func (w *workbook) formula(r record, data []byte, style int) string {
	const isNumber, words, isTruth, isError = 0xffff, 0, 1, 2
	if len(data) < 14 {
		return ""
	}
	if u16(data, 12) != isNumber {
		return w.shown(float(data, 6), style)
	}
	switch data[6] {
	case isTruth, isError:
		return truth(data[8], data[6] == isError)
	case words:
		const between = 3 // records that may stand before the words: what formulas share
		for range between {
			if r, _ = w.next(r); r.kind == recordResult {
				return w.resultWords(r)
			}
		}
	}
	return ""
}

func (w *workbook) resultWords(r record) string {
	if w.old {
		data := w.body(r)
		return w.oldWords(data[min(2, len(data)):min(2+u16(data, 0), len(data))])
	}
	c := w.continued(r)
	if head := c.take(3); len(head) == 3 {
		return c.words(u16(head, 0), head[2])
	}
	return ""
}

// shown returns a number as its style shows it.
func (w *workbook) shown(n float64, style int) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return ""
	}
	number := 0
	if style < len(w.styles) {
		number = w.styles[style]
	}
	format, ok := w.formats[number]
	if !ok {
		format = figures.Builtin(number)
		w.formats[number] = format
	}
	return format.Show(n, w.in1904)
}

func float(data []byte, at int) float64 {
	if at+8 > len(data) {
		return 0
	}
	return math.Float64frombits(le.Uint64(data[at:]))
}

// packed unpacks a number of four bytes: the first 30 bits of a double, or an integer of 30 bits, perhaps times 100.
func packed(bits int) float64 {
	n := math.Float64frombits(uint64(bits&^3) << 32)
	if bits&2 != 0 {
		n = float64(int32(bits) >> 2)
	}
	if bits&1 != 0 {
		n /= 100
	}
	return n
}

// cellErrors are the errors of cells, by their numbers.
var cellErrors = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 0xf: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A"}

func truth(value byte, isError bool) string {
	switch {
	case isError:
		return cellErrors[value]
	case value == 0:
		return "FALSE"
	}
	return "TRUE"
}
