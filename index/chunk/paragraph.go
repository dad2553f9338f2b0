package chunk

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHeadingBytes bounds the length of a line that can be a heading.
const maxHeadingBytes = 200

// wrapColumns is wider than any text wrapped by hand or by a mail program: a longer line is a whole paragraph.
const wrapColumns = 160

// trim removes the white space at the ends of a span. A span of only white space becomes empty at its start.
func trim(text string, s Span) Span {
	s.Start += len(text[s.Start:s.End]) - len(strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace))
	s.End = s.Start + len(strings.TrimRightFunc(text[s.Start:s.End], unicode.IsSpace))
	return s
}

// lines yields the lines of the span, without their line ends.
func lines(text string, s Span) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for at := s.Start; at < s.End; {
			end := s.End
			if n := strings.IndexByte(text[at:s.End], '\n'); n >= 0 {
				end = at + n
			}
			if !yield(Span{Start: at, End: end}) {
				return
			}
			at = end + 1
		}
	}
}

// paragraphs returns the runs of lines between blank lines, trimmed.
func paragraphs(text string, s Span) []Span {
	var found []Span
	open := false
	for line := range lines(text, s) {
		line = trim(text, line)
		switch {
		case line.Start == line.End:
			open = false
		case open:
			found[len(found)-1].End = line.End
		default:
			found = append(found, line)
			open = true
		}
	}
	return found
}

// isHeading reports whether a paragraph belongs to what follows it: a heading, a question, or a lead-in to a list. first tells that it
// begins a section.
func isHeading(text string, paragraph Span, first bool) bool {
	line := text[paragraph.Start:paragraph.End]
	if above, rule, two := strings.Cut(line, "\n"); two && underline(rule) {
		line = above
	}
	switch {
	case leadsIn(line):
		return len(line) <= maxHeadings
	case len(line) > maxHeadingBytes || strings.Contains(line, "\n"):
		return false
	}
	return first || markedHeading(line) || opensSection(line)
}

// underline reports whether a line underlines a heading, as in Markdown and reStructuredText.
func underline(line string) bool {
	return len(line) > 2 && strings.Trim(line, line[:1]) == "" && strings.ContainsRune("=-~^*#+", rune(line[0]))
}

// maxPlainHeading bounds the length of a line that is taken for a heading by its look alone, in bytes.
const maxPlainHeading = 80

// opensSection reports whether a line without a mark looks like a heading, or asks a question that what follows answers.
func opensSection(line string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "*_\"“„«"))
	if listItem(line) || tableRow(line) || !unicode.IsLetter(first) && !unicode.IsDigit(first) || unicode.IsLower(first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "*_\"”“»"))
	if last == '?' || last == '？' || last == '؟' {
		return true
	}
	return len(line) <= maxPlainHeading && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')') &&
		strings.ContainsFunc(line, unicode.IsLetter) && !strings.Contains(line, "__")
}

// leadsIn reports whether a paragraph leads in to what follows it: it ends in a colon.
func leadsIn(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "*_"))
	return last == ':' || last == '：'
}

// items splits a paragraph at its meaningful line ends: those before list items and table rows, and those that wrapping at the text's width
// does not explain. The items are trimmed.
func items(text string, paragraph Span) []Span {
	width := 0
	for line := range lines(text, paragraph) {
		width = max(width, columns(text[line.Start:line.End]))
	}
	var found []Span
	previous := ""
	for line := range lines(text, paragraph) {
		line = trim(text, line)
		words := text[line.Start:line.End]
		if words == "" {
			continue
		}
		if len(found) > 0 && wrapped(previous, words, width) {
			found[len(found)-1].End = line.End
		} else {
			found = append(found, line)
		}
		previous = words
	}
	return found
}

// columns returns the width of a line in characters. It counts only as far as needed to tell a wrapped line from a longer one.
func columns(line string) int {
	n := 0
	for range line {
		if n++; n > wrapColumns {
			break
		}
	}
	return n
}

// wrapped reports whether the line end between two lines comes from wrapping, so that a sentence may continue across it.
func wrapped(line, next string, width int) bool {
	if listItem(next) || tableRow(line) || tableRow(next) || markedHeading(line) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(next); unicode.IsLower(first) {
		return true
	}
	length := columns(line)
	if length > wrapColumns {
		return false
	}
	word := next
	if end := strings.IndexFunc(next[:min(len(next), wrapColumns)], unicode.IsSpace); end >= 0 {
		word = next[:end]
	}
	// A line with room for the next word was ended on purpose. A quarter of the width is tolerance for proportional type, whose characters
	// differ in width.
	return length+1+columns(word) > width*3/4
}

// tableRow reports whether a line has cells.
func tableRow(line string) bool {
	return line[0] == '|' || strings.Contains(line, "\t") || strings.Contains(line, " | ")
}

// markedHeading reports whether a line is a Markdown heading.
func markedHeading(line string) bool {
	return line[0] == '#' && strings.HasPrefix(strings.TrimLeft(line, "#"), " ")
}

// listItem reports whether a line is a heading, or begins with a list's bullet or number.
func listItem(line string) bool {
	first, n := utf8.DecodeRuneInString(line)
	rest := line[n:]
	switch {
	case strings.ContainsRune("-*+•‣◦▪●–—·>", first):
		return strings.HasPrefix(rest, " ")
	case markedHeading(line):
		return true
	case first == '(' && strings.Contains(line[:min(len(line), 6)], ") "):
		return true
	}
	mark := strings.IndexAny(line[:min(len(line), 6)], ".)")
	return mark > 0 && enumerator(line[:mark]) && strings.HasPrefix(line[mark+1:], " ")
}

// enumerator reports whether a word numbers an item or a section: 12, 1.2, a, B, iv.
func enumerator(word string) bool {
	if len(word) == 0 || len(word) > 8 {
		return false
	}
	letter, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsLetter(letter) ||
		strings.Trim(word, "0123456789.") == "" || strings.Trim(word, "ivx") == "" || strings.Trim(word, "IVX") == ""
}
