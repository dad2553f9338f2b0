package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

var (
	asciidocHeading = regexp.MustCompile(`^(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+(?:=+|#+))?[ \t]*$`)
	asciidocAuthor  = regexp.MustCompile(`(?m)^(?::author:[ \t]+(.+)|=[ \t]+\S.*\n(?:[^\s:/][^<\n]*?)[ \t]+<[^>\n]+@[^>\n]+>)$`)

	asciidocLanguage = regexp.MustCompile(`(?m)^:lang:[ \t]+(.+)$`)
	asciidocDate     = regexp.MustCompile(`(?m)^(?::revdate:[ \t]+|=[ \t]+\S.*\n[^\s:/].*\nv?[\d.]*,? ?)(\d{4}-\d\d-\d\d)[ \t]*(?::.*)?$`)
)

// asciidocLevels are the underlines of two-line titles, the highest first.
const asciidocLevels = "=-~^+"

// AsciiDoc finds the titles of an AsciiDoc text, in one line ("== Title") or two, outside of verbatim blocks.
//
// https://docs.asciidoctor.org/asciidoc/latest/sections/titles-and-levels/
func AsciiDoc(text string) plain.Outline {
	o := plain.Outline{Statement: reader.Statement{
		Author: plain.Field(text, asciidocAuthor), Language: plain.Field(text, asciidocLanguage), Dates: []string{plain.Field(text, asciidocDate)},
	}}
	fence := "" // the delimiter of the open verbatim block
	for line, near := range prose.Window(text) {
		trimmed := strings.TrimRight(line.Text, " \t")
		if fence != "" {
			if trimmed == fence {
				fence = ""
			}
			continue
		}
		if level := asciidocUnderlined(near[0].Text, trimmed, near[1].Text); level > 0 {
			o.Mark(doc.Heading, line.Start, level, trimmed)
		} else if m := asciidocHeading.FindStringSubmatch(trimmed); m != nil {
			o.Mark(doc.Heading, line.Start, len(m[1]), m[2])
		} else if isAsciidocFence(trimmed) && asciidocUnderlined("", near[0].Text, trimmed) == 0 {
			fence = trimmed
		}
	}
	return o
}

// isAsciidocFence reports whether a line opens a listing, a literal, a passthrough or a comment.
func isAsciidocFence(line string) bool {
	if strings.HasPrefix(line, "```") {
		return true
	}
	c, ok := prose.RuleOf(line, 4)
	return ok && strings.IndexByte("-.+/", c) >= 0
}

// asciidocUnderlined returns the level of a two-line title, or 0. The underline is as long as the title, give or take two.
func asciidocUnderlined(before, line, after string) int {
	c, ok := prose.RuleOf(after, 2)
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
