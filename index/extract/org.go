package extract

import "regexp"

var (
	orgHeading = regexp.MustCompile(`^(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*$`)
	orgTitle   = regexp.MustCompile(`(?mi)^#\+title:[ \t]*(.+)$`)
	orgAuthor  = regexp.MustCompile(`(?mi)^#\+author:[ \t]*(.+)$`)
	orgDate    = regexp.MustCompile(`(?mi)^#\+date:[ \t]*[<\[]?(\d{4}-\d\d-\d\d|[^<\[\n]+)`)

	orgLanguage = regexp.MustCompile(`(?mi)^#\+language:[ \t]*(\S+)`)
)

// orgOutline finds the headlines of an Org file, without their keywords, priorities and tags.
//
// https://orgmode.org/worg/org-syntax.html#Headings
func orgOutline(text string) outline {
	o := outline{statement: statement{
		field(text, orgTitle), field(text, orgAuthor), field(text, orgLanguage), []string{field(text, orgDate)},
	}}
	for start, line := range textLines(text) {
		if line == "" || line[0] != '*' {
			continue
		}
		if m := orgHeading.FindStringSubmatch(line); m != nil {
			o.mark(Heading, start, len(m[1]), m[2])
		}
	}
	return o
}
