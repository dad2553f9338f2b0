package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"footnote/index/answer/entail"
)

// How a claim is checked. It is done by code, not by another model: the same claim and the same passages give the same verdict.
//
//  1. It cites at least one passage, and every number that it cites is that of a passage.
//  2. Every quotation in it stands verbatim in one of the passages it cites. White space and typographic marks (kinds of quotation
//     marks, apostrophes, dashes, hyphens at the ends of lines, signs of Markdown) do not count, nor does the case of the first
//     letter; "…" and "[…]" stand for words left out.
//  3. Each thing that it says is stated by those passages, in the same or other words, as package entail tells: with the same
//     denials, duties and permissions, the same people in the same roles, the same amounts, days and conditions.
//  4. It holds nothing that is addressed to a language model, and nothing that such words in a passage say is evidence.
//
// What a check cannot tell stays NotConfirmed. A supported claim is one that these rules find in the passages, no more: they know words, not
// the world, and they can be mistaken. So a reader is shown the passage beside each.

// A Verdict says what the passages that a claim cites say of it.
type Verdict uint8

const (
	// NotConfirmed says that the check did not find the claim in its passages. It may be right all the same.
	NotConfirmed Verdict = iota
	// Supported says that the check found in its passages all that the claim says.
	Supported
	// Contradicted says that its passages state something else: the opposite, another amount, another person in that role.
	Contradicted
)

// Check judges claims by the passages that their numbers stand for: number n is passages[n-1]. Open ones are left.
func Check(claims []Claim, passages []Passage, split Splitter) {
	newChecker(passages, split).check(claims)
}

// A checker checks claims against passages, each of which it reads once. It is not safe for concurrent use.
type checker struct {
	passages []Passage
	split    Splitter
	sources  []*entail.Source   // side by side with passages; nil until cited
	judged   map[string]finding // by what is said and the numbers cited: an answer is checked again and again while it is written
}

func newChecker(passages []Passage, split Splitter) *checker {
	return &checker{passages, split, make([]*entail.Source, len(passages)), map[string]finding{}}
}

// A finding is what a claim was found to be.
type finding struct {
	verdict Verdict
	missing []string
}

func (k *checker) check(claims []Claim) {
	before := "" // the sentence that pronouns point back to
	for i := 0; i < len(claims); i++ {
		end := i + 1
		for leads(claims[i]) && end < len(claims) && claims[end].Item && !claims[end].Open {
			end++
		}
		switch c := &claims[i]; {
		case c.Open:
		case end > i+1:
			k.judgeList(c, claims[i+1:end])
			i = end - 1
		default:
			k.judge(c, before, c.Text)
			before = c.Text
		}
	}
}

// leads says whether a claim leads to a list.
func leads(c Claim) bool { return !c.Item && !c.Open && strings.HasSuffix(c.Text, ":") }

// judgeList judges the items of a list, each together with the words that lead to them: "The tenant must not:", "keep pets". Where those say
// nothing by themselves ("These are the fees:"), items may stand alone. The words that lead are supported where all items are.
func (k *checker) judgeList(lead *Claim, items []Claim) {
	start := strings.TrimRight(lead.Text, ": ") + " "
	all := true
	for i := range items {
		c := &items[i]
		k.judge(c, "", start+c.Text)
		if c.Verdict != Supported && entail.Neutral(start) {
			k.judge(c, "", c.Text)
		}
		all = all && c.Verdict == Supported
	}
	if lead.Verdict, lead.Missing = NotConfirmed, nil; all && len(lead.Cites) > 0 {
		lead.Verdict = Supported
	}
}

// judge sets the verdict of one claim, whose words are the end of what it says. Before is the sentence before it.
func (k *checker) judge(c *Claim, before, said string) {
	c.Verdict, c.Missing = NotConfirmed, nil
	if len(c.Cites) == 0 {
		return
	}
	key := fmt.Sprintf("%v%q%q", c.Cites, before, said)
	f, ok := k.judged[key]
	if !ok {
		k.weigh(c, before, said)
		f = finding{c.Verdict, c.Missing}
		k.judged[key] = f
	}
	c.Verdict, c.Missing = f.verdict, slices.Clone(f.missing)
}

// weigh is judge for the first time.
func (k *checker) weigh(c *Claim, before, said string) {
	var sources []*entail.Source
	for _, n := range c.Cites {
		if n < 1 || n > len(k.passages) {
			return
		}
		sources = append(sources, k.source(n-1))
	}
	if words := ordering(said); words != "" {
		c.Missing = []string{words}
		return
	}
	for _, q := range quotedIn(said) {
		if !slices.ContainsFunc(c.Cites, func(n int) bool { return holds(withoutOrders(k.passages[n-1].Text), q) }) {
			c.Missing = append(c.Missing, q)
		}
	}
	if len(c.Missing) > 0 {
		return
	}
	verdict, wrong := entail.Judge(before, said, sources)
	c.Verdict = map[entail.Verdict]Verdict{entail.Supported: Supported, entail.Contradicted: Contradicted}[verdict]
	for _, s := range wrong {
		c.Missing = append(c.Missing, said[s.Start:s.End])
	}
}

// broken finds words that the end of a line breaks.
var broken = regexp.MustCompile(`(\pL)-\n(\p{Ll})`)

// source reads passage i for the first claim that cites it.
func (k *checker) source(i int) *entail.Source {
	if k.sources[i] == nil {
		p := k.passages[i]
		text := withoutOrders(p.Text)
		var t entail.Text
		for _, s := range k.split(text) {
			t.Sentences = append(t.Sentences, oneLine(broken.ReplaceAllString(text[s.Start:s.End], "$1$2")))
		}
		t.Headings = append([]string{p.Title}, p.Headings...)
		k.sources[i] = entail.Read(t)
	}
	return k.sources[i]
}
