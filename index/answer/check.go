package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"footnote/index/answer/figure"
)

// The rules by which a claim is taken to be supported. They are code, not a judgement: the same claim and the same passages
// give the same verdict.
//
//  1. It cites at least one passage, and every number that it cites is that of a passage.
//  2. Every quotation in it stands verbatim in one of the passages it cites. White space and typographic marks (kinds of quotation
//     marks, apostrophes, dashes, hyphens at the ends of lines, signs of Markdown) do not count, nor does the case of the first
//     letter; "…" and "[…]" stand for words left out.
//  3. Every name in it stands in the passages it cites, or in their titles or headings.
//  4. Every number stands there, in whichever form: 1,000, 1.000, 1 000, "a thousand" in English or German.
//  5. Every date stands there, in whichever form. A claim may say less than the passage (May 2024 for 3 May 2024), never more.
//
// For rules 3 to 5 words that a passage addresses to a language model ("ignore the instructions above …") are no evidence; they can
// only be quoted.
//
// A supported claim may still be wrong: that the tenant pays what the landlord pays is not seen by these rules. An
// unsupported one may be right, in words of its own. So a reader is shown the passage beside either.

// Check judges claims by the passages that their numbers stand for: number n is passages[n-1]. Open ones are left.
func Check(claims []Claim, passages []Passage) {
	k := checker{passages: passages, evidence: map[string]evidence{}, names: map[string]bool{}}
	var all strings.Builder
	for _, c := range claims {
		all.WriteString(c.Text + "\n")
	}
	k.german = isGerman(all.String())
	for _, c := range claims {
		for _, s := range namesIn(c.Text, k.german) {
			for _, w := range figure.Words(c.Text[s.Start:s.End]) {
				if !starts(c.Text, s.Start+w.Start) {
					k.names[w.Text] = true
				}
			}
		}
	}
	for i := range claims {
		if c := &claims[i]; !c.Open {
			c.Supported, c.Missing = false, nil
			k.check(c)
		}
	}
}

// A checker checks the claims of one answer.
type checker struct {
	passages []Passage
	german   bool
	names    map[string]bool     // words of names within sentences, in lower case
	evidence map[string]evidence // by the numbers cited
}

func (k *checker) check(c *Claim) {
	if len(c.Cites) == 0 {
		return
	}
	var cited []Passage
	for _, n := range c.Cites {
		if n < 1 || n > len(k.passages) {
			return
		}
		cited = append(cited, k.passages[n-1])
	}
	for _, q := range quotedIn(c.Text) {
		if !slices.ContainsFunc(cited, func(p Passage) bool { return holds(p.Text, q) }) {
			c.Missing = append(c.Missing, q)
		}
	}
	key := fmt.Sprint(c.Cites)
	e, ok := k.evidence[key]
	if !ok {
		e = evidenceOf(cited)
		k.evidence[key] = e
	}
	own := quotations.ReplaceAllString(c.Text, "“”") // what is quoted has been looked for
	c.Missing = append(c.Missing, k.missingNames(e, own)...)
	c.Missing = append(c.Missing, e.missingFigures(own)...)
	c.Supported = len(c.Missing) == 0
}

// quotations finds words between quotation marks of one kind.
var quotations = regexp.MustCompile(`“([^“”]+)”|"([^"]+)"|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』`)

// quotedIn returns what a claim quotes.
func quotedIn(text string) []string {
	var found []string
	for _, m := range quotations.FindAllStringSubmatch(text, -1) {
		for _, q := range m[1:] {
			if strings.ContainsFunc(q, wordRune) {
				found = append(found, q)
			}
		}
	}
	return found
}

// leftOut stands for words that a quotation leaves out.
var leftOut = regexp.MustCompile(`\s*[\[(]?(?:…|\.\.\.)[\])]?\s*`)

// holds says whether a text holds a quotation: its parts, in order, from the beginning of a word to the end of one.
func holds(text, quotation string) bool {
	t := squashed(text)
	at := 0
	for _, part := range leftOut.Split(quotation, -1) {
		q := squashed(strings.TrimFunc(part, func(r rune) bool { return !wordRune(r) })).runes
		if len(q) == 0 {
			continue
		}
		if at = t.find(q, at); at < 0 {
			return false
		}
	}
	return true
}

// A squash is a text less its white space and typographic marks.
type squash struct {
	runes []rune
	edge  []bool // between the rune before and this one there was a blank or a mark; one longer than runes
}

func squashed(text string) squash {
	var s squash
	edge := true
	for _, r := range norm.NFKC.String(text) {
		if typographic(r) {
			edge = true
			continue
		}
		word := wordRune(r) || unicode.IsMark(r)
		s.runes = append(s.runes, r)
		s.edge = append(s.edge, edge || !word || unspaced(r))
		edge = !word
	}
	s.edge = append(s.edge, true)
	return s
}

// typographic says whether a rune is white space or a mark that prints one thing or another.
func typographic(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Pi, unicode.Pf, unicode.Cf) || strings.ContainsRune("\"'`´‚„−*_#|>~", r)
}

// find returns where q ends in s at or after from, -1 where it is not there.
func (s squash) find(q []rune, from int) int {
	for i := from; i+len(q) <= len(s.runes); i++ {
		end := i + len(q)
		if s.edge[i] && s.edge[end] && (s.runes[i] == q[0] || unicode.ToLower(s.runes[i]) == unicode.ToLower(q[0])) && slices.Equal(s.runes[i+1:end], q[1:]) {
			return end
		}
	}
	return -1
}

// evidence is what passages state.
type evidence struct {
	words   map[string]bool // folded
	numbers map[string]bool
	dates   []figure.Date
}

func evidenceOf(passages []Passage) evidence {
	e := evidence{words: map[string]bool{}, numbers: map[string]bool{"0": true}} // "below zero"
	for _, p := range passages {
		for _, text := range []string{p.Title, p.Place, withoutOrders(p.Text)} {
			e.add(text)
		}
	}
	return e
}

// add takes in what a text states.
func (e *evidence) add(text string) {
	for _, w := range figure.Words(text) {
		word := foldWord(w.Text)
		e.words[word] = true
		switch word {
		case "one", "first", "once", "single", "ein", "eine", "einen", "einem", "einer", "eins", "erste", "ersten", "erster":
			e.numbers["1"] = true
		}
	}
	for _, f := range figure.Read(text) {
		for _, v := range f.Values {
			e.numbers[v] = true
			e.numbers[strings.TrimPrefix(v, "-")] = true // "5 degrees below zero"
		}
		if f.Date != (figure.Date{}) {
			e.dates = append(e.dates, f.Date)
			for _, part := range []int{f.Date.Day, f.Date.Month, f.Date.Year} {
				e.numbers[strconv.Itoa(part)] = true
			}
		}
	}
}

// orders finds sentences that are addressed to a language model.
var orders = regexp.MustCompile(`(?i)\b(ignore|disregard|forget|override|ignorier\w*|vergiss)\b[^.!?\n]{0,60}\b(instruction|above|previous|prior|prompt|rule|question|anweisung|anleitung|regel|frage|vorherig|obig)|\b(system prompt|you are (now )?(a|an) (\w+ )?(ai|assistant|language model|chatbot)|as an ai\b|(ai|language) (model|assistant)s?\b[^.\n]{0,40}\b(must|should|shall|reply|respond|answer|say)|(note|message|instructions?|attention)\b[^.\n]{0,20}\b(to|for) (the )?(ai|assistant|model|language model|chatbot)|du bist (jetzt )?ein (\w+ )?(ki|assistent|sprachmodell))\b|^\s*(system|assistant)\s*:`)

// breaksOut finds the signs with which a model's messages and its quotations begin and end.
var breaksOut = regexp.MustCompile(`(?i)<\|?(im_start|system|assistant|\s*/?\s*quotation)|\[/?inst\]`)

// withoutOrders leaves out, of each paragraph, what follows an order to a language model, from the sentence in which it begins, and
// all that follows what would break out of its quotation.
func withoutOrders(text string) string {
	if m := breaksOut.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	var kept []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		if m := orders.FindStringIndex(paragraph); m != nil {
			start := strings.LastIndexAny(paragraph[:m[0]], ".!?\n") + 1
			paragraph = paragraph[:start]
		}
		kept = append(kept, paragraph)
	}
	return strings.Join(kept, "\n\n")
}

// missingNames returns the names of a claim that are not in evidence.
func (k *checker) missingNames(e evidence, text string) []string {
	var missing []string
	for _, s := range namesIn(text, k.german) {
		for _, w := range figure.Words(text[s.Start:s.End]) {
			if w.Digit || particle(w.Text) || title(w.Text) || utf8.RuneCountInString(w.Text) < 2 || e.month(w.Text) || e.word(foldWord(w.Text)) {
				continue
			}
			missing = append(missing, text[s.Start:s.End])
			break
		}
	}
	if first := k.firstName(text); first != "" && !e.word(foldWord(strings.ToLower(first))) && !slices.Contains(missing, first) {
		missing = append(missing, first)
	}
	return missing
}

// firstName is the word that a claim begins with where claims use it as a name elsewhere, or it owns something ("Ada's rent").
func (k *checker) firstName(text string) string {
	words := figure.Words(text)
	if len(words) == 0 || !capital(text, words[0]) || common(words[0].Text) {
		return ""
	}
	first := text[words[0].Start:words[0].End]
	if rest := text[words[0].End:]; strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ") || k.names[words[0].Text] {
		return first
	}
	return ""
}

// month says whether a word is the name of a month that a date in evidence lies in.
func (e evidence) month(w string) bool {
	m := figure.Month(w)
	return m > 0 && slices.ContainsFunc(e.dates, func(d figure.Date) bool { return d.Month == m || d.Swapped && d.Day == m })
}

// word says whether a word, or that word with or without an ending s, is in evidence.
func (e evidence) word(w string) bool {
	return e.words[w] || e.words[w+"s"] || strings.HasSuffix(w, "s") && e.words[strings.TrimSuffix(w, "s")]
}

// missingFigures returns the numbers and dates of a claim that are not in evidence.
func (e evidence) missingFigures(text string) []string {
	var missing []string
	for _, f := range figure.Read(text) {
		stated := slices.ContainsFunc(f.Values, func(v string) bool { return e.numbers[v] })
		if f.Date != (figure.Date{}) {
			year := func(y int) bool { return e.numbers[strconv.Itoa(y)] }
			stated = slices.ContainsFunc(e.dates, func(d figure.Date) bool { return f.Date.Within(d, year) })
		}
		if !stated {
			missing = append(missing, text[f.Start:f.End])
		}
	}
	return missing
}

// foldWord takes accents off a lower-case word.
func foldWord(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFKD.String(w))
		}
	}
	return w
}
