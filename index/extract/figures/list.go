package figures

import (
	"strconv"
	"strings"

	"footnote/index/extract/prose"
)

// A Numbering counts the numbers of a document.
type Numbering struct {
	Lists map[string]List // by the identifiers that paragraphs use
	Kinds map[string]*ListKind
}

// A List continues the count of the other lists of its kind.
type List struct {
	Kind  string      // its key in Kinds
	Start map[int]int // first numbers of levels that start anew when the list is first used
}

// A ListKind says how lists count, and keeps their count.
type ListKind struct {
	Levels [ListLevels]ListLevel
	count  [ListLevels]int
	begun  [ListLevels]bool
}

// A ListLevel says how one level counts.
type ListLevel struct {
	Start        int
	Format, Text string // as Office Open XML has them: "lowerRoman", "%1.%2"
	Says         bool   // it says how it counts
	Fixed        bool   // the levels above it are shown as decimals
}

// ListLevels is the number of levels of a list.
const ListLevels = 9

// Next returns the number of a list's next paragraph of a level, from 1: "2.1", "(a)"; "" if it has none, or a bullet.
func (n Numbering) Next(list string, level int) string {
	l, ok := n.Lists[list]
	kind := n.Kinds[l.Kind]
	if !ok || kind == nil || level < 1 || level > ListLevels {
		return ""
	}
	level--
	if start, ok := l.Start[level]; ok {
		delete(l.Start, level)
		kind.count[level], kind.begun[level] = start, true
	} else if kind.begun[level] {
		kind.count[level] = min(kind.count[level]+1, prose.MaxRows)
	} else {
		kind.count[level], kind.begun[level] = kind.Levels[level].Start, true
	}
	for deeper := level + 1; deeper < ListLevels; deeper++ {
		kind.begun[deeper] = false
	}
	return kind.label(level)
}

// label returns the current number of a level.
func (k *ListKind) label(level int) string {
	own := k.Levels[level]
	if !own.Says || own.Format == "bullet" || own.Format == "none" {
		return ""
	}
	var b strings.Builder
	for rest := own.Text; rest != "" && b.Len() < prose.MaxTitleBytes; {
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
			count = k.Levels[of].Start
		}
		format := k.Levels[of].Format
		if own.Fixed {
			format = "decimal"
		}
		b.WriteString(listNumber(count, format))
	}
	return prose.PlainWords(b.String())
}

// listNumber returns a number in a format of lists (ECMA-376, 17.18.59), or as a decimal if the format is unknown.
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
