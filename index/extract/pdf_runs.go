package extract

import (
	"math"
	"unicode"
	"unicode/utf16"
)

// A pdfRun is characters of a page that follow each other on a line without a gap that a column's edge could stand in. It is measured
// in the direction in which its words run: u grows along them, v grows from the line's foot to its head, whichever way the page
// is turned.
type pdfRun struct {
	from, to int     // of the page's characters, half-open; white space at the ends is left out
	angle    float64 // of the words, in radians
	u0, u1   float64 // from where to where it goes
	v        float64 // of the foot of its first character
	top, low float64 // how far it reaches over and under, in v
	size     float64 // height of its characters, with the room that their fonts give them
	count    int     // of its characters that are no white space
	letters  int     // of them
	leftward bool    // it has words that are read to the left
}

// The measures of a run, in heights of its characters.
const (
	pdfColumnGap = 1.5 // a wider gap may part columns; no space between words is as wide
	pdfStepBack  = 2   // words that begin so far before the end of those before them are others
	pdfSameLine  = 0.5 // words whose lines are no farther from each other stand on the same one
	pdfSameTurn  = 0.2 // radians between directions that are the same
)

// A pdfGlyph is where a character stands, in the direction in which it runs.
type pdfGlyph struct{ u0, u1, top, low float64 }

// seenAlong returns where a character stands as seen along a direction.
func (c pdfChar) seenAlong(angle float64) pdfGlyph {
	sin, cos := math.Sincos(angle)
	u := func(x, y float64) float64 { return x*cos + y*sin }
	v := func(x, y float64) float64 { return y*cos - x*sin }
	if c.isSlanting() { // the box around it says little
		size := min(c.box.right-c.box.left, c.box.top-c.box.bottom) / 2
		g := pdfGlyph{u0: u(c.origin.x, c.origin.y), low: v(c.origin.x, c.origin.y)}
		g.u1, g.top = g.u0+size/2, g.low+size
		return g
	}
	ux, uy := u(c.box.left, c.box.bottom), u(c.box.right, c.box.top)
	vx, vy := v(c.box.left, c.box.bottom), v(c.box.right, c.box.top)
	return pdfGlyph{min(ux, uy), max(ux, uy), max(vx, vy), min(vx, vy)}
}

// isLeftward says whether a character is read from right to left.
func isLeftward(r rune) bool {
	return r >= 0x0590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// A pdfRunner makes runs of characters.
type pdfRunner struct {
	chars []pdfChar
	runs  []pdfRun
	open  bool // the last run goes on
	last  pdfGlyph
}

// runsOf cuts a page's characters into runs, in the order in which PDFium lists them.
func runsOf(chars []pdfChar) []pdfRun {
	b := pdfRunner{chars: chars}
	for start := 0; start < len(chars); {
		end := start
		leftward := false
		for end < len(chars) && !chars[end].endsLine() {
			leftward = leftward || isLeftward(chars[end].r)
			end++
		}
		end = min(end+1, len(chars))
		b.open = false
		for i := start; i < end; i++ {
			if !chars[i].isWhite() {
				b.add(i, leftward)
			}
		}
		start = end
	}
	return b.runs
}

// endsLine says whether a character is the last of what PDFium takes for a line.
func (c pdfChar) endsLine() bool { return c.hyphen || c.made }

// isWhite says whether there is nothing to see of a character. Control characters are what fonts leave that do not say what their
// characters are, the one for spaces most often.
func (c pdfChar) isWhite() bool {
	return c.beyond || !c.hyphen && (unicode.IsSpace(c.r) || unicode.IsControl(c.r) || c.r == 0xffff)
}

func (b *pdfRunner) add(i int, leftward bool) {
	c := b.chars[i]
	angle := c.angle
	if b.open {
		angle = b.runs[len(b.runs)-1].angle
	}
	g := c.seenAlong(angle)
	if !b.open || !b.goesOn(c, g, leftward) {
		g = c.seenAlong(c.angle)
		b.runs = append(b.runs, pdfRun{
			from: i, angle: c.angle, u0: g.u0, u1: g.u1, v: g.low, top: g.top, low: g.low, size: max(g.top-g.low, 1), leftward: leftward,
		})
		b.open = true
	}
	run := &b.runs[len(b.runs)-1]
	run.to = i + 1
	run.u0, run.u1 = min(run.u0, g.u0), max(run.u1, g.u1)
	run.low, run.top = min(run.low, g.low), max(run.top, g.top)
	run.count++
	if unicode.IsLetter(c.r) || utf16.IsSurrogate(c.r) {
		run.letters++
	}
	b.last = g
}

// goesOn says whether a character belongs to the open run. In a line that is read to the left PDFium has put the words in order, and
// the next one may stand anywhere in it.
func (b *pdfRunner) goesOn(c pdfChar, g pdfGlyph, leftward bool) bool {
	run := b.runs[len(b.runs)-1]
	turn := math.Abs(math.Remainder(c.angle-run.angle, 2*math.Pi))
	if turn > pdfSameTurn || math.Abs(g.low-b.last.low) > pdfStepBack*run.size {
		return false
	}
	return leftward || g.u0-b.last.u1 <= pdfColumnGap*run.size && b.last.u0-g.u0 <= pdfStepBack*run.size
}

// isUpright says whether a run is written from top to bottom, as Chinese and Japanese may be.
func (r pdfRun) isUpright() bool { return r.count > 2 && r.top-r.low > 2*(r.u1-r.u0) }

// onLineOf says whether a run stands on the line of another.
func (r pdfRun) onLineOf(o pdfRun) bool {
	return math.Abs(r.v-o.v) <= pdfSameLine*min(r.size, o.size)
}

// follows says whether a run goes on in the line of the one that is read before it.
func (r pdfRun) follows(before pdfRun) bool {
	turn := math.Abs(math.Remainder(r.angle-before.angle, 2*math.Pi))
	return turn <= pdfSameTurn && r.onLineOf(before) && (r.u0 >= before.u0 || r.leftward)
}
