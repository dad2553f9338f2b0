package extract

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"
)

// A cellRemark is what somebody remarked on a cell.
type cellRemark struct {
	row, column int // from 1, from 0
	words       string
}

// remarks reads the remarks on a sheet's cells, in the order of the cells. Newer ones, which are threads of several, stand in a part
// of their own; the older kind holds them, too, but as one text with words of the program's.
func (d zipParts) remarks(sheet string) []cellRemark {
	threaded, plain := "", ""
	for _, r := range d.relations(sheet) {
		switch r.kind {
		case "threadedComment":
			threaded = r.target
		case "comments":
			plain = r.target
		}
	}
	found := d.remarksOf(threaded)
	for _, r := range d.remarksOf(plain) {
		if !slices.ContainsFunc(found, func(t cellRemark) bool { return t.row == r.row && t.column == r.column }) {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b cellRemark) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	return found
}

// remarksOf reads the remarks of one part, as far as it can be read.
func (d zipParts) remarksOf(part string) []cellRemark {
	var found []cellRemark
	var words strings.Builder
	within, spoken := false, 0
	_ = d.elements(part, func(t xml.Token) bool { // without remarks, the cells remain
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "comment", "threadedComment":
				reference := xmlAttr(t, "ref")
				found = append(found, cellRemark{row: rowOf(reference), column: columnOf(reference)})
				words.Reset()
			case "t", "text":
				within = true
			case "rPh":
				spoken++
			}
		case xml.CharData:
			if within && spoken == 0 && words.Len() < maxCellBytes {
				words.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t", "text":
				within = false
			case "rPh":
				spoken = max(0, spoken-1)
			case "comment", "threadedComment":
				if n := len(found); n > 0 {
					found[n-1].words = oneLine(words.String())
				}
			}
		}
		return len(found) < maxNotes
	})
	return slices.DeleteFunc(found, func(r cellRemark) bool { return r.words == "" || r.row < 1 || r.column < 0 })
}

// rowOf is the row from 1 of a reference such as "B2", or 0 where it is none.
func rowOf(reference string) int {
	n := 0
	for _, c := range []byte(strings.TrimLeft(reference, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
		if c < '0' || c > '9' || n > maxRows {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// remarkOn takes the next remarks where they are on a cell, in brackets.
func (r *xlsxReader) remarkOn(row, column int) string {
	said := ""
	for len(r.remarks) > 0 && r.remarks[0].row == row && r.remarks[0].column == column {
		said += " [" + r.remarks[0].words + "]"
		r.remarks = r.remarks[1:]
	}
	return said
}

// remarkBefore adds the remarks on cells before one, which have no value.
func (r *xlsxReader) remarkBefore(row, column int) {
	for len(r.remarks) > 0 && !r.full && r.ctx.Err() == nil {
		next := r.remarks[0]
		if next.row > row || next.row == row && next.column >= column {
			return
		}
		if next.row != r.next {
			r.beginRow(next.row)
		}
		r.add(next.column-r.first, r.remarkOn(next.row, next.column))
	}
}
