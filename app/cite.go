package app

import (
	"fmt"
	"strings"
	"unicode"

	"footnote/app/link"
	"footnote/index"
	"footnote/index/fileuri"
)

// cite returns a passage's words with the citation that leads back to them:
//
//	“words” — Title, p. 3 (path)
//
// The words are the document's own, without the signs of Markdown. Line feeds, with the spaces around them, become single spaces, so that
// the words of a page can be pasted into a sentence. The path begins with ~ in the user's home folder; the other forms have all of it. The
// citation names the page if there is one, else the lines, else the section.
func cite(p index.Passage) string {
	return "“" + wordsOf(p) + "” — " + where(p.Citation) + " (" + shorten(p.Citation.Path) + ")"
}

// citeMarkdown returns a quotation in CommonMark, followed by the document's title and place as a link to the file:
//
//	> words
//	>
//	> — [Title, p. 3](<file:///path#page=3>)
//
// The words look as they do in the document: characters with a meaning in Markdown are escaped.
func citeMarkdown(p index.Passage) string {
	return "> " + escapeMarkdown(wordsOf(p)) + "\n>\n> — [" + escapeMarkdown(oneLine(where(p.Citation))) + "](<" + fileLink(p.Citation) + ">)\n"
}

// citeBibTeX returns an entry of a BibTeX file. The words are in its annote field, which styles leave out of the bibliography.
func citeBibTeX(p index.Passage) string {
	c := p.Citation
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", bibKey(c))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-6s = {%s},\n", name, value)
		}
	}
	field("title", "{"+escapeTeX(oneLine(c.Title))+"}") // in its own braces, so that no style changes its capitals
	switch {
	case c.Place.Label != "":
		field("pages", escapeTeX(c.Place.Label))
	case c.Place.Page > 0:
		field("pages", fmt.Sprint(c.Place.Page))
	default:
		field("note", escapeTeX(inWords().ShortPlace(c.Place)))
	}
	field("url", fileLink(c))
	field("annote", escapeTeX(wordsOf(p)))
	b.WriteString("}\n")
	return b.String()
}

// citeLink returns the URL of the passage's file, with its page or first line.
func citeLink(p index.Passage) string { return fileLink(p.Citation) }

// passageLink returns a link that opens the document at the passage in Footnote.
func passageLink(p index.Passage) string {
	c := p.Citation
	return link.Link{Path: c.Path, Start: c.Span.Start, End: c.Span.End}.String()
}

// where names a document and a place in it: "Title, p. 3".
func where(c index.Citation) string {
	if place := inWords().ShortPlace(c.Place); place != "" {
		return c.Title + ", " + place
	}
	return c.Title
}

// oneLine replaces line feeds, with the spaces around them, by single spaces.
func oneLine(words string) string {
	var lines []string
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " ")
}

// fileLink returns a file's URL (RFC 8089): file:///docs/lease.pdf#page=3. PDF viewers go to that page (RFC 8118), and editors go to the
// line in file:///docs/notes.md#L10.
func fileLink(c index.Citation) string {
	address := fileuri.Of(c.Path)
	switch {
	case c.Kind == "pdf" && c.Place.Page > 0 && c.Place.Member == "":
		return fmt.Sprintf("%s#page=%d", address, c.Place.Page)
	case c.Place.Line > 0 && c.Place.Member == "": // else it is a line of a file within this one
		return fmt.Sprintf("%s#L%d", address, c.Place.Line)
	}
	return address
}

// escapeMarkdown escapes characters with a meaning in CommonMark. The words begin a line, so it also escapes an initial number that would
// begin a list.
func escapeMarkdown(words string) string {
	var b strings.Builder
	digits := len(words) - len(strings.TrimLeft(words, "0123456789"))
	for i, r := range words {
		switch {
		case strings.ContainsRune("\\`*_[]<>&|~$^=", r),
			i == 0 && strings.ContainsRune("#+-", r),
			i == digits && digits > 0 && (r == '.' || r == ')'):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escapeTeX escapes characters with a meaning in TeX and BibTeX. BibTeX counts a brace even if it is escaped, so unbalanced braces are all
// written by name.
func escapeTeX(words string) string {
	paired := bracesPair(words)
	var b strings.Builder
	for _, r := range words {
		switch {
		case r == '{' && !paired:
			b.WriteString(`\textbraceleft{}`)
		case r == '}' && !paired:
			b.WriteString(`\textbraceright{}`)
		case r == '\\':
			b.WriteString(`\textbackslash{}`)
		case r == '^':
			b.WriteString(`\textasciicircum{}`)
		case r == '~':
			b.WriteString(`\textasciitilde{}`)
		case r == '"':
			b.WriteString(`{"}`) // on its own it begins an umlaut in some languages
		case strings.ContainsRune("{}$&#_%", r):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// bracesPair reports whether the braces are balanced.
func bracesPair(words string) bool {
	open := 0
	for _, r := range words {
		switch r {
		case '{':
			open++
		case '}':
			open--
		}
		if open < 0 {
			return false
		}
	}
	return open == 0
}

// bibKey returns the key for citing an entry: the title's first words and the page or line, in letters and digits only.
func bibKey(c index.Citation) string {
	const most = 3 // words
	words := strings.FieldsFunc(c.Title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var key strings.Builder
	for _, w := range words[:min(len(words), most)] {
		for _, r := range strings.ToLower(w) {
			if r < unicode.MaxASCII {
				key.WriteRune(r)
			}
		}
	}
	if key.Len() == 0 {
		key.WriteString("document")
	}
	switch {
	case c.Place.Page > 0:
		fmt.Fprintf(&key, "-p%d", c.Place.Page)
	case c.Place.Line > 0:
		fmt.Fprintf(&key, "-l%d", c.Place.Line)
	}
	return key.String()
}
