package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

var (
	rstAuthor = regexp.MustCompile(`(?mi)^:authors?:[ \t]+(.+)$`)
	rstDate   = regexp.MustCompile(`(?mi)^:date:[ \t]+(.+)$`)
)

// RST finds the sections of a reStructuredText: lines of words underlined, and perhaps overlined, with one punctuation character. The order of first
// use decides which character stands for which level.
//
// https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections
func RST(text string) plain.Outline {
	o := plain.Outline{Statement: reader.Statement{Author: plain.Field(text, rstAuthor), Dates: []string{plain.Field(text, rstDate)}}}
	levels := map[string]int{}
	for line, near := range prose.Window(text) {
		before, after := near[0], near[1]
		under, ok := prose.RuleOf(after.Text, 2)
		if !ok || !rstTitle(line.Text, after.Text) {
			continue
		}
		style := string(under)
		if over, ok := prose.RuleOf(before.Text, 2); ok && over == under && len(before.Text) == len(after.Text) {
			style += "overlined"
		} else if strings.TrimSpace(before.Text) != "" || line.Text[0] == ' ' {
			continue
		}
		if levels[style] == 0 {
			levels[style] = len(levels) + 1
		}
		o.Mark(doc.Heading, line.Start, levels[style], line.Text)
	}
	return o
}

// rstTitle reports whether a line can be the title above an underline. An underline shorter than its title needs at least four characters.
func rstTitle(line, underline string) bool {
	words := strings.TrimSpace(line)
	if words == "" {
		return false
	}
	if _, rule := prose.RuleOf(words, 1); rule {
		return false
	}
	length := len(strings.TrimRight(underline, " \t"))
	return length >= 4 || length >= utf8.RuneCountInString(words)
}
