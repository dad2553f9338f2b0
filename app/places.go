package app

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// step separates the parts of a path or of headings.
const step = " › "

// dot separates facts in one line.
const dot = " · "

// placeWords puts a place into words: "p. 12 · 3 Methods › Sampling", "Leaving · lines 10–14". It is empty if nothing is known.
func placeWords(p index.Place) string {
	parts := withinWords(p)
	if page := pageWords(p.Page, p.Label); page != "" {
		parts = append(parts, page)
	}
	if unit := unitWords(p); unit != "" {
		parts = append(parts, unit)
	}
	if len(p.Heading) > 0 {
		parts = append(parts, strings.Join(p.Heading, step))
	}
	if lines := lineWords(p); lines != "" {
		parts = append(parts, lines)
	}
	return strings.Join(parts, dot)
}

// placeIn puts a place into words for use beside the document's title. It leaves out a heading that only repeats the title, unless nothing
// else is known.
func placeIn(title string, p index.Place) string {
	if len(p.Heading) > 0 && p.Heading[0] == title {
		shorter := p
		shorter.Heading = p.Heading[1:]
		if words := placeWords(shorter); words != "" {
			return words
		}
	}
	return placeWords(p)
}

// withinWords says in which file, message, cell or time of the file a place is.
func withinWords(p index.Place) []string {
	var parts []string
	if p.Message > 0 {
		parts = append(parts, lang.L("message {{.Number}}", map[string]any{"Number": p.Message}))
	}
	for _, part := range []string{p.From, p.Sent} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if p.Member != "" {
		parts = append(parts, p.Member)
	}
	if p.Cell > 0 {
		parts = append(parts, lang.L("cell {{.Number}}", map[string]any{"Number": p.Cell}))
	}
	if p.Time != "" {
		parts = append(parts, p.Time)
	}
	return parts
}

// shortPlace returns the part of a place that a citation names: the page, else the time or the lines, else the section. For a file within
// the file it names that file too.
func shortPlace(p index.Place) string {
	parts := withinWords(p)
	if p.Time != "" {
		p.Line, p.EndLine = 0, 0
	}
	if words := partPlace(p); words != "" && (len(parts) == 0 || p.Page > 0 || p.Line > 0 || p.Slide > 0 || p.Row > 0) {
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ")
}

// partPlace is shortPlace for a file that is not within another.
func partPlace(p index.Place) string {
	if page := pageWords(p.Page, p.Label); page != "" {
		return page
	}
	if unit := unitWords(p); unit != "" {
		return unit
	}
	if lines := lineWords(p); lines != "" {
		return lines
	}
	if n := len(p.Heading); n > 0 {
		return p.Heading[n-1]
	}
	return ""
}

func pageWords(page int, label string) string {
	switch {
	case label != "":
		return lang.L("p. {{.Page}}", map[string]any{"Page": label})
	case page > 0:
		return lang.L("p. {{.Page}}", map[string]any{"Page": page})
	}
	return ""
}

// unitWords says on which slide, or in which rows of which sheet, a place is: "slide 3", "sheet Budget, rows 10–14".
func unitWords(p index.Place) string {
	var parts []string
	if p.Slide > 0 {
		parts = append(parts, lang.L("slide {{.Number}}", map[string]any{"Number": p.Slide}))
	}
	if p.Sheet != "" {
		parts = append(parts, lang.L("sheet {{.Name}}", map[string]any{"Name": p.Sheet}))
	}
	switch {
	case p.EndRow > p.Row:
		parts = append(parts, lang.L("rows {{.First}}–{{.Last}}", map[string]any{"First": p.Row, "Last": p.EndRow}))
	case p.Row > 0:
		parts = append(parts, lang.L("row {{.Number}}", map[string]any{"Number": p.Row}))
	}
	return strings.Join(parts, ", ")
}

func lineWords(p index.Place) string {
	switch {
	case p.EndLine > p.Line:
		return lang.L("lines {{.First}}–{{.Last}}", map[string]any{"First": p.Line, "Last": p.EndLine})
	case p.Line > 0:
		return lang.L("line {{.Line}}", map[string]any{"Line": p.Line})
	}
	return ""
}

// pathWords puts a path into words: "Home › Contracts › mill-lane.pdf".
func pathWords(path string) string {
	parts := strings.Split(filepath.ToSlash(shorten(path)), "/")
	if parts[0] == "~" {
		parts[0] = lang.L("Home")
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, step)
}

// shorten writes the user's home folder as "~".
func shorten(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "" || home == string(filepath.Separator) {
		return path
	}
	if rel, err := filepath.Rel(home, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.Join("~", rel)
	}
	return path
}
