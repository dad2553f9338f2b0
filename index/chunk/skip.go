package chunk

import "sort"

// What is to be skipped, such as the head of each page or what a reply repeats, parts what is before it from what is behind it
// where it is long. Where it is short, a chunk may hold it between its own words, as context; but none begins or ends in it.

// sections yields the spans that are cut each by itself: from one hard offset to the next, without what is skipped and long.
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

// bounded is a span within the text that cuts no character.
func bounded(text string, s Span) Span {
	return Span{Start: runeStart(text, s.Start), End: runeStart(text, s.End)}
}

// without narrows chunks so that none begins or ends in what is skipped. One that holds nothing else is left out.
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
		case n > 0 && c.Start <= kept[n-1].Start: // all that was kept of the one before is the sentence they share
			kept[n-1].End = max(kept[n-1].End, c.End)
		default:
			kept = append(kept, c)
		}
	}
	return kept
}

// narrowed is a chunk without the white space and the skipped spans at its ends.
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
