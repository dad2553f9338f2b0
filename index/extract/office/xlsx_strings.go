package office

import (
	"encoding/xml"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// SharedStrings are the strings that a workbook's cells refer to by number, in one block of memory.
type SharedStrings struct {
	data []byte // each is one line
	ends []int  // the end of each string in data
	Full bool   // MaxSharedBytes is reached: leave out the rest
}

// Add adds a string as one line: here, not for each cell that refers to it.
func (s *SharedStrings) Add(words string) {
	s.data = append(s.data, prose.OneLine(words)...)
	s.ends = append(s.ends, len(s.data))
	s.Full = len(s.data)+8*len(s.ends) > MaxSharedBytes
}

// At returns string number i, from 0; "" if there is none.
func (s *SharedStrings) At(i int) string {
	if i < 0 || i >= len(s.ends) {
		return ""
	}
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return string(s.data[from:s.ends[i]])
}

// read reads the part that lists them. It keeps what can be read.
func (s *SharedStrings) read(d ooxml, part string) error {
	var said cellWords
	var words strings.Builder
	return d.Elements(part, func(t xml.Token) bool {
		said.follow(t)
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "si" {
				s.Add(words.String())
				words.Reset()
			}
		case xml.CharData:
			if said.now() && words.Len() < prose.MaxCellBytes {
				words.Write(t)
			}
		}
		return !s.Full
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

func (s *SharedStrings) note() doc.Notes {
	if !s.Full {
		return nil
	}
	return doc.Noted(doc.CodeFirstCells, MaxSharedBytes>>20)
}
