package chunk

import "sort"

// A long skipped span, such as the head of each page or the quoted part of a reply, separates the text before it from the text after it. A
// chunk may contain a short one between its own words, as context, but does not begin or end in it.

// sections yields the spans that are split separately: from one hard offset to the next, without long skipped spans.
func sections(text string, hard []int, skip []Span, yield func(Span)) {
	from := 0
	until := func(to int) {
		if to > from {
			yield(Span{Start: from, End: to})
			from = to
		}
	}
	for _, offset := range append(hard[:len(hard):len(hard)], len(text)) {
		to := runeStart(text, offset)
		for ; len(skip) > 0 && skip[0].Start < to; skip = skip[1:] {
			if s := bounded(text, skip[0]); s.End-s.Start > least {
				until(s.Start)
				from = max(from, s.End)
			}
		}
		until(to)
	}
}

// bounded clips a span to the text and to whole characters.
func bounded(text string, s Span) Span {
	return Span{Start: runeStart(text, s.Start), End: runeStart(text, s.End)}
}

// without trims chunks so that none begins or ends in a skipped span. It drops a chunk that holds nothing else.
func without(text string, chunks, skip []Span) []Span {
	if len(skip) == 0 {
		return chunks
	}
	kept := chunks[:0]
	for _, c := range chunks {
		c = narrowed(text, c, skip)
		n := len(kept)
		switch {
		case c.Start == c.End:
		case n > 0 && c.Start <= kept[n-1].Start: // the previous chunk keeps only the sentence that the two share
			kept[n-1].End = max(kept[n-1].End, c.End)
		default:
			kept = append(kept, c)
		}
	}
	return kept
}

// narrowed returns a chunk without the white space and the skipped spans at its ends.
func narrowed(text string, c Span, skip []Span) Span {
	for i := sort.Search(len(skip), func(i int) bool { return skip[i].End > c.Start }); i < len(skip); i++ {
		s := bounded(text, skip[i])
		if c = trim(text, c); s.Start > c.Start {
			break
		}
		c.Start = min(max(s.End, c.Start), c.End)
	}
	for i := sort.Search(len(skip), func(i int) bool { return skip[i].Start >= c.End }) - 1; i >= 0; i-- {
		s := bounded(text, skip[i])
		if c = trim(text, c); s.End < c.End {
			break
		}
		c.End = max(min(s.Start, c.End), c.Start)
	}
	return trim(text, c)
}
