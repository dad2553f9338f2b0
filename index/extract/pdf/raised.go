package pdf

import (
	"math"
	"strings"
	"unicode"

	"footnote/index/extract/prose"
)

// The measures of a digit that stands above the line, in heights of its run's characters.
const (
	leastRaise = 0.12
	mostRaise  = 0.9 // a digit that stands higher is of another line
)

// raise replaces the digits that stand above the line of a word by superscript characters, so that the number of a note and an exponent do
// not run into it. A digit alone between blanks stays as it is: it is parted from words anyway, and may be the head of a fraction.
func (c *caller) raise(chars []character, runs []textRun) {
	for _, run := range runs {
		if run.leftward {
			continue
		}
		for from := run.from; from < run.to; {
			if !prose.IsDigit(chars[from].r) {
				from++
				continue
			}
			to := from + 1
			for to < run.to && isOfNumber(chars, to, run.to) {
				to++
			}
			if line, ok := c.lineOf(chars, run, from, to); ok {
				c.raiseNumber(chars[from:to], from, run, line)
			}
			from = to
		}
	}
}

// isOfNumber reports whether the character at goes on a number: a digit, or a comma or a dash before one.
func isOfNumber(chars []character, at, end int) bool {
	switch r := chars[at].r; {
	case prose.IsDigit(r):
		return true
	case r == ',' || r == '-' || r == '–':
		return at+1 < end && prose.IsDigit(chars[at+1].r)
	}
	return false
}

// lineOf returns the height of the line that a number stands on or above, if something beside it or in it shows that.
func (c *caller) lineOf(chars []character, run textRun, from, to int) (line float64, ok bool) {
	if from > run.from {
		if before := chars[from-1].r; unicode.IsLetter(before) || unicode.In(before, unicode.Pe, unicode.Pf) || strings.ContainsRune(".,;:!?'\"%", before) {
			return c.height(from-1, run), true
		}
	}
	if to < run.to && unicode.IsLetter(chars[to].r) { // the note itself
		return c.height(to, run), true
	}
	if to-from > 1 { // a power
		return c.height(from, run), true
	}
	return 0, false
}

// raiseNumber replaces those digits of a number, which begins at index from of the page's, that stand above a line.
func (c *caller) raiseNumber(number []character, from int, run textRun, line float64) {
	last := c.height(from+len(number)-1, run)
	first := last
	if len(number) > 1 {
		first = c.height(from, run)
	}
	for i := range number {
		height := last
		if first != last {
			height = c.height(from+i, run)
		}
		if by := height - line; by > leastRaise*run.size && by < mostRaise*run.size {
			if raised := []rune(prose.RaisedDigits(string(number[i].r))); len(raised) == 1 {
				number[i].r = raised[0]
			}
		}
	}
}

// height returns how high the line is that a character stands on, across the direction of its run.
func (c *caller) height(at int, run textRun) float64 {
	origin := c.origin(at)
	sin, cos := math.Sincos(run.angle)
	return origin.y*cos - origin.x*sin
}
