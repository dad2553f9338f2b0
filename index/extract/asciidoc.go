package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	asciidocHeading = regexp.MustCompile(`^(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+(?:=+|#+))?[ \t]*$`)
	asciidocAuthor  = regexp.MustCompile(`(?m)^(?::author:[ \t]+(.+)|=[ \t]+\S.*\n(?:[^\s:/][^<\n]*?)[ \t]+<[^>\n]+@[^>\n]+>)$`)

	asciidocLanguage = regexp.MustCompile(`(?m)^:lang:[ \t]+(.+)$`)
	asciidocDate     = regexp.MustCompile(`(?m)^(?::revdate:[ \t]+|=[ \t]+\S.*\n[^\s:/].*\nv?[\d.]*,? ?)(\d{4}-\d\d-\d\d)[ \t]*(?::.*)?$`)
)

// asciidocLevels are the underlines of titles in two lines, the highest first.
const asciidocLevels = "=-~^+"

// asciidocOutline finds the titles of an AsciiDoc text, in one line ("== Title") and in two, outside of what is verbatim.
//
// https://docs.asciidoctor.org/asciidoc/latest/sections/titles-and-levels/
func asciidocOutline(text string) outline {
	o := outline{statement: statement{
		author: field(text, asciidocAuthor), language: field(text, asciidocLanguage), dates: []string{field(text, asciidocDate)},
	}}
	fence := "" // the delimiter of the verbatim block that is open
	for line, near := range window(text) {
		trimmed := strings.TrimRight(line.text, " \t")
		if fence != "" {
			if trimmed == fence {
				fence = ""
			}
			continue
		}
		if level := asciidocUnderlined(near[0].text, trimmed, near[1].text); level > 0 {
			o.mark(Heading, line.start, level, trimmed)
		} else if m := asciidocHeading.FindStringSubmatch(trimmed); m != nil {
			o.mark(Heading, line.start, len(m[1]), m[2])
		} else if isAsciidocFence(trimmed) && asciidocUnderlined("", near[0].text, trimmed) == 0 {
			fence = trimmed
		}
	}
	return o
}

// isAsciidocFence says whether a line opens a listing, a literal, a passthrough or a comment.
func isAsciidocFence(line string) bool {
	if strings.HasPrefix(line, "```") {
		return true
	}
	c, ok := ruleOf(line, 4)
	return ok && strings.IndexByte("-.+/", c) >= 0
}

// asciidocUnderlined returns the level of a title in two lines, or 0: the underline is as long as the title, give or take two.
func asciidocUnderlined(before, line, after string) int {
	c, ok := ruleOf(after, 2)
	level := strings.IndexByte(asciidocLevels, c) + 1
	opens := strings.TrimSpace(before) == "" || strings.HasPrefix(before, "[") || strings.HasPrefix(before, "//")
	if !ok || level == 0 || !opens || !strings.ContainsFunc(line, unicode.IsLetter) || strings.HasPrefix(line, " ") || strings.HasPrefix(line, ".") {
		return 0
	}
	if d := utf8.RuneCountInString(line) - len(strings.TrimRight(after, " \t")); d < -2 || d > 2 {
		return 0
	}
	return level
}
