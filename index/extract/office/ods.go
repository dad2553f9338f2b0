package office

import (
	"context"
	"encoding/xml"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// An odsReader makes the rows of an OpenDocument spreadsheet from the tokens of its main part.
type odsReader struct {
	prose.Rows
	ctx context.Context

	nesting
	tables int // nested; only the outermost is a sheet
	number int // of the row
	times  int // how often the row is repeated
	column int // of the cell, from 0
	wide   int // how often the cell is repeated
	text   int // open paragraphs
	value  strings.Builder
	cells  []odsCell // cells of the row that have words
}

// An odsCell is the words in some columns of a row.
type odsCell struct {
	column, wide int
	words        string
}

func (r *odsReader) titled() string { return "" }

// token handles a token of the main part. It returns false when no further token is needed.
func (r *odsReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if r.opens(r.isLeftOut(t)) {
			r.start(t)
		}
	case xml.EndElement:
		if r.closes() {
			r.end(t.Name.Local)
		}
	case xml.CharData:
		if r.text > 0 && r.skip == 0 && r.value.Len() < prose.MaxCellBytes {
			r.value.Write(t)
		}
	}
	return !r.Full && r.ctx.Err() == nil
}

// isLeftOut reports whether to skip an element: remarks, changed text, and drawings with the tables behind them.
func (r *odsReader) isLeftOut(e xml.StartElement) bool {
	switch e.Name.Local {
	case "annotation", "tracked-changes", "shapes", "frame", "ruby-text", "dde-links", "forms", "data-pilot-tables", "content-validations":
		return true
	}
	return false
}

func (r *odsReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "table":
		if r.tables++; r.tables == 1 {
			r.BeginSheet(prose.PlainWords(container.Attr(e, "name")))
			r.number = 0
		}
	case "table-row":
		r.number++
		r.times = max(attrInt(e, "number-rows-repeated"), 1)
		r.column, r.cells = 0, r.cells[:0]
	case "table-cell", "covered-table-cell":
		r.wide = max(attrInt(e, "number-columns-repeated"), 1)
		r.value.Reset()
	case "p", "h":
		if r.text++; r.value.Len() > 0 {
			r.value.WriteByte(' ')
		}
	case "s", "tab", "line-break":
		r.value.WriteByte(' ')
	}
}

func (r *odsReader) end(local string) {
	switch local {
	case "table":
		r.tables = max(0, r.tables-1)
	case "table-row":
		r.endRow()
	case "table-cell", "covered-table-cell":
		if words := prose.OneLine(r.value.String()); words != "" && r.column < prose.MaxColumns {
			r.cells = append(r.cells, odsCell{r.column, r.wide, words})
		}
		r.value.Reset()
		r.column = min(r.column+r.wide, prose.MaxColumns)
	case "p", "h":
		r.text = max(0, r.text-1)
	}
}

// endRow adds a row as often as it is repeated, within bounds: a few bytes can repeat a row a million times.
func (r *odsReader) endRow() {
	for i := 0; i < min(r.times, prose.MaxRepeated) && len(r.cells) > 0 && !r.Full && r.ctx.Err() == nil; i++ {
		r.BeginRow(r.number + i)
		for _, c := range r.cells {
			for n := range min(c.wide, prose.MaxRepeated, prose.MaxColumns-c.column) {
				r.Add(c.column+n, c.words)
			}
		}
	}
	r.number = min(r.number+r.times-1, prose.MaxRows)
	r.cells = r.cells[:0]
}
