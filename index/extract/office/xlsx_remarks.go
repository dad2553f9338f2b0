package office

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// A cellRemark is a remark on a cell.
type cellRemark struct {
	row, column int // from 1, from 0
	words       string
}

// remarks reads the remarks on a sheet's cells, in the order of the cells. Newer remarks are threads in a part of their own. The older part repeats
// them as one text, with words that the program added.
func (d ooxml) remarks(sheet string) []cellRemark {
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
	type cell struct{ row, column int }
	hasThread := map[cell]bool{}
	for _, r := range found {
		hasThread[cell{r.row, r.column}] = true
	}
	for _, r := range d.remarksOf(plain) {
		if !hasThread[cell{r.row, r.column}] {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b cellRemark) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	return found
}

// remarksOf reads the remarks of a part, as far as it can be read.
func (d ooxml) remarksOf(part string) []cellRemark {
	var found []cellRemark
	var words strings.Builder
	var said cellWords
	_ = d.Elements(part, func(t xml.Token) bool { // without remarks, the cells remain
		said.follow(t)
		switch t := t.(type) {
		case xml.StartElement:
			if isRemark(t.Name) {
				reference := container.Attr(t, "ref")
				found = append(found, cellRemark{row: rowOf(reference), column: columnOf(reference)})
				words.Reset()
			}
		case xml.CharData:
			if said.now() && words.Len() < prose.MaxCellBytes {
				words.Write(t)
			}
		case xml.EndElement:
			if n := len(found); n > 0 && isRemark(t.Name) {
				found[n-1].words = prose.OneLine(words.String())
			}
		}
		return len(found) < prose.MaxNotes
	})
	return slices.DeleteFunc(found, func(r cellRemark) bool { return r.words == "" || r.row < 1 || r.column < 0 })
}

func isRemark(name xml.Name) bool { return name.Local == "comment" || name.Local == "threadedComment" }

// rowOf returns the row, from 1, of a reference such as "B2"; less than 1 if it has none.
func rowOf(reference string) int {
	n, err := strconv.Atoi(strings.TrimLeft(reference, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil || n > prose.MaxRows {
		return 0
	}
	return n
}

// remarkOn returns the remarks on a cell, in brackets, and drops them from the list.
func (r *xlsxReader) remarkOn(row, column int) string {
	var said strings.Builder
	for len(r.remarks) > 0 && r.remarks[0].row == row && r.remarks[0].column == column {
		said.WriteString(" [" + r.remarks[0].words + "]")
		r.remarks = r.remarks[1:]
	}
	return said.String()
}

// remarkBefore adds the remarks on earlier cells, which have no value.
func (r *xlsxReader) remarkBefore(row, column int) {
	for len(r.remarks) > 0 && !r.Full && r.ctx.Err() == nil {
		next := r.remarks[0]
		if next.row > row || next.row == row && next.column >= column {
			return
		}
		if next.row != r.Next {
			r.BeginRow(next.row)
		}
		r.Add(next.column-r.first, r.remarkOn(next.row, next.column))
	}
}
