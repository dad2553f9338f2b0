// Package rank decides what a question finds and why: how well a passage answers in words and in meaning, which words to mark, and
// which of two passages to leave out.
//
// It works on plain values and reads no disk; package language says what a word is. Start reading at Query and Query.Match.
package rank

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"footnote/index/bm25"
	"footnote/index/doc"
	"footnote/index/language"
)

// A Query is an analysed question. It is made once and matched against many passages.
type Query struct {
	Text     string             // as it was asked
	Words    []Word             // to look for: distinct, in the order asked; without stop words, unless there are no others
	Language *language.Language // of the question; nil if it shows none
	in       language.Set       // whose forms of a word are looked for
	expect   language.Expectation
	all      []Word           // with those asked again and the stop words, whose at is -1
	byTerm   map[string][]int // the Words that have a term
	first    map[rune]bool    // the first letters of the terms
	idf      []float64        // of Words
	stats    Stats
	attain   float64
}

// Stats are the figures of a library that the weight of a word depends on.
type Stats struct {
	Chunks       int     // in the library
	AverageTerms float64 // terms a chunk
	Frequency    []int   // number of chunks that have each of the words
}

// Parse analyses a question to a library that holds some languages. A word is looked for in the forms of the question's language, or of all
// that the library holds where the question does not show its own; if the library has none of these, in those of the others. It matches nothing until Weigh gives its words their weights.
func Parse(a *language.Analyzer, text string, held language.Set) Query {
	q := Query{Text: text, Language: language.DetectQuestion(text, held), in: held, expect: language.Expect(text)}
	if q.Language != nil && held.Has(q.Language) {
		q.in = q.Language.Kin() | language.SetOf(language.English)
	}
	q.all = Words(a, text, q.in)
	if q.in != held {
		q.all = withOthers(q.all, Words(a, text, held))
	}
	seen := map[string]int{}
	add := func(stops bool) {
		for i := range q.all {
			w := &q.all[i]
			if w.stops(q.Language) != stops {
				w.at = -1
				continue
			}
			at, again := seen[w.Key()]
			if !again {
				at = len(q.Words)
				seen[w.Key()] = at
				q.Words = append(q.Words, *w)
			}
			w.at = at
		}
	}
	if add(false); len(q.Words) == 0 {
		add(true)
	}
	return q
}

// Weigh returns q with words in place of its own, as the library has them, and a weight for each: the greater the rarer it is, see bm25.IDF.
func (q Query) Weigh(words []Word, stats Stats) Query {
	q.Words, q.stats, q.attain = words, stats, 0
	q.idf = make([]float64, len(words))
	q.byTerm, q.first = map[string][]int{}, map[rune]bool{}
	for i, w := range words {
		q.idf[i] = bm25.IDF(float64(stats.Frequency[i]), float64(stats.Chunks))
		if stats.Frequency[i] == 0 && q.Foreign() {
			q.idf[i] *= absent
		}
		q.attain += q.idf[i] * bm25.Max
		for _, term := range w.Terms {
			q.byTerm[term] = append(q.byTerm[term], i)
			r, _ := utf8.DecodeRuneInString(term)
			q.first[unicode.ToLower(r)] = true
		}
	}
	return q
}

// Foreign reports whether the query is in another language than English, the only one that the built-in model knows.
func (q Query) Foreign() bool { return q.Language != nil && q.Language != language.English }

// absent is the part of its weight that a word keeps which no chunk has, if the question is in another language than English. Such words
// are often other forms of words that the library has, and the built-in model cannot tell. In English they rather show that the library does
// not answer.
const absent = 0.25

// A Match is how a passage matches a query in words.
type Match struct {
	Score   float64 // BM25 over what the query could attain at most: 0 for no word in common, below 1
	Marks   []Mark  // the words of the body that matched, ordered and disjoint
	Cover   float64 // share of the query's weight that the passage, its headings and its title have, 0 to 1
	Lacking bool    // it has none of the numbers that the query is about
}

// A Mark is a word of a passage that matched words of the query.
type Mark struct {
	Span
	words []int
}

// A Span is a half-open range of bytes.
type Span = doc.Span

// Match matches a passage with the query: its body, the headings above it and the title of its document. Titles and headings count less
// than the body, and do not count for its length.
//
// The score is divided by the most that the query can attain, the sum of idf times bm25.Max over its words. So it can be compared between
// queries, and a passage that matches in meaning alone is not buried under the best of many poor matches.
//
// The words of the passage are of the languages in, or of the question's; they are not taken for words of others that are inflected alike.
func (q Query) Match(a *language.Analyzer, in language.Set, title, headings, body string) Match {
	var m Match
	frequency := make([]float64, len(q.Words))
	q.count(a, q.in|in, body, func(w int) { frequency[w]++ }, func(mark Mark) { m.Marks = appendMark(m.Marks, mark) })
	for _, field := range []struct {
		text   string
		weight float64
	}{{title, bm25.TitleWeight}, {headings, bm25.HeadingWeight}} {
		q.count(a, q.in|in, field.text, func(w int) { frequency[w] += field.weight }, func(Mark) {})
	}
	if q.attain == 0 {
		return m
	}
	length := float64(language.CountWords(body)) / max(q.stats.AverageTerms, 1)
	for i, tf := range frequency { // in order: floating-point sums depend on it
		m.Score += q.idf[i] * bm25.Impact(tf, length)
		if tf > 0 {
			m.Cover += q.idf[i] * bm25.Max
		}
	}
	m.Score /= q.attain
	m.Cover /= q.attain
	m.Lacking = q.lacking(frequency)
	return m
}

// count calls each for the words of the query that words of a text are, and mark for each word of the text. A word of the text counts
// once for a word of the query, however many of its terms and parts are found under it.
func (q Query) count(a *language.Analyzer, in language.Set, text string, each func(word int), mark func(Mark)) {
	var ends []int // of the last that counted, for each word of the query
	a.Each(text, in, q.wants, func(t language.Token) {
		words, ok := q.byTerm[t.Term]
		if !ok {
			return
		}
		if ends == nil {
			ends = make([]int, len(q.Words))
		}
		for _, w := range words {
			if t.Start >= ends[w] {
				each(w)
			}
			ends[w] = max(ends[w], t.End)
		}
		if q.Words[words[0]].character {
			t.End = t.Start + language.CharacterEnd(text[t.Start:])
		}
		mark(Mark{Span{Start: t.Start, End: t.End}, words})
	})
}

func (q Query) wants(first rune) bool { return q.first[first] }

// appendMark adds a mark. One that overlaps the last mark, as a part of a name overlaps the name, extends it.
func appendMark(marks []Mark, m Mark) []Mark {
	if n := len(marks); n > 0 && m.Start < marks[n-1].End {
		last := &marks[n-1]
		last.End = max(last.End, m.End)
		last.words = slices.Concat(last.words, m.words)
		return marks
	}
	return append(marks, m)
}

// Coverage returns the share of the query's weight that the words of a text have, 0 to 1.
func (q Query) Coverage(a *language.Analyzer, text string) float64 {
	var marks []Mark
	q.count(a, q.in, text, func(int) {}, func(m Mark) { marks = append(marks, m) })
	return q.coverage(marks, Span{Start: 0, End: len(text)})
}

// coverage returns the share of the query's weight that the marked words within a span have, 0 to 1.
func (q Query) coverage(marks []Mark, s Span) float64 {
	if q.attain == 0 {
		return 0
	}
	var weight float64
	counted := make([]bool, len(q.Words))
	for _, m := range marks {
		if m.Start < s.Start || m.End > s.End {
			continue
		}
		for _, w := range m.words {
			if !counted[w] {
				counted[w] = true
				weight += q.idf[w] * bm25.Max
			}
		}
	}
	return weight / q.attain
}
