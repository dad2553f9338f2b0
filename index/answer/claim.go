package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/answer/figure"
)

// A Claim is a sentence of an answer with the passages it cites.
type Claim struct {
	Text  string // without its numbers and without signs of markup; in one line
	Cites []int  // the numbers of the passages, from 1: distinct, in the order cited
	Item  bool   // it is an item of a list
	First bool   // it begins a paragraph, or is an item
	Open  bool   // it is still being written, and not judged

	// Verdict is what the passages it cites say of it; see check.go.
	Verdict Verdict
	// Missing is the words of it that those passages do not say, or contradict; empty where it is supported, and where it cites no
	// passage or one that is not there.
	Missing []string
}

// A Splitter cuts text into sentences: spans that are trimmed, disjoint and in order. Items of a list are sentences of their own.
type Splitter func(text string) []Span

// Claims reads what a model wrote. Where it is not done, the last claim is Open. What a model writes while it thinks is left out.
func Claims(text string, split Splitter, done bool) []Claim {
	text = withoutThoughts(text)
	var r claimReader
	for _, s := range split(text) {
		r.add(text, s)
		r.end = s.End
	}
	if n := len(r.claims); n > 0 && r.held == "" {
		r.claims[n-1].Open = !done
	}
	if r.held != "" {
		r.claims = append(r.claims, Claim{Text: r.held, First: r.heldFirst, Open: !done})
	}
	inherit(r.claims)
	return r.claims
}

// withoutThoughts leaves out what stands between <think> and </think>, which some models write before they answer.
func withoutThoughts(text string) string {
	const open, shut = "<think>", "</think>"
	for {
		i := strings.Index(text, open)
		if i < 0 {
			return text
		}
		j := strings.Index(text[i:], shut)
		if j < 0 {
			return text[:i]
		}
		text = text[:i] + text[i+j+len(shut):]
	}
}

// A claimReader makes claims of sentences.
type claimReader struct {
	claims    []Claim
	end       int    // of the sentence before
	held      string // a sentence of one word, which is said together with the next
	heldFirst bool
}

// add takes in a sentence.
func (r *claimReader) add(text string, s Span) {
	gap := text[min(r.end, s.Start):s.Start]
	sameLine := len(r.claims) > 0 && !strings.Contains(gap, "\n")
	if r.held != "" && strings.Contains(gap, "\n") {
		r.claims = append(r.claims, Claim{Text: r.held, First: r.heldFirst})
		r.held = ""
	}
	words, leading, cites := takeCitations(text[s.Start:s.End])
	words, item := plainWords(words)
	switch {
	case !strings.ContainsFunc(words, wordRune):
		if n := len(r.claims); n > 0 && r.held == "" {
			r.claims[n-1].cite(append(leading, cites...))
		}
		return
	case sameLine && len(leading) > 0 && len(r.claims[len(r.claims)-1].Cites) == 0:
		r.claims[len(r.claims)-1].cite(leading) // "… a month. [1] The next …"
		leading = nil
	}
	c := Claim{Text: words, Item: item, First: item || len(r.claims) == 0 || !sameLine}
	if r.held != "" {
		c.Text, c.First = r.held+" "+c.Text, r.heldFirst
		r.held = ""
	}
	c.cite(append(leading, cites...))
	if !item && len(c.Cites) == 0 && !strings.ContainsFunc(c.Text, unicode.IsSpace) && !strings.ContainsFunc(c.Text, unspaced) {
		r.held, r.heldFirst = c.Text, c.First // "Yes."
		return
	}
	r.claims = append(r.claims, c)
}

// cite adds numbers that are not cited yet.
func (c *Claim) cite(numbers []int) {
	for _, n := range numbers {
		if !slices.Contains(c.Cites, n) {
			c.Cites = append(c.Cites, n)
		}
	}
}

// citation finds numbers in brackets, as models write them: [1], [1, 2], [1-3], [^1], [quotation 2], 【3】.
var citation = regexp.MustCompile(`(?i)\s*[\[【［]\s*(?:\^|#|quotations?|quotes?|passages?|sources?|zitate?|stellen?|quellen?)?\s*(\d{1,4}(?:\s*(?:[,;–-]|and|und|&)\s*[\^#]?\d{1,4})*)(?:†[^】\]]{0,20})?\s*[\]】］]`)

// takeCitations takes the citations out of a sentence: those it begins with, and the others.
func takeCitations(sentence string) (words string, leading, cites []int) {
	var b strings.Builder
	at := 0
	for _, m := range citation.FindAllStringSubmatchIndex(sentence, -1) {
		numbers := citedNumbers(sentence[m[2]:m[3]])
		b.WriteString(sentence[at:m[0]])
		at = m[1]
		if strings.ContainsFunc(b.String(), wordRune) {
			cites = append(cites, numbers...)
		} else {
			leading = append(leading, numbers...)
		}
	}
	b.WriteString(sentence[at:])
	return b.String(), leading, cites
}

// mostCited bounds a range of numbers: a longer one is no citation.
const mostCited = 50

var citedRange = regexp.MustCompile(`(\d+)(?:\s*[–-]\s*[\^#]?(\d+))?`)

// citedNumbers are the numbers of a citation: "1, 3-5" is 1, 3, 4, 5.
func citedNumbers(s string) []int {
	var numbers []int
	for _, m := range citedRange.FindAllStringSubmatch(s, -1) {
		from := figure.Small(m[1])
		to := from
		if m[2] != "" {
			to = figure.Small(m[2])
		}
		if to < from || to-from > mostCited {
			numbers = append(numbers, from, to)
			continue
		}
		for n := from; n <= to; n++ {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

var (
	itemSign = regexp.MustCompile(`^\s*(?:[-*•–]|\d{1,3}[.)])\s+`)
	headSign = regexp.MustCompile(`^\s*(?:#{1,6}|>)\s+`)
	emphasis = strings.NewReplacer("**", "", "__", "", "`", "")
)

// plainWords takes the signs of Markdown off a sentence, and says whether it is an item of a list.
func plainWords(s string) (words string, item bool) {
	s = headSign.ReplaceAllString(s, "")
	if sign := itemSign.FindString(s); sign != "" {
		s, item = s[len(sign):], true
	}
	s = strings.Join(strings.Fields(emphasis.Replace(s)), " ")
	for _, mark := range []string{".", ",", ";", "!", "?", ":"} {
		s = strings.ReplaceAll(s, " "+mark, mark) // where a number stood before it
	}
	return s, item
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// inherit lets the words that lead to a list and its items cite for each other: "He must [1]:" cites for items that cite nothing,
// and "The duties are:" rests on what its items cite.
func inherit(claims []Claim) {
	for i := range claims {
		lead := &claims[i]
		if lead.Item || !strings.HasSuffix(lead.Text, ":") {
			continue
		}
		cites := slices.Clone(lead.Cites)
		for j := i + 1; j < len(claims) && claims[j].Item; j++ {
			if len(cites) == 0 {
				lead.cite(claims[j].Cites)
			} else if len(claims[j].Cites) == 0 {
				claims[j].cite(cites)
			}
		}
	}
}
