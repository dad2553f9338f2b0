package markup

import (
	"regexp"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

var (
	orgHeading = regexp.MustCompile(`^(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*$`)
	orgTitle   = regexp.MustCompile(`(?mi)^#\+title:[ \t]*(.+)$`)
	orgAuthor  = regexp.MustCompile(`(?mi)^#\+author:[ \t]*(.+)$`)
	orgDate    = regexp.MustCompile(`(?mi)^#\+date:[ \t]*[<\[]?(\d{4}-\d\d-\d\d|[^<\[\n]+)`)

	orgLanguage = regexp.MustCompile(`(?mi)^#\+language:[ \t]*(\S+)`)
)

// Org finds the headlines of an Org file, without their keywords, priorities and tags.
//
// https://orgmode.org/worg/org-syntax.html#Headings
func Org(text string) plain.Outline {
	o := plain.Outline{Statement: reader.Statement{
		Title: plain.Field(text, orgTitle), Author: plain.Field(text, orgAuthor), Language: plain.Field(text, orgLanguage), Dates: []string{plain.Field(text, orgDate)},
	}}
	for start, line := range prose.TextLines(text) {
		if line == "" || line[0] != '*' {
			continue
		}
		if m := orgHeading.FindStringSubmatch(line); m != nil {
			o.Mark(doc.Heading, start, len(m[1]), m[2])
		}
	}
	return o
}
