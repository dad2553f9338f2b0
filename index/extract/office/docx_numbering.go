package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// The numbers of a Word document's lists and headings are in no paragraph. They are counted by what numbering.xml says.
//
//	<w:abstractNum w:abstractNumId="0">
//	  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
//	</w:abstractNum>
//	<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
//
// Lists of the same abstract list continue its count, unless one says where a level starts (<w:startOverride>).

// A docxNumbering counts the numbers of a document's lists.
type docxNumbering struct {
	lists map[string]docxList // by numId
	kinds map[string]*docxListKind
}

type docxList struct {
	kind  string      // its abstract list
	start map[int]int // levels that start anew when the list is first used, and where
}

// A docxListKind is an abstract list with its counts.
type docxListKind struct {
	levels [docxLevels]docxLevel
	count  [docxLevels]int
	begun  [docxLevels]bool
}

type docxLevel struct {
	start        int
	format, text string
	says         bool // the file says how it counts
	fixed        bool // it shows the levels above as decimals
}

const docxLevels = 9

// numbering reads how the main part's lists count.
func (d ooxml) numbering() docxNumbering {
	n := docxNumbering{lists: map[string]docxList{}, kinds: map[string]*docxListKind{}}
	var kind *docxListKind
	list, level := "", 0
	_ = d.Elements(d.related(d.main, "numbering", "word/numbering.xml"), func(t xml.Token) bool { // without it, items have dashes
		e, ok := t.(xml.StartElement)
		if !ok {
			return true
		}
		value := container.Attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			kind, list = &docxListKind{}, ""
			n.kinds[container.Attr(e, "abstractNumId")] = kind
		case "num":
			kind, list = nil, container.Attr(e, "numId")
			n.lists[list] = docxList{start: map[int]int{}}
		case "abstractNumId":
			if l, ok := n.lists[list]; ok {
				l.kind = value
				n.lists[list] = l
			}
		case "lvl", "lvlOverride":
			level = listLevel(container.Attr(e, "ilvl")) - 1
		case "startOverride":
			if l, ok := n.lists[list]; ok {
				l.start[level], _ = strconv.Atoi(value) // 0 if it is no number
			}
		case "start", "numFmt", "lvlText", "isLgl":
			if kind != nil {
				kind.levels[level].set(e.Name.Local, value)
			}
		}
		return len(n.lists) < maxStyles && len(n.kinds) < maxStyles
	})
	return n
}

func (l *docxLevel) set(what, value string) {
	switch what {
	case "start":
		l.start, _ = strconv.Atoi(value) // 0 if it is no number
	case "numFmt":
		l.format, l.says = value, true
	case "lvlText":
		l.text = value
	case "isLgl":
		l.fixed = true
	}
}

// next returns the number of the next paragraph of a list at a level, from 1: "2.1", "(a)"; "" if it has none, or a bullet.
func (n docxNumbering) next(list string, level int) string {
	l, ok := n.lists[list]
	kind := n.kinds[l.kind]
	if !ok || kind == nil || level < 1 || level > docxLevels {
		return ""
	}
	level--
	if start, ok := l.start[level]; ok {
		delete(l.start, level)
		kind.count[level], kind.begun[level] = start, true
	} else if kind.begun[level] {
		kind.count[level] = min(kind.count[level]+1, prose.MaxRows)
	} else {
		kind.count[level], kind.begun[level] = kind.levels[level].start, true
	}
	for deeper := level + 1; deeper < docxLevels; deeper++ {
		kind.begun[deeper] = false
	}
	return kind.label(level)
}

// label returns the current number of a level.
func (k *docxListKind) label(level int) string {
	own := k.levels[level]
	if !own.says || own.format == "bullet" || own.format == "none" {
		return ""
	}
	var b strings.Builder
	for rest := own.text; rest != "" && b.Len() < prose.MaxTitleBytes; {
		before, after, found := strings.Cut(rest, "%")
		b.WriteString(before)
		if !found {
			break
		}
		rest = after
		if rest == "" || rest[0] < '1' || rest[0] > '9' {
			b.WriteByte('%')
			continue
		}
		of := int(rest[0] - '1')
		rest = rest[1:]
		count := k.count[of]
		if !k.begun[of] {
			count = k.levels[of].start
		}
		format := k.levels[of].format
		if own.fixed {
			format = "decimal"
		}
		b.WriteString(listNumber(count, format))
	}
	return prose.PlainWords(b.String())
}

// listNumber formats a number in a format of lists (ECMA-376, 17.18.59). Unknown formats are decimal.
func listNumber(n int, format string) string {
	decimal := strconv.Itoa(n)
	if n < 1 || n > 3999 {
		return decimal
	}
	switch format {
	case "lowerLetter", "upperLetter":
		letters := strings.Repeat(string(rune('a'+(n-1)%26)), min((n-1)/26+1, 9))
		if format == "upperLetter" {
			letters = strings.ToUpper(letters)
		}
		return letters
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + decimal
		}
	case "ordinal":
		switch {
		case n%100 >= 11 && n%100 <= 13:
			return decimal + "th"
		case n%10 >= 1 && n%10 <= 3:
			return decimal + []string{"st", "nd", "rd"}[n%10-1]
		}
		return decimal + "th"
	}
	return decimal
}

func roman(n int) string {
	var b strings.Builder
	for _, digit := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= digit.value; n -= digit.value {
			b.WriteString(digit.sign)
		}
	}
	return b.String()
}
