package markup

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
)

var (
	latexSection = regexp.MustCompile(`\\(part|chapter|section|subsection|subsubsection|paragraph)\*?[ \t]*(?:\[[^\]]*\])?[ \t]*\{`)
	latexTitle   = regexp.MustCompile(`\\title[ \t]*(?:\[[^\]]*\])?[ \t]*\{`)
	latexAuthor  = regexp.MustCompile(`\\author[ \t]*(?:\[[^\]]*\])?[ \t]*\{`)
	latexDate    = regexp.MustCompile(`\\date[ \t]*\{`)
	latexFence   = regexp.MustCompile(`\\(begin|end)\{(?:verbatim|Verbatim|lstlisting|minted|comment)\*?\}`)
	latexAside   = regexp.MustCompile(`\\(?:thanks|footnote|label|index|inst|vspace|hspace|cite\w*)\*?(?:\[[^\]]*\])?\{[^{}]*\}`)
	latexAccent  = regexp.MustCompile(`\\(['"^~.=` + "`" + `]|[cHkruv](?:\b|\{))[ \t]*\{?\\?([A-Za-z])\}?`)
	latexCommand = regexp.MustCompile(`\\(?:[A-Za-z]+\*?[ \t]*|.)`)
	latexLetters = strings.NewReplacer(`\ss`, "ß", `\o `, "ø", `\o{}`, "ø", `\ae`, "æ", `\oe`, "œ", `\aa`, "å", `\l{}`, "ł", `\\`, " ", "~", " ",
		"---", "—", "--", "–", "``", "“", "''", "”", `\&`, "&", `\%`, "%", `\_`, "_", `\#`, "#", `\$`, "$", `\and`, ",", `\quad`, " ", `\LaTeX`, "LaTeX", `\TeX`, "TeX")
)

// latexLevels are the levels of the commands that begin sections.
var latexLevels = map[string]int{"part": 1, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5, "paragraph": 6}

// latexAccents are the combining characters of accents.
var latexAccents = map[byte]string{
	'\'': "\u0301", '`': "\u0300", '^': "\u0302", '"': "\u0308", '~': "\u0303", '=': "\u0304", '.': "\u0307",
	'c': "\u0327", 'H': "\u030b", 'k': "\u0328", 'r': "\u030a", 'u': "\u0306", 'v': "\u030c",
}

// LaTeX finds the sections of a LaTeX source, outside of comments and verbatim text.
func LaTeX(text string) plain.Outline {
	var o plain.Outline
	verbatim := false
	for start, line := range prose.TextLines(text) {
		if m := latexFence.FindStringSubmatch(line); m != nil {
			verbatim = m[1] == "begin"
		}
		if verbatim || !strings.Contains(line, `\`) {
			continue
		}
		code := line[:latexComment(line)]
		for _, m := range latexSection.FindAllStringSubmatchIndex(code, prose.MaxOutline-len(o.Marks)) {
			o.Mark(doc.Heading, start, latexLevels[code[m[2]:m[3]]], latexPlain(latexArgument(text, start+m[1])))
		}
		if m := latexTitle.FindStringIndex(code); m != nil && o.Title == "" {
			o.Title = latexPlain(latexArgument(text, start+m[1]))
		}
		if m := latexAuthor.FindStringIndex(code); m != nil && o.Author == "" {
			o.Author = latexPlain(latexArgument(text, start+m[1]))
		}
		if m := latexDate.FindStringIndex(code); m != nil && o.Dates == nil {
			o.Dates = []string{latexPlain(latexArgument(text, start+m[1]))}
		}
	}
	return o
}

// latexComment returns where a line's comment begins.
func latexComment(line string) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '%':
			return i
		}
	}
	return len(line)
}

// latexArgument returns the text from byte start to its closing brace, or "" if that is not nearby.
func latexArgument(text string, start int) string {
	const most = 2 << 10
	depth := 1
	for i := start; i < min(len(text), start+most); i++ {
		switch text[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[start:i]
			}
		}
	}
	return ""
}

// latexPlain returns the typeset words, as nearly as is cheap.
func latexPlain(s string) string {
	s = latexAside.ReplaceAllString(s, "")
	s = latexAccent.ReplaceAllStringFunc(s, func(found string) string {
		m := latexAccent.FindStringSubmatch(found)
		return m[2] + latexAccents[m[1][0]]
	})
	s = latexCommand.ReplaceAllString(latexLetters.Replace(s), "")
	return norm.NFC.String(strings.NewReplacer("{", "", "}", "").Replace(s))
}
