package office

import (
	"cmp"
	"context"
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/figures"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An XLSX file (ECMA-376) is a ZIP archive of parts. The reader uses:
//
//	_rels/.rels                 names the main part
//	xl/workbook.xml             the main part: the sheets in their order, and where days are counted from
//	xl/_rels/workbook.xml.rels  names the parts that belong to it
//	xl/sharedStrings.xml        the words of cells, by number
//	xl/styles.xml               how numbers are shown
//	xl/worksheets/sheet1.xml    the rows <row r="2"> of cells <c r="B2" t="s" s="4"> of values <v>
//	xl/comments1.xml, threadedComments/  remarks on cells, which stand in brackets behind the value
//	docProps/core.xml           title and author
//
// The attribute t of a cell <c> is the type of its value: s is the number of a shared string, str and inlineStr are text, b is a truth value, e an
// error, d a date in ISO 8601. Otherwise it is a number, and the attribute s is the style that formats it.

// ReadXLSX reads an Excel workbook, one row at a time.
func ReadXLSX(ctx context.Context, in reader.Input) (doc.Document, error) {
	d, err := openOOXML(in, "xl/workbook.xml")
	if err != nil {
		return doc.Document{}, err
	}
	if strings.HasSuffix(d.main, ".bin") {
		return doc.Document{}, doc.Refuse(doc.CodeSaveNewer, "xlsb", "xlsx")
	}
	r := &xlsxReader{ctx: ctx}
	sheets := r.readWorkbook(d)
	broken := r.strings.read(d, d.related(d.main, "sharedStrings", "xl/sharedstrings.xml"))
	r.readStyles(d, d.related(d.main, "styles", "xl/styles.xml"))
	byID := d.relatedBy(d.main)
	for _, s := range sheets {
		r.BeginSheet(s.name)
		r.xlsxState = xlsxState{remarks: d.remarks(byID[s.id])}
		if err := d.Elements(byID[s.id], r.token); err != nil && broken == nil {
			broken = err
		}
		r.remarkBefore(prose.MaxRows+1, 0)
	}
	document, err := documentOf(ctx, r, broken)
	if err != nil {
		return doc.Document{}, err
	}
	document.Note(r.strings.note())
	reader.State(&document, d.statement())
	return document, nil
}

// An xlsxReader makes the rows of a workbook from the tokens of its parts.
type xlsxReader struct {
	prose.Rows
	ctx     context.Context
	strings SharedStrings
	styles  []*figures.Format // by number
	in1904  bool              // days are counted from 1904 rather than from 1900
	xlsxState
}

// An xlsxState is the position in a sheet.
type xlsxState struct {
	number  int // of the row
	first   int // first column of the sheet, from 0
	column  int // of the cell, from 0
	kind    string
	style   int
	value   strings.Builder
	said    cellWords
	remarks []cellRemark // on cells that are still to come
}

// An xlsxSheet is a sheet's name, and the identifier of its part.
type xlsxSheet struct{ name, id string }

// readWorkbook reads the list of sheets. It leaves out those that only a program can show again.
func (r *xlsxReader) readWorkbook(d ooxml) []xlsxSheet {
	var sheets []xlsxSheet
	_ = d.Elements(d.main, func(t xml.Token) bool { // use what can be read
		if e, ok := t.(xml.StartElement); ok {
			switch e.Name.Local {
			case "workbookPr":
				r.in1904 = isTrue(container.Attr(e, "date1904"))
			case "sheet":
				if container.Attr(e, "state") != "veryHidden" {
					name := cmp.Or(prose.PlainWords(container.Attr(e, "name")), strconv.Itoa(len(sheets)+1))
					sheets = append(sheets, xlsxSheet{name, container.Attr(e, "id")})
				}
			}
		}
		return len(sheets) < container.MaxMembers
	})
	return sheets
}

// readStyles reads the number formats, by the number of the style.
func (r *xlsxReader) readStyles(d ooxml, part string) {
	formats := map[int]*figures.Format{}
	inCells := false
	_ = d.Elements(part, func(t xml.Token) bool { // without styles, numbers are shown as they are stored
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if len(formats) < maxStyles {
					formats[attrInt(t, "numFmtId")] = figures.Parse(container.Attr(t, "formatCode"))
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id := attrInt(t, "numFmtId")
					if formats[id] == nil {
						formats[id] = figures.Builtin(id)
					}
					r.styles = append(r.styles, formats[id])
				}
			}
		case xml.EndElement:
			inCells = inCells && t.Name.Local != "cellXfs"
		}
		return len(r.styles) < maxStyles
	})
}

// token handles a token of a sheet. It returns false when no further token is needed.
func (r *xlsxReader) token(t xml.Token) bool {
	r.said.follow(t)
	switch t := t.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		switch t.Name.Local {
		case "c":
			r.endCell()
			return !r.Full
		case "sheetData":
			return false
		}
	case xml.CharData:
		if r.said.now() && r.value.Len() < prose.MaxCellBytes {
			r.value.Write(t)
		}
	}
	return true
}

func (r *xlsxReader) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "dimension":
		r.first = max(0, columnOf(container.Attr(e, "ref")))
	case "row":
		if n := attrInt(e, "r"); n > 0 {
			r.number = min(n, prose.MaxRows)
		} else {
			r.number++
		}
		r.column = -1
		r.remarkBefore(r.number, 0)
		r.BeginRow(r.number)
		return !r.Full && r.ctx.Err() == nil
	case "c":
		if column := columnOf(container.Attr(e, "r")); column >= 0 {
			r.column = column
		} else {
			r.column++
		}
		r.kind, r.style = container.Attr(e, "t"), attrInt(e, "s")
		r.value.Reset()
	}
	return true
}

// endCell adds the cell that ends, as a person sees it.
func (r *xlsxReader) endCell() {
	value := r.value.String()
	switch r.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if value = ""; err == nil {
			value = r.strings.At(n)
		}
	case "str", "inlineStr", "e", "d":
	case "b":
		if value = strings.TrimSpace(value); value == "1" {
			value = "TRUE"
		} else if value == "0" {
			value = "FALSE"
		}
	default:
		value = r.shown(strings.TrimSpace(value))
	}
	r.remarkBefore(r.number, r.column)
	r.Add(r.column-r.first, value+r.remarkOn(r.number, r.column))
}

// shown returns a number as its style shows it.
func (r *xlsxReader) shown(value string) string {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		return value
	}
	var format *figures.Format
	if r.style >= 0 && r.style < len(r.styles) {
		format = r.styles[r.style]
	}
	return format.Show(number, r.in1904)
}

// columnOf returns the column, from 0, of a reference such as "B2", or -1.
func columnOf(reference string) int {
	column := 0
	for _, c := range []byte(reference) {
		if c < 'A' || c > 'Z' {
			break
		}
		if column = column*26 + int(c-'A'+1); column > prose.MaxColumns {
			return -1
		}
	}
	return column - 1
}

func attrInt(e xml.StartElement, local string) int {
	n, err := strconv.Atoi(container.Attr(e, local))
	if err != nil {
		return 0
	}
	return n
}

func isTrue(value string) bool { return value == "1" || value == "true" }
