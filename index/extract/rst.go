package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	rstAuthor = regexp.MustCompile(`(?mi)^:authors?:[ \t]+(.+)$`)
	rstDate   = regexp.MustCompile(`(?mi)^:date:[ \t]+(.+)$`)
)

// rstOutline finds the sections of a reStructuredText: a line of words that is underlined, and perhaps overlined, with one
// punctuation character. Which character stands for which level is told by the order in which they first occur.
//
// https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections
func rstOutline(text string) outline {
	o := outline{statement: statement{author: field(text, rstAuthor), dates: []string{field(text, rstDate)}}}
	levels := map[string]int{}
	for line, near := range window(text) {
		before, after := near[0], near[1]
		under, ok := ruleOf(after.text, 2)
		if !ok || !rstTitle(line.text, after.text) {
			continue
		}
		style := string(under)
		if over, ok := ruleOf(before.text, 2); ok && over == under && len(before.text) == len(after.text) {
			style += "overlined"
		} else if strings.TrimSpace(before.text) != "" || line.text[0] == ' ' {
			continue
		}
		if levels[style] == 0 {
			levels[style] = len(levels) + 1
		}
		o.mark(Heading, line.start, levels[style], line.text)
	}
	return o
}

// rstTitle says whether a line can be the title that an underline belongs to: one that is shorter than its title is taken
// for an underline only from four characters on.
func rstTitle(line, underline string) bool {
	words := strings.TrimSpace(line)
	if words == "" {
		return false
	}
	if _, rule := ruleOf(words, 1); rule {
		return false
	}
	length := len(strings.TrimRight(underline, " \t"))
	return length >= 4 || length >= utf8.RuneCountInString(words)
}
