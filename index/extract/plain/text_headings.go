package plain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// The headings of a plain text are lines that look like headings, in a document that is laid out accordingly: short, between blank lines, followed by
// longer text, and not every second line. An underlined line is certainly a heading; the others have to prove it together (provenStyles). In doubt
// there is none: a passage without a place reads better than one with a wrong place.

const (
	headingBytes  = 80  // of a heading, at most
	titleBytes    = 60  // of a heading that only its position marks
	bodyBytes     = 80  // of a one-line paragraph below a heading, at least
	sectionBytes  = 200 // of text per heading, on average
	maxParagraphs = 200_000
)

// A style is how a heading is recognized.
type style string

const (
	styleCaps   style = "caps"    // ALL CAPITALS
	styleName   style = "chapter" // "Chapter 3", "§ 7"
	styleNumber style = "number"  // "3 Methods", "3.2 Sampling": one more dot for each level
	styleTitle  style = "title"   // only its position
	styleRule   style = "rule"    // underlined; the character is appended
)

// A paragraph is the lines between blank lines.
type paragraph struct {
	start, end int
	lines      int
	heading    string // its words, if it can be a heading
	style      style
	level      int // how many numbers it has
}

var (
	headingNumber = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?[ \t]+\S`)
	headingName   = regexp.MustCompile(`(?i)^(?:(?:chapter|part|section|article|appendix|book|act|scene|kapitel|teil|abschnitt|artikel|anhang|chapitre|partie|annexe|capítulo|parte|sección|artículo|anexo|capitolo)[ \t]+(?:\d+|[ivxlc]+|[a-z])\b|§[ \t]*\d)`)
)

// textHeadings finds the headings of a plain text.
func textHeadings(text string) []doc.Mark {
	paragraphs := paragraphsOf(text)
	var o Outline
	levels := map[style]int{}
	proven := provenStyles(paragraphs)
	for i, p := range paragraphs {
		title := i == 0 && p.heading != "" && len(proven) > 0 // what stands above everything else
		if !title && (!proven[p.style] || p.style == styleTitle && !standsAbove(paragraphs, i)) {
			continue
		}
		key := p.style
		if p.style == styleNumber {
			key += style(strings.Repeat(".", p.level))
		}
		if levels[key] == 0 {
			levels[key] = len(levels) + 1
		}
		o.Mark(doc.Heading, p.start, levels[key], p.heading)
	}
	return o.Marks
}

// provenStyles returns the styles of the headings of a document. A style is proven if several headings have it, they stand above paragraphs, and
// there is enough text per heading. If only the position marks a style, nearly all such lines have to be headings.
func provenStyles(paragraphs []paragraph) map[style]bool {
	count, above := map[style]int{}, map[style]int{}
	body, short := 0, 0 // bytes outside of headings; paragraphs of one short line that nothing else marks
	for i, p := range paragraphs {
		switch {
		case p.heading == "" && p.lines == 1 && p.end-p.start <= titleBytes, p.style == styleTitle:
			short++
		}
		if p.heading == "" {
			body += p.end - p.start
			continue
		}
		count[p.style]++
		if standsAbove(paragraphs, i) {
			above[p.style]++
		}
	}
	proven := map[style]bool{}
	for s, n := range count {
		var proof bool
		switch {
		case strings.HasPrefix(string(s), string(styleRule)):
			proof = true
		case n < 2 || body < n*sectionBytes:
		case s == styleTitle:
			proof = above[s]*10 >= n*8 && n*10 >= short*8
		default: // headings may stand above headings
			proof = above[s]*2 >= n
		}
		if proof {
			proven[s] = true
		}
	}
	return proven
}

// standsAbove reports whether paragraph i stands above text, not above a short line.
func standsAbove(paragraphs []paragraph, i int) bool {
	if i+1 >= len(paragraphs) {
		return false
	}
	next := paragraphs[i+1]
	return next.heading == "" && (next.lines > 1 || next.end-next.start >= bodyBytes)
}

// paragraphsOf splits a text at its blank lines. It returns none if there are too many paragraphs.
func paragraphsOf(text string) []paragraph {
	var all []paragraph
	var lines []string // the first three of the current paragraph
	var p paragraph
	end := func() {
		if p.lines > 0 {
			all = append(all, p.told(lines))
		}
		p, lines = paragraph{}, lines[:0]
	}
	for start, line := range prose.TextLines(text) {
		if strings.TrimSpace(line) == "" {
			end()
			continue
		}
		if len(all) >= maxParagraphs {
			return nil
		}
		if p.lines == 0 {
			p.start = start
		}
		if p.lines++; p.lines <= 3 {
			lines = append(lines, line)
		}
		p.end = start + len(line)
		if p.lines == 2 && underlines(lines[0], line) { // another paragraph follows an underline
			end()
		}
	}
	end()
	return all
}

// underlines reports whether a line is a rule as long as the words above it, give or take three.
func underlines(words, rule string) bool {
	c, ok := prose.RuleOf(rule, 3)
	if !ok || strings.IndexByte("=-~*#^_", c) < 0 || !headingWords(strings.TrimSpace(words), headingBytes) {
		return false
	}
	d := utf8.RuneCountInString(strings.TrimRight(words, " \t")) - len(strings.TrimRight(rule, " \t"))
	return -3 <= d && d <= 3
}

// told returns the paragraph with its style and words as a heading, if it can be one.
func (p paragraph) told(lines []string) paragraph {
	words := strings.TrimSpace(lines[0])
	switch {
	case p.lines == 2 && underlines(lines[0], lines[1]):
		p.style = styleRule + style(lines[1][:1])
	case p.lines > 1 || !headingWords(words, headingBytes) || strings.ContainsRune(".,;:!…", lastRune(words)):
		return p
	case headingName.MatchString(words):
		p.style = styleName
	case headingNumber.MatchString(words):
		p.style, p.level = styleNumber, 1+strings.Count(headingNumber.FindStringSubmatch(words)[1], ".")
	case isCapitals(words):
		p.style = styleCaps
	case len(words) <= titleBytes && unicode.IsUpper(firstRune(words)):
		p.style = styleTitle
	default:
		return p
	}
	p.heading = words
	return p
}

// headingWords reports whether a line could be a heading by its characters: words, and not cells of a table, a list item, a quotation or an address.
func headingWords(words string, most int) bool {
	return words != "" && len(words) <= most && strings.ContainsFunc(words, unicode.IsLetter) &&
		!strings.Contains(words, "  ") && !strings.ContainsAny(words, "\t|@=<>{}") && !strings.Contains(words, "://") &&
		!strings.ContainsRune("-*•–—\"'“‘«(+#", firstRune(words))
}

// isCapitals reports whether a line is in capitals, and too long for an abbreviation.
func isCapitals(words string) bool {
	const least = 4
	letters := 0
	for _, r := range words {
		if unicode.IsLower(r) || unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= least
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
