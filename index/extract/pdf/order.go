package pdf

import (
	"cmp"
	"math"
	"slices"
)

// Pages mostly draw things in reading order, so the file's order is kept if a reader could have followed it: downwards, and upwards only to start
// again further right. Columns of prose, and what is drawn in another order, are sorted by position.

// maxSortedRuns bounds the runs of a page that are sorted. A page with more is a drawing, and keeps the file's order.
const maxSortedRuns = 5_000

// inReadingOrder returns the runs of a page in reading order, those in the most common direction first.
func inReadingOrder(runs []textRun) []textRun {
	var groups [][]textRun
	for _, r := range runs {
		i := slices.IndexFunc(groups, func(g []textRun) bool {
			return math.Abs(math.Remainder(g[0].angle-r.angle, 2*math.Pi)) <= sameTurn
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	count := func(group []textRun) (n int) {
		for _, r := range group {
			n += r.count
		}
		return n
	}
	slices.SortStableFunc(groups, func(a, b []textRun) int { return cmp.Compare(count(b), count(a)) })
	for i := range groups {
		groups[i] = orderGroup(groups[i])
	}
	return slices.Concat(groups...)
}

// orderGroup sorts runs of one direction.
func orderGroup(runs []textRun) []textRun {
	upright, leftward := 0, 0
	for _, r := range runs {
		if r.isUpright() {
			upright++
		}
		if r.leftward {
			leftward++
		}
	}
	if len(runs) > maxSortedRuns || 2*upright > len(runs) {
		return runs
	}
	if 2*leftward <= len(runs) {
		return ordered(runs)
	}
	mirrored := slices.Clone(runs) // text to the left is read like its mirror image
	for i, r := range mirrored {
		mirrored[i].u0, mirrored[i].u1 = -r.u1, -r.u0
	}
	return ordered(mirrored)
}

// ordered sorts runs: by columns if there are columns, in the file's order if a reader could follow it, and otherwise by lines.
func ordered(runs []textRun) []textRun {
	edge, ok := columnEdge(runs)
	switch {
	case ok:
		return edge.inColumns(runs)
	case isTidy(runs):
		return runs
	}
	return inRows(runs)
}

// isTidy reports whether a reader could follow the runs in their order. A header, a footer or a drawing may be out of place.
func isTidy(runs []textRun) bool {
	const least, share = 2, 5 // so many wrong steps are allowed, or one in so many
	wrong := 0
	for i := 1; i < len(runs); i++ {
		a, b := runs[i-1], runs[i]
		up := b.v > a.v+sameLine*max(a.size, b.size)
		if up && b.u0 < a.u1 || b.onLineOf(a) && b.u0 < a.u0 {
			wrong++
		}
	}
	return wrong <= max(least, len(runs)/share)
}

// inColumns sorts runs by columns. Runs across the columns separate what is above from what is below.
func (e columnStart) inColumns(runs []textRun) []textRun {
	var across, left, right []textRun
	for _, r := range runs {
		switch {
		case e.isLeft(r):
			left = append(left, r)
		case e.isRight(r):
			right = append(right, r)
		default:
			across = append(across, r)
		}
	}
	across = inRows(across)
	var all []textRun
	for i := 0; i <= len(across); i++ {
		limit := math.Inf(-1)
		if i < len(across) {
			limit = across[i].v
		}
		for _, column := range []*[]textRun{&left, &right} {
			above, below := parted(*column, func(r textRun) bool { return r.v > limit })
			all = append(all, ordered(above)...)
			*column = below
		}
		if i < len(across) {
			all = append(all, across[i])
		}
	}
	return all
}

// parted splits runs into those that fit and the others.
func parted(runs []textRun, fits func(textRun) bool) (fitting, others []textRun) {
	for _, r := range runs {
		if fits(r) {
			fitting = append(fitting, r)
		} else {
			others = append(others, r)
		}
	}
	return fitting, others
}

// inRows sorts runs by lines.
func inRows(runs []textRun) []textRun {
	sorted := slices.Clone(runs)
	slices.SortStableFunc(sorted, func(a, b textRun) int { return cmp.Compare(b.v, a.v) })
	for start := 0; start < len(sorted); {
		end := start + 1
		for end < len(sorted) && sorted[end].onLineOf(sorted[end-1]) {
			end++
		}
		slices.SortStableFunc(sorted[start:end], func(a, b textRun) int { return cmp.Compare(a.u0, b.u0) })
		start = end
	}
	return sorted
}

// A columnStart is the left edge of a column that has another to its left.
type columnStart struct{ u, room float64 }

func (e columnStart) isLeft(r textRun) bool  { return r.u1 < e.u }
func (e columnStart) isRight(r textRun) bool { return r.u0 >= e.u-e.room }

// columnEdge finds an edge between columns of prose: most runs stand to its left or to its right, and few cross it. Tables have none, since their
// rows are read across.
func columnEdge(runs []textRun) (edge columnStart, ok bool) {
	const least, indent = 3, 4 // lines of a column; indent of a line, in heights of a line
	best := 0
	begin := map[float64]int{} // how many runs begin near a position
	for _, r := range runs {
		begin[math.Round(r.u0)]++
	}
	for _, r := range runs {
		e, rounded := columnStart{u: r.u0, room: sameLine * r.size}, math.Round(r.u0)
		if begin[rounded] < least {
			continue
		}
		begin[rounded] = 0 // it is tried
		left, others := parted(runs, e.isLeft)
		right, across := parted(others, e.isRight)
		first, _ := parted(right, func(o textRun) bool { return o.u0 <= r.u0+indent*r.size }) // more columns may follow
		fewer := min(len(left), len(first))
		if score := fewer - len(across); fewer >= least && 2*len(across) <= fewer && score > best && isProse(left) && isProse(first) && beside(left, first) {
			best, edge, ok = score, e, true
		}
	}
	return edge, ok
}

// beside reports whether columns stand beside each other, not above each other.
func beside(left, right []textRun) bool {
	span := func(runs []textRun) (low, top float64) {
		low, top = math.Inf(1), math.Inf(-1)
		for _, r := range runs {
			low, top = min(low, r.v), max(top, r.v)
		}
		return low, top
	}
	lowL, topL := span(left)
	lowR, topR := span(right)
	return min(topL, topR)-max(lowL, lowR) >= 0.5*min(topL-lowL, topR-lowR)
}

// isProse reports whether the runs of a column are lines of prose: mostly letters, about as long as the column is wide, closely below each other.
func isProse(column []textRun) bool {
	const (
		letters = 0.6 // of the characters
		line    = 10  // characters of most lines
		filled  = 0.6 // of the column's width, in most lines
		leading = 2.5 // heights of a line, between most lines
		most    = 0.5
	)
	rows := inRows(column)
	from, to := math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		from, to = min(from, r.u0), max(to, r.u1)
	}
	var count, letter, long, full, close int
	for i, r := range rows {
		count += r.count
		letter += r.letters
		if r.count >= line {
			long++
		}
		if r.u1-r.u0 >= filled*(to-from) {
			full++
		}
		if i > 0 && rows[i-1].v-r.v <= leading*r.size {
			close++
		}
	}
	n := float64(len(rows))
	return float64(letter) >= letters*float64(count) && float64(long) > most*n && float64(full) > most*n && float64(close) > most*(n-1)
}
