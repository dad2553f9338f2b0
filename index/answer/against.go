package answer

import (
	"cmp"
	"slices"

	"footnote/index/answer/entail"
)

const (
	// asWell is how much less of the question a sentence may cover than the one that it contradicts. One that covers less speaks of something
	// else: the price of another thing, another year than the one asked for.
	asWell = 0.05

	// mostAgainst bounds the sentences that are held against the best one.
	mostAgainst = 8
)

// opposed adds to chosen sentences, best first, one that contradicts the best and answers as well, and returns it too, -1 for none: two
// policies, or two years. It leaves out those that contradict the best and answer less of the question.
func (c *chooser) opposed(chosen []int) (all []int, against int) {
	best, against := chosen[0], -1
	all = []int{best}
	for _, j := range chosen[1:] {
		denies := c.denies(best, j)
		if denies && c.asWell(best, j) && against < 0 {
			against = j
		}
		if !denies || j == against {
			all = append(all, j)
		}
	}
	if against >= 0 {
		return all, against
	}
	var others []int
	for j, score := range c.scores {
		if score >= 0 && !slices.Contains(chosen, j) && c.asWell(best, j) {
			others = append(others, j)
		}
	}
	slices.SortStableFunc(others, func(j, k int) int { return cmp.Compare(c.scores[k], c.scores[j]) })
	for _, j := range others[:min(len(others), mostAgainst)] {
		if c.denies(best, j) {
			return append(all[:min(len(all), mostSentences-1)], j), j
		}
	}
	return all, -1
}

// asWell reports whether sentence j covers as much of the question as sentence i, and tells what is asked for if i does.
func (c *chooser) asWell(i, j int) bool {
	s, o := c.sentences[i], c.sentences[j]
	return o.Words >= s.Words-asWell && o.Context >= s.Context-asWell && (len(c.told[j]) > 0 || len(c.told[i]) == 0)
}

// denies reports whether sentence j is of another passage than sentence i, and one contradicts the other.
func (c *chooser) denies(i, j int) bool {
	return c.sentences[i].Passage != c.sentences[j].Passage && contradict(c.text(i), c.text(j))
}

// contradict reports whether one of two sentences contradicts the other. What one of them leaves out may keep the other from being judged.
func contradict(a, b string) bool {
	denies := func(claim, text string) bool {
		verdict, _ := entail.Judge("", oneLine(claim), []*entail.Source{entail.Read(entail.Text{Sentences: []string{oneLine(text)}})})
		return verdict == entail.Contradicted
	}
	return denies(a, b) || denies(b, a)
}
