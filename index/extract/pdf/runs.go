package pdf

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf16"
)

// A textRun is consecutive characters on a line, without a gap that could be the edge of a column. It is measured in its text direction: u grows along
// the text, v from the foot of the line to its head, however the page is turned.
type textRun struct {
	from, to int     // of the page's characters, half-open, without white space at the ends
	angle    float64 // of the text direction, in radians
	u0, u1   float64 // its extent in u
	v        float64 // of the baseline of its first character
	top, low float64 // its extent in v
	size     float64 // height of its characters, including ascent and descent
	count    int     // of its characters, without white space
	letters  int     // of letters
	leftward bool    // it has right-to-left text
}

// The measures of a run, in heights of its characters.
const (
	columnGap = 1.5 // a wider gap may separate columns; spaces between words are narrower
	stepBack  = 2   // text that begins so far before the previous end is another run
	sameLine  = 0.5 // baselines at most so far apart are the same line
	sameTurn  = 0.2 // radians between equal directions
)

// An extent is the extent of a character, along its text direction.
type extent struct{ u0, u1, top, low float64 }

// seenAlong returns the extent of a character along a direction.
func (c character) seenAlong(angle float64) extent {
	sin, cos := math.Sincos(angle)
	u := func(x, y float64) float64 { return x*cos + y*sin }
	v := func(x, y float64) float64 { return y*cos - x*sin }
	if c.isSlanting() { // its box says little
		size := min(c.box.right-c.box.left, c.box.top-c.box.bottom) / 2
		g := extent{u0: u(c.origin.x, c.origin.y), low: v(c.origin.x, c.origin.y)}
		g.u1, g.top = g.u0+size/2, g.low+size
		return g
	}
	ux, uy := u(c.box.left, c.box.bottom), u(c.box.right, c.box.top)
	vx, vy := v(c.box.left, c.box.bottom), v(c.box.right, c.box.top)
	return extent{min(ux, uy), max(ux, uy), max(vx, vy), min(vx, vy)}
}

// isLeftward reports whether a character is read from right to left.
func isLeftward(r rune) bool {
	return r >= 0x0590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// A runMaker makes runs of characters.
type runMaker struct {
	*caller
	chars []character
	runs  []textRun
	open  bool // the last run is open
	last  extent
}

// runsOf splits a page's characters into runs, in PDFium's order, and finds where they stand.
func (c *caller) runsOf(chars []character) []textRun {
	b := runMaker{caller: c, chars: chars}
	for start := 0; start < len(chars); {
		end := start
		for end < len(chars) && !chars[end].endsLine() {
			end++
		}
		end = min(end+1, len(chars))
		b.addLine(start, end)
		start = end
	}
	return b.runs
}

// addLine adds the characters of what PDFium considers a line.
func (b *runMaker) addLine(start, end int) {
	for start < end && b.chars[start].isWhite() {
		start++
	}
	for start < end && b.chars[end-1].isWhite() {
		end--
	}
	if start == end {
		return
	}
	leftward := slices.ContainsFunc(b.chars[start:end], func(c character) bool { return isLeftward(c.r) })
	if run, ok := b.wholeLine(start, end, leftward); ok {
		b.runs = append(b.runs, run)
		return
	}
	b.open = false
	for i := start; i < end; i++ {
		b.place(&b.chars[i], i, b.chars[max(0, i-1)])
		if !b.chars[i].isWhite() {
			b.add(i, leftward)
		}
	}
}

// wholeLine makes one run of a line without visible gaps, without asking for the position of each character.
func (b *runMaker) wholeLine(start, end int, leftward bool) (run textRun, ok bool) {
	const loose = 0.65 // heights of a line per character: more than in any prose, so there must be gaps
	first := character{angle: b.angle(start), box: b.looseBox(start)}
	turn := math.Abs(math.Remainder(b.angle(end-1)-first.angle, 2*math.Pi))
	if first.isSlanting() || turn > sameTurn || b.hasWideSpace(start, end) {
		return run, false
	}
	g := first.seenAlong(first.angle)
	run = b.newRun(start, first.angle, g, leftward)
	run.to = end
	for i, box := range b.rects(start, end) {
		next := character{angle: first.angle, box: box}.seenAlong(first.angle)
		gap, back, step := next.u0-g.u1, g.u1-next.u0, math.Abs(next.low-g.low)
		if !box.within(b.paper) || step > sameLine*run.size || i > 0 && !leftward && (gap > columnGap*run.size || back > stepBack*run.size) {
			return run, false
		}
		run.reach(next)
		g, ok = next, true
	}
	for _, c := range b.chars[start:end] {
		run.tally(c)
	}
	return run, ok && run.u1-run.u0 <= loose*run.size*float64(end-start)
}

// hasWideSpace reports whether several spaces stand together, as people type them to make columns.
func (b *runMaker) hasWideSpace(start, end int) bool {
	const wide = 3
	spaces := 0
	for _, c := range b.chars[start:end] {
		if spaces++; !c.isWhite() {
			spaces = 0
		}
		if spaces == wide {
			return true
		}
	}
	return false
}

// newRun begins a run at character from.
func (c *caller) newRun(from int, angle float64, g extent, leftward bool) textRun {
	origin := c.origin(from)
	sin, cos := math.Sincos(angle)
	return textRun{
		from: from, angle: angle, leftward: leftward, size: max(g.top-g.low, 1),
		u0: g.u0, u1: g.u1, v: origin.y*cos - origin.x*sin, top: g.top, low: g.low,
	}
}

// reach extends a run to contain g.
func (r *textRun) reach(g extent) {
	r.u0, r.u1 = min(r.u0, g.u0), max(r.u1, g.u1)
	r.low, r.top = min(r.low, g.low), max(r.top, g.top)
}

// tally counts a character of a run.
func (r *textRun) tally(c character) {
	if c.isWhite() {
		return
	}
	r.count++
	if unicode.IsLetter(c.r) || utf16.IsSurrogate(c.r) {
		r.letters++
	}
}

// endsLine reports whether a character ends what PDFium considers a line.
func (c character) endsLine() bool { return c.hyphen || c.made }

// isWhite reports whether a character is invisible. Control characters come from fonts that do not say what their characters are, mostly for spaces.
func (c character) isWhite() bool {
	return c.beyond || !c.hyphen && (unicode.IsSpace(c.r) || unicode.IsControl(c.r) || c.r == 0xffff)
}

func (b *runMaker) add(i int, leftward bool) {
	c := b.chars[i]
	angle := c.angle
	if b.open {
		angle = b.runs[len(b.runs)-1].angle
	}
	g := c.seenAlong(angle)
	if !b.open || !b.goesOn(c, g, leftward) {
		g = c.seenAlong(c.angle)
		b.runs = append(b.runs, b.newRun(i, c.angle, g, leftward))
		b.open = true
	}
	run := &b.runs[len(b.runs)-1]
	run.to = i + 1
	run.reach(g)
	run.tally(c)
	b.last = g
}

// goesOn reports whether a character continues the open run. In a right-to-left line, PDFium has sorted the words, and the next one may stand
// anywhere in it.
func (b *runMaker) goesOn(c character, g extent, leftward bool) bool {
	run := b.runs[len(b.runs)-1]
	turn := math.Abs(math.Remainder(c.angle-run.angle, 2*math.Pi))
	if turn > sameTurn || math.Abs(g.low-b.last.low) > stepBack*run.size {
		return false
	}
	return leftward || g.u0-b.last.u1 <= columnGap*run.size && b.last.u0-g.u0 <= stepBack*run.size
}

// isUpright reports whether a run is written from top to bottom, as Chinese and Japanese may be.
func (r textRun) isUpright() bool { return r.count > 2 && r.top-r.low > 2*(r.u1-r.u0) }

// onLineOf reports whether a run is on the line of another.
func (r textRun) onLineOf(o textRun) bool {
	return math.Abs(r.v-o.v) <= sameLine*min(r.size, o.size)
}

// follows reports whether a run continues the line of the previous one.
func (r textRun) follows(before textRun) bool {
	turn := math.Abs(math.Remainder(r.angle-before.angle, 2*math.Pi))
	return turn <= sameTurn && r.onLineOf(before) && (r.u0 >= before.u0 || r.leftward)
}
