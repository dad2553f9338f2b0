package rank

// NamedFirst moves the best candidate of each of the documents that the question names to the front, and says so in its evidence. appraised
// has the best first.
func NamedFirst(appraised []Candidate, named map[int64]bool) []Candidate {
	if len(named) == 0 {
		return appraised
	}
	seen := map[int64]bool{}
	var first, rest []Candidate
	for _, c := range appraised {
		c.Evidence.Named = named[c.Document] && !seen[c.Document]
		seen[c.Document] = true
		if c.Evidence.Named {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}
