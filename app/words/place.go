package words

import (
	"os"
	"path/filepath"
	"strings"

	"footnote/index/doc"
)

const (
	Step = " › " // separates the parts of a path or of headings
	Dot  = " · " // separates facts in one line
)

// Place puts a place into words: "p. 12 · 3 Methods › Sampling", "Leaving · lines 10–14". It is empty if nothing is known.
func (l Language) Place(p doc.Place) string {
	parts := l.within(p)
	if page := l.Page(p.Page, p.Label); page != "" {
		parts = append(parts, page)
	}
	if unit := l.unit(p); unit != "" {
		parts = append(parts, unit)
	}
	if len(p.Heading) > 0 {
		parts = append(parts, strings.Join(p.Heading, Step))
	}
	if lines := l.lines(p); lines != "" {
		parts = append(parts, lines)
	}
	return strings.Join(parts, Dot)
}

// Below returns a place without its first heading if that only repeats the title.
func Below(title string, p doc.Place) doc.Place {
	if len(p.Heading) > 0 && p.Heading[0] == title {
		p.Heading = p.Heading[1:]
	}
	return p
}

// PlaceIn puts a place into words for use beside the document's title. It leaves out a heading that only repeats the title, unless nothing
// else is known.
func (l Language) PlaceIn(title string, p doc.Place) string {
	if words := l.Place(Below(title, p)); words != "" {
		return words
	}
	return l.Place(p)
}

// ShortPlace returns the part of a place that a citation names: the page, else the time or the lines, else the section. For a file within
// the file it names that file too.
func (l Language) ShortPlace(p doc.Place) string {
	parts := l.within(p)
	if p.Time != "" {
		p.Line, p.EndLine = 0, 0
	}
	if words := l.part(p); words != "" && (len(parts) == 0 || p.Page > 0 || p.Line > 0 || p.Slide > 0 || p.Row > 0) {
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ")
}

// part is ShortPlace for a file that is not within another.
func (l Language) part(p doc.Place) string {
	for _, words := range []string{l.Page(p.Page, p.Label), l.unit(p), l.lines(p)} {
		if words != "" {
			return words
		}
	}
	if n := len(p.Heading); n > 0 {
		return p.Heading[n-1]
	}
	return ""
}

// within says in which file, message, cell or time of the file a place is.
func (l Language) within(p doc.Place) []string {
	var parts []string
	if p.Message > 0 {
		parts = append(parts, l.say("message %d", p.Message))
	}
	for _, part := range []string{p.From, p.Sent, p.Member} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if p.Cell > 0 {
		parts = append(parts, l.say("cell %d", p.Cell))
	}
	if p.Time != "" {
		parts = append(parts, p.Time)
	}
	return parts
}

// Page puts a page into words, by its own label if it has one. It is empty if neither is known.
func (l Language) Page(number int, label string) string {
	switch {
	case label != "":
		return l.say("p. %v", label)
	case number > 0:
		return l.say("p. %v", number)
	}
	return ""
}

// unit says on which slide, or in which rows of which sheet, a place is: "slide 3", "sheet Budget, rows 10–14".
func (l Language) unit(p doc.Place) string {
	var parts []string
	if p.Slide > 0 {
		parts = append(parts, l.say("slide %d", p.Slide))
	}
	if p.Sheet != "" {
		parts = append(parts, l.say("sheet %s", p.Sheet))
	}
	switch {
	case p.EndRow > p.Row:
		parts = append(parts, l.say("rows %d–%d", p.Row, p.EndRow))
	case p.Row > 0:
		parts = append(parts, l.say("row %d", p.Row))
	}
	return strings.Join(parts, ", ")
}

func (l Language) lines(p doc.Place) string {
	switch {
	case p.EndLine > p.Line:
		return l.say("lines %d–%d", p.Line, p.EndLine)
	case p.Line > 0:
		return l.say("line %d", p.Line)
	}
	return ""
}

// Short writes the user's home folder as "~".
func Short(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "" || home == string(filepath.Separator) {
		return path
	}
	if rel, err := filepath.Rel(home, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.Join("~", rel)
	}
	return path
}

// Path puts a path into words: "Home › Contracts › mill-lane.pdf".
func (l Language) Path(path string) string {
	parts := strings.Split(filepath.ToSlash(Short(path)), "/")
	if parts[0] == "~" {
		parts[0] = l.say("Home")
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, Step)
}
