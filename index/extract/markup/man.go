package markup

import (
	"bytes"
	"regexp"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

var (
	manSection = regexp.MustCompile(`^[.'][ \t]*(?:S([HShs]))(?:[ \t]+(.*))?$`)
	manTitle   = regexp.MustCompile(`(?m)^[.'][ \t]*(?:TH|Dt)[ \t]+(.+)$`)
	manDate    = regexp.MustCompile(`(?m)^[.'][ \t]*(?:TH[ \t]+\S+[ \t]+\S+|Dd)[ \t]+(?:\$Mdocdate: )?"?(\d{4}-\d\d-\d\d|\d* ?\p{L}+ (?:\d+, )?\d{4})`)
	manFont    = regexp.MustCompile(`\\f(?:\[[^\]]*\]|\(..|.)|\\s[-+]?\d|\\[&|^/,:]`)
	manIs      = regexp.MustCompile(`(?m)^[.'][ \t]*(?:TH|Dd|Dt)[ \t]`)
	manWords   = strings.NewReplacer(`\-`, "-", `\(em`, "—", `\(en`, "–", `\(aq`, "'", `\(dq`, `"`, `\(co`, "©", `\e`, `\`, `\ `, " ", `\~`, " ", `\0`, " ", `"`, "")
)

// IsMan reports whether a text is a manual page. The name is not enough: it ends in a section number, as those of rotated logs do.
func IsMan(head []byte) bool {
	return (bytes.Contains(head, []byte("\n.SH")) || bytes.Contains(head, []byte("\n.Sh"))) && manIs.Match(head)
}

// Man finds the sections of a manual page: .SH and .SS of man(7), .Sh and .Ss of mdoc(7).
func Man(text string) plain.Outline {
	o := plain.Outline{Statement: reader.Statement{Title: manPage(plain.Field(text, manTitle)), Dates: []string{manPlain(plain.Field(text, manDate))}}}
	open := doc.Mark{} // a section whose heading is on the next line
	for start, line := range prose.TextLines(text) {
		if open.Level > 0 && line != "" && line[0] != '.' && line[0] != '\'' {
			o.Mark(doc.Heading, open.Start, open.Level, manPlain(line))
		}
		open = doc.Mark{}
		m := manSection.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		level := 1
		if m[1] == "S" || m[1] == "s" {
			level = 2
		}
		if label := manPlain(m[2]); label != "" {
			o.Mark(doc.Heading, start, level, label)
		} else {
			open = doc.Mark{Start: start, Level: level}
		}
	}
	return o
}

// manPage returns the name of a manual page: "LS(1)".
func manPage(title string) string {
	parts := strings.Fields(manPlain(title))
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return parts[0] + "(" + parts[1] + ")"
}

// manPlain returns a macro's argument without quotes, fonts and escapes.
func manPlain(s string) string {
	if i := strings.Index(s, `\"`); i >= 0 {
		s = s[:i]
	}
	return manWords.Replace(manFont.ReplaceAllString(s, ""))
}
