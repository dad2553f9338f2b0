package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/dustin/go-humanize"

	"footnote/index"
)

// placeWords puts a place into words: "p. 3 · Leaving › Notice · lines 10–14". It is empty if nothing is known.
func placeWords(p index.Place) string {
	var parts []string
	if p.Message > 0 {
		parts = append(parts, fmt.Sprintf("message %d", p.Message))
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
		parts = append(parts, fmt.Sprintf("cell %d", p.Cell))
	}
	if p.Time != "" {
		parts = append(parts, p.Time)
	}
	switch {
	case p.Label != "":
		parts = append(parts, "p. "+p.Label)
	case p.Page > 0:
		parts = append(parts, fmt.Sprintf("p. %d", p.Page))
	}
	if unit := unitWords(p); unit != "" {
		parts = append(parts, unit)
	}
	if len(p.Heading) > 0 {
		parts = append(parts, strings.Join(p.Heading, " › "))
	}
	switch {
	case p.EndLine > p.Line:
		parts = append(parts, fmt.Sprintf("lines %d–%d", p.Line, p.EndLine))
	case p.Line > 0:
		parts = append(parts, fmt.Sprintf("line %d", p.Line))
	}
	return strings.Join(parts, " · ")
}

// unitWords says on which slide, or in which rows of which sheet, a place is: "slide 3", "sheet Budget, rows 10–14".
func unitWords(p index.Place) string {
	var parts []string
	if p.Slide > 0 {
		parts = append(parts, fmt.Sprintf("slide %d", p.Slide))
	}
	if p.Sheet != "" {
		parts = append(parts, "sheet "+p.Sheet)
	}
	switch {
	case p.EndRow > p.Row:
		parts = append(parts, fmt.Sprintf("rows %d–%d", p.Row, p.EndRow))
	case p.Row > 0:
		parts = append(parts, fmt.Sprintf("row %d", p.Row))
	}
	return strings.Join(parts, ", ")
}

// below returns a place without its first heading if that only repeats the title.
func below(title string, p index.Place) index.Place {
	if len(p.Heading) > 0 && p.Heading[0] == title {
		p.Heading = p.Heading[1:]
	}
	return p
}

// printable returns s with characters made visible that would control a terminal: control characters, and those that change the direction
// of writing. File names and documents may come from strangers.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// count returns a number with its noun: "1 file", "1,200 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}

// spell returns a duration with the precision that a person needs: "0.4 s", "12 s", "3 min", "2 h 5 min".
func spell(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// closeInto closes c, and stores its error in err if that is nil.
func closeInto(err *error, c interface{ Close() error }) {
	*err = errors.Join(*err, c.Close())
}
