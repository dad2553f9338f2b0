package extract

import (
	"encoding/xml"
	"fmt"
)

// sharedStrings are the words that a workbook's cells refer to by number, in one block of memory.
type sharedStrings struct {
	data []byte
	ends []int // of each string in data
	full bool  // maxSharedBytes is reached: the strings behind are left out
}

// read reads the part that lists them. What can be read of it is kept.
func (s *sharedStrings) read(d zipParts, part string) error {
	inText, spoken := false, 0
	return d.elements(part, func(t xml.Token) bool {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = spoken == 0
			case "rPh":
				spoken++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				spoken = max(0, spoken-1)
			case "si":
				s.ends = append(s.ends, len(s.data))
			}
		case xml.CharData:
			if inText {
				s.data = append(s.data, t...)
			}
		}
		s.full = len(s.data)+8*len(s.ends) > maxSharedBytes
		return !s.full
	})
}

// at returns the string of number i from 0; one that is not there is empty.
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

func (s *sharedStrings) note() string {
	if !s.full {
		return ""
	}
	return fmt.Sprintf("only the first %d MiB of the words in its cells were read", maxSharedBytes>>20)
}
