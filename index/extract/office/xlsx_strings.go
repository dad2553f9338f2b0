package office

import (
	"encoding/xml"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// sharedStrings is the strings that a workbook's cells refer to by number, in one block of memory.
type sharedStrings struct {
	data []byte // each is one line
	ends []int  // the end of each string in data
	full bool   // maxSharedBytes is reached: the rest is left out
}

// read reads the part that lists them. It keeps what can be read.
func (s *sharedStrings) read(d ooxml, part string) error {
	var said cellWords
	var words strings.Builder
	return d.Elements(part, func(t xml.Token) bool {
		said.follow(t)
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "si" { // make it one line here, not for each cell that refers to it
				s.data = append(s.data, prose.OneLine(words.String())...)
				s.ends = append(s.ends, len(s.data))
				words.Reset()
			}
		case xml.CharData:
			if said.now() && words.Len() < prose.MaxCellBytes {
				words.Write(t)
			}
		}
		s.full = len(s.data)+8*len(s.ends) > maxSharedBytes
		return !s.full
	})
}

// A cellWords recognizes the characters of a part that are text of a cell or a remark: those within <t>, <v> or <text>, but not the pronunciation
// within <rPh>.
type cellWords struct {
	within bool
	spoken int // open elements with pronunciation
}

// follow handles a token of the part.
func (w *cellWords) follow(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t", "v", "text":
			w.within = true
		case "rPh":
			w.spoken++
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t", "v", "text":
			w.within = false
		case "rPh":
			w.spoken = max(0, w.spoken-1)
		}
	}
}

// now reports whether characters are such text.
func (w *cellWords) now() bool { return w.within && w.spoken == 0 }

// at returns string number i, from 0; "" if there is none.
func (s *sharedStrings) at(i int) string {
	if i < 0 || i >= len(s.ends) {
		return ""
	}
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return string(s.data[from:s.ends[i]])
}

func (s *sharedStrings) note() doc.Notes {
	if !s.full {
		return nil
	}
	return doc.Noted(doc.CodeFirstCells, maxSharedBytes>>20)
}
