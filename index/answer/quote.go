package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// quotations finds words between quotation marks of one kind.
var quotations = regexp.MustCompile(`“([^“”]+)”|"([^"]+)"|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』`)

// quotedIn returns what a claim quotes.
func quotedIn(text string) []string {
	var found []string
	for _, m := range quotations.FindAllStringSubmatch(text, -1) {
		for _, q := range m[1:] {
			if strings.ContainsFunc(q, wordRune) {
				found = append(found, q)
			}
		}
	}
	return found
}

// leftOut stands for words that a quotation leaves out.
var leftOut = regexp.MustCompile(`\s*[\[(]?(?:…|\.\.\.)[\])]?\s*`)

// holds says whether a text holds a quotation: its parts, in order, from the beginning of a word to the end of one.
func holds(text, quotation string) bool {
	t := squashed(text)
	at := 0
	for _, part := range leftOut.Split(quotation, -1) {
		q := squashed(strings.TrimFunc(part, func(r rune) bool { return !wordRune(r) })).runes
		if len(q) == 0 {
			continue
		}
		if at = t.find(q, at); at < 0 {
			return false
		}
	}
	return true
}

// A squash is a text less its white space and typographic marks.
type squash struct {
	runes []rune
	edge  []bool // between the rune before and this one there was a blank or a mark; one longer than runes
}

func squashed(text string) squash {
	var s squash
	edge := true
	for _, r := range norm.NFKC.String(text) {
		if typographic(r) {
			edge = true
			continue
		}
		word := wordRune(r) || unicode.IsMark(r)
		s.runes = append(s.runes, r)
		s.edge = append(s.edge, edge || !word || unspaced(r))
		edge = !word
	}
	s.edge = append(s.edge, true)
	return s
}

// typographic says whether a rune is white space or a mark that prints one thing or another.
func typographic(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Pi, unicode.Pf, unicode.Cf) || strings.ContainsRune("\"'`´‚„−*_#|<>~", r)
}

// find returns where q ends in s at or after from, -1 where it is not there.
func (s squash) find(q []rune, from int) int {
	for i := from; i+len(q) <= len(s.runes); i++ {
		end := i + len(q)
		if s.edge[i] && s.edge[end] && (s.runes[i] == q[0] || unicode.ToLower(s.runes[i]) == unicode.ToLower(q[0])) && slices.Equal(s.runes[i+1:end], q[1:]) {
			return end
		}
	}
	return -1
}
