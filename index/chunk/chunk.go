// Package chunk cuts a document's canonical text into chunks: the spans that are embedded, indexed and shown as units.
//
// A chunk is whole paragraphs where they fit, whole sentences where a paragraph does not, and a cut between words only
// where a sentence does not either. It is a half-open span of the text: the package never changes a byte of it, and does
// not know what becomes of the spans. Start reading at Split.
package chunk

import (
	"sort"
	"unicode/utf8"

	"footnote/index/doc"
)

// A Span is a half-open range of bytes.
type Span = doc.Span

// Sizes of a chunk in bytes. Passages of about this size hold one thought with its context, are read at a glance, and are
// short enough for one vector to speak for.
const (
	Target = 800            // paragraphs are packed up to this
	whole  = Target * 3 / 2 // a paragraph up to this is not cut
	least  = Target / 4     // anything smaller joins a neighbour, if there is one
	Limit  = whole + least  // no chunk is larger

	maxHeadings = 2 * least      // headings that together are longer are text like any other
	maxPrefix   = Limit - Target // so that a piece of Target bytes fits behind it
	maxRepeat   = Target / 3     // a longer sentence is not said twice
)

// Split cuts text into chunks. hard holds byte offsets that no chunk crosses, soft offsets where a chunk had better begin
// (sub-headings), each in rising order; offsets outside the text are ignored, and one inside a UTF-8 sequence counts as
// the sequence's first byte. skip holds disjoint spans in rising order in which no chunk begins or ends; one may lie within a
// chunk if it is short.
//
// Chunks are trimmed of white space, not empty, at most Limit bytes, and in order of Start. Together they hold every byte
// of text that is neither white space nor skipped. They are disjoint but for paragraphs longer than one chunk: there the last
// sentence of a chunk may also be the first of the next, so that what the two say together is found.
func Split(text string, hard, soft []int, skip []Span) []Span {
	var chunks []Span
	sections(text, hard, skip, func(section Span) {
		chunks = append(chunks, splitSection(text, section, within(soft, section.Start, section.End))...)
	})
	return without(text, chunks, skip)
}

// within returns the part of the rising offsets that lies strictly between from and to.
func within(offsets []int, from, to int) []int {
	lo := sort.SearchInts(offsets, from+1)
	hi := sort.SearchInts(offsets, to)
	return offsets[lo:max(lo, hi)]
}

// runeStart moves an offset back to the start of the UTF-8 sequence it lies in, and into the text.
func runeStart(text string, i int) int {
	i = max(0, min(i, len(text)))
	for back := 0; back < utf8.UTFMax && i > 0 && i < len(text) && !utf8.RuneStart(text[i]); back++ {
		i--
	}
	return i
}

// splitSection cuts the text between two hard breaks.
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
	open   Span // the chunk being filled; empty when none is
	tail   int  // where the headings at the end of open begin; open.End when it does not end in one
}

func (p *packer) empty() bool { return p.open.Start == p.open.End }

// add puts the next paragraph into the open chunk or begins a new one with it. first says that it begins a sub-section.
func (p *packer) add(paragraph Span, first bool) {
	if body := p.tail - p.open.Start; body >= least && (first || paragraph.End-p.open.Start > Target) {
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
	if tail == p.open.End { // nothing but body so far
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

// close ends the open chunk. The headings it ends in begin the next one: a heading stays with what follows it.
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

// cut closes chunks within span, which is too long for one, until what is left fits, and returns where that begins. The
// bytes before body are paragraphs already packed: too small to stand alone, they stay with the first piece.
func (p *packer) cut(span Span, body int) int {
	units := unitsOf(p.text, Span{Start: body, End: span.End})
	start := span.Start
	for next := 0; next < len(units)-1 && span.End-start > whole; {
		// Pieces of even size, rather than full ones and a scrap.
		left := span.End - start
		goal := left / ((left + Target - 1) / Target)
		end := next + 1
		for end < len(units)-1 && units[end].End-start <= whole && nearer(units[end].End-start, units[end-1].End-start, goal) {
			end++
		}
		p.chunks = append(p.chunks, Span{Start: start, End: units[end-1].End})
		next = end
		if last := units[end-1]; last.Start > start && last.repeats && last.End-last.Start <= maxRepeat && units[end].End-last.Start <= Target {
			start = last.Start
		} else {
			start = units[end].Start
		}
	}
	return start
}

// nearer reports whether the length a misses the goal by less than b does.
func nearer(a, b, goal int) bool { return max(a-goal, goal-a) < max(b-goal, goal-b) }
