// Package chunk splits a document's canonical text into chunks: the spans that are embedded, indexed and shown as units.
//
// A chunk is made of whole paragraphs if they fit, else of whole sentences. It is cut between words only if a sentence does not fit either.
// A chunk is a half-open span of the text: the package never changes a byte, and does not know how the spans are used. Start reading at
// Split.
package chunk

import (
	"math"
	"slices"
	"sort"
	"unicode/utf8"

	"footnote/index/doc"
)

// A Span is a half-open range of bytes.
type Span = doc.Span

// Sizes of a chunk in bytes. A passage of about this size holds one idea with its context, can be read at a glance, and is short enough for
// one vector to represent it.
const (
	Target = 800            // paragraphs are packed up to this size
	whole  = Target * 3 / 2 // a paragraph up to this size is not cut
	least  = Target / 4     // a smaller chunk joins a neighbour, if it has one
	Limit  = whole + least  // no chunk is larger

	maxHeadings = 2 * least      // headings that are longer in total count as ordinary text
	maxPrefix   = Limit - Target // so that a piece of Target bytes fits after it
	maxRepeat   = Target / 3     // a longer sentence is not repeated
)

// Split splits text into chunks. hard holds byte offsets that no chunk crosses. soft holds offsets where a chunk should preferably begin
// (headings). A chunk crosses one that is in both if there are headings alone before it. Both ascend. Split ignores offsets outside the text, and moves one inside a UTF-8 sequence to the first byte of the
// sequence. skip holds disjoint spans in ascending order. No chunk begins or ends in one; a short one may be inside a chunk.
//
// Chunks have no white space at their ends, are not empty, have at most Limit bytes, and are in order of Start. Together they hold every
// byte of text that is neither white space nor skipped. They are disjoint except in paragraphs longer than one chunk: there the last
// sentence of a chunk may also be the first of the next, so that a search finds what the two say together.
func Split(text string, hard, soft []int, skip []Span) []Span {
	var chunks []Span
	sections(text, withBody(text, hard, soft), skip, func(section Span) {
		chunks = append(chunks, splitSection(text, section, within(soft, section.Start, section.End))...)
	})
	return without(text, chunks, skip)
}

// withBody returns the hard offsets without those that are also soft and have nothing but headings before them.
func withBody(text string, hard, soft []int) []int {
	var kept []int
	from := 0
	for _, to := range hard {
		if _, found := slices.BinarySearch(soft, to); !found || !headingsAlone(text, Span{Start: runeStart(text, from), End: runeStart(text, to)}) {
			kept = append(kept, to)
			from = to
		}
	}
	return kept
}

// headingsAlone reports whether a span of text is a few headings.
func headingsAlone(text string, s Span) bool {
	if s.End-s.Start > maxHeadings {
		return false
	}
	for i, paragraph := range paragraphs(text, s) {
		if !isHeading(text, paragraph, i == 0) {
			return false
		}
	}
	return true
}

// within returns the ascending offsets strictly between from and to.
func within(offsets []int, from, to int) []int {
	lo := sort.SearchInts(offsets, from+1)
	hi := sort.SearchInts(offsets, to)
	return offsets[lo:max(lo, hi)]
}

// runeStart moves an offset back to the start of its UTF-8 sequence, and into the text.
func runeStart(text string, i int) int {
	i = max(0, min(i, len(text)))
	for back := 0; back < utf8.UTFMax && i > 0 && i < len(text) && !utf8.RuneStart(text[i]); back++ {
		i--
	}
	return i
}

// splitSection splits the text between two hard breaks.
func splitSection(text string, section Span, soft []int) []Span {
	p := packer{text: text}
	from := section.Start
	for i := 0; i <= len(soft); i++ {
		to := section.End
		if i < len(soft) {
			to = runeStart(text, soft[i])
		}
		if to <= from {
			continue
		}
		for n, paragraph := range paragraphs(text, Span{Start: from, End: to}) {
			p.add(paragraph, n == 0)
		}
		from = to
	}
	p.finish()
	return p.chunks
}

// A packer fills chunks with the paragraphs of one section.
type packer struct {
	text   string
	chunks []Span
	open   Span // the chunk being filled; empty if there is none
	tail   int  // start of the headings at the end of open; open.End if it does not end in one
}

func (p *packer) empty() bool { return p.open.Start == p.open.End }

// add adds the next paragraph to the open chunk, or begins a new chunk with it. first tells that it begins a sub-section.
func (p *packer) add(paragraph Span, first bool) {
	opens := first || opensSection(p.text[paragraph.Start:paragraph.End])
	if body := p.tail - p.open.Start; body >= least && (opens || paragraph.End-p.open.Start > Target) {
		p.close()
	}
	if paragraph.Start-p.open.Start > maxPrefix { // little text, but much white space
		p.tail = p.open.End
		p.close()
	}
	heading := isHeading(p.text, paragraph, first)
	if p.empty() {
		p.open, p.tail = Span{Start: paragraph.Start, End: paragraph.Start}, paragraph.Start
	}
	start, tail := p.open.Start, p.tail
	if tail == p.open.End { // only body so far
		tail = paragraph.Start
	}
	if paragraph.End-start > whole {
		start = p.cut(Span{Start: start, End: paragraph.End}, paragraph.Start)
	}
	p.open, p.tail = Span{Start: start, End: paragraph.End}, paragraph.End
	if heading && paragraph.End-tail <= maxHeadings {
		p.tail = tail
	}
}

// close ends the open chunk. Headings at its end move to the next one: a heading stays with the text after it.
func (p *packer) close() {
	rest := trim(p.text, Span{Start: p.tail, End: p.open.End})
	if chunk := trim(p.text, Span{Start: p.open.Start, End: p.tail}); chunk.Start < chunk.End {
		p.chunks = append(p.chunks, chunk)
	}
	p.open, p.tail = rest, rest.Start
}

// finish ends the section. A small remainder joins the chunk before it.
func (p *packer) finish() {
	if p.empty() {
		return
	}
	p.tail = p.open.End
	if n := len(p.chunks); n > 0 && p.open.End-p.open.Start < least && p.open.End-p.chunks[n-1].Start <= Limit {
		p.chunks[n-1].End = p.open.End
		p.open = Span{}
		return
	}
	p.close()
}

// cut closes chunks within span, which is too long for one, until the rest fits, and returns where the rest begins. The bytes before body
// are paragraphs already packed. They are too small to stand alone, so they stay with the first piece.
func (p *packer) cut(span Span, body int) int {
	units := unitsOf(p.text, Span{Start: body, End: span.End})
	start := span.Start
	for next := 0; next < len(units)-1 && span.End-start > whole; {
		end := p.fill(units, next, start, span.End-start)
		p.chunks = append(p.chunks, Span{Start: start, End: units[end-1].End})
		next = end
		if last := units[end-1]; last.Start > start && last.repeats && !isHeading(p.text, units[end].Span, false) && last.End-last.Start <= maxRepeat && units[end].End-last.Start <= Target {
			start = last.Start
		} else {
			start = units[end].Start
		}
	}
	return start
}

// fill returns the end of the units, from next on, that make the next piece of a paragraph. The piece begins at start, and left bytes are
// left. Pieces are of even size, instead of full ones and a small remainder. One had better end before a heading, and does not end with one.
func (p *packer) fill(units []unit, next, start, left int) int {
	goal := left / ((left + Target - 1) / Target)
	best, least := next+1, math.MaxInt
	for end := next + 1; end < len(units) && (end == next+1 || units[end-1].End-start <= whole); end++ {
		size := units[end-1].End - start
		off := max(size-goal, goal-size)
		if isHeading(p.text, units[end].Span, false) {
			off -= goal / 4
		}
		if isHeading(p.text, units[end-1].Span, false) {
			off += goal
		}
		if off < least {
			best, least = end, off
		}
	}
	return best
}
