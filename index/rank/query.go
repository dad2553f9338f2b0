// Package rank decides what a question finds and why: how well a passage answers in words and in meaning, which words to mark, and
// which of two passages to leave out.
//
// It works on plain values and reads no disk; package language says what a word is. Start reading at Query and Query.Match.
package rank

import (
	"unicode/utf8"

	"footnote/index/bm25"
	"footnote/index/doc"
	"footnote/index/language"
)

// A Query is an analysed question. It is made once and matched against many passages.
type Query struct {
	Text   string   // as it was asked
	Terms  []string // to look for: distinct, in the order asked; without stop words, unless there are no others
	expect language.Expectation
	idf    map[string]float64
	first  map[rune]bool // the first letters of Terms
	stats  Stats
	attain float64
}

// Stats are the figures of a library that the weight of a word depends on.
type Stats struct {
	Chunks       int            // in the library
	AverageTerms float64        // terms a chunk
	Frequency    map[string]int // number of chunks that have a term
}

// Parse analyses a question. Its words have no weight until Weigh gives them one.
func Parse(a *language.Analyzer, text string) Query {
	q := Query{Text: text, expect: language.Expect(text), first: map[rune]bool{}}
	var stops []string
	seen := map[string]bool{}
	for _, t := range a.Tokens(text) {
		if seen[t.Term] {
			continue
		}
		seen[t.Term] = true
		if language.English.IsStopWord(language.FoldWord(text[t.Start:t.End])) {
			stops = append(stops, t.Term)
		} else {
			q.Terms = append(q.Terms, t.Term)
		}
	}
	if len(q.Terms) == 0 {
		q.Terms = stops
	}
	for _, term := range q.Terms {
		r, _ := utf8.DecodeRuneInString(term)
		q.first[r] = true
	}
	return q
}

// Weigh returns q with a weight for each term, the greater the rarer it is: see bm25.IDF.
func (q Query) Weigh(stats Stats) Query {
	q.stats = stats
	q.idf = make(map[string]float64, len(q.Terms))
	q.attain = 0
	for _, term := range q.Terms {
		idf := bm25.IDF(float64(stats.Frequency[term]), float64(stats.Chunks))
		q.idf[term] = idf
		q.attain += idf * bm25.Max
	}
	return q
}

// A Match is how a passage matches a query in words.
type Match struct {
	Score float64 // BM25 over what the query could attain at most: 0 for no word in common, below 1
	Marks []Mark  // the words of the body that matched, ordered and disjoint
	Cover float64 // share of the query's weight that the passage, its headings and its title have, 0 to 1
}

// A Mark is a word that matched.
type Mark struct {
	Span
	Term string
}

// A Span is a half-open range of bytes.
type Span = doc.Span

// Match matches a passage with the query: its body, the headings above it and the title of its document. Titles and headings count less
// than the body, and do not count for its length.
//
// The score is divided by the most that the query can attain, the sum of idf times bm25.Max over its terms. So it can be compared between
// queries, and a passage that matches in meaning alone is not buried under the best of many poor matches.
func (q Query) Match(a *language.Analyzer, title, headings, body string) Match {
	var m Match
	frequency := make(map[string]float64, len(q.Terms))
	a.Each(body, q.wants, func(t language.Token) {
		if _, ok := q.idf[t.Term]; ok {
			frequency[t.Term]++
			m.Marks = appendMark(m.Marks, Mark{Span{Start: t.Start, End: t.End}, t.Term})
		}
	})
	for _, field := range []struct {
		text   string
		weight float64
	}{{title, bm25.TitleWeight}, {headings, bm25.HeadingWeight}} {
		a.Each(field.text, q.wants, func(t language.Token) {
			if _, ok := q.idf[t.Term]; ok {
				frequency[t.Term] += field.weight
			}
		})
	}
	if q.attain == 0 {
		return m
	}
	length := float64(language.CountWords(body)) / max(q.stats.AverageTerms, 1)
	for _, term := range q.Terms { // in order: floating-point sums depend on it
		tf := frequency[term]
		m.Score += q.idf[term] * bm25.Impact(tf, length)
		if tf > 0 {
			m.Cover += q.idf[term] * bm25.Max
		}
	}
	m.Score /= q.attain
	m.Cover /= q.attain
	return m
}

func (q Query) wants(first rune) bool { return q.first[first] }

// appendMark adds a mark. One that overlaps the last mark, as a part of a name overlaps the name, extends it.
func appendMark(marks []Mark, m Mark) []Mark {
	if n := len(marks); n > 0 && m.Start < marks[n-1].End {
		marks[n-1].End = max(marks[n-1].End, m.End)
		return marks
	}
	return append(marks, m)
}

// Coverage returns the share of the query's weight that the words of a text have, 0 to 1.
func (q Query) Coverage(a *language.Analyzer, text string) float64 {
	var marks []Mark
	a.Each(text, q.wants, func(t language.Token) { marks = append(marks, Mark{Span{Start: t.Start, End: t.End}, t.Term}) })
	return q.coverage(marks, Span{Start: 0, End: len(text)})
}

// coverage returns the share of the query's weight that the marked words within a span have, 0 to 1.
func (q Query) coverage(marks []Mark, s Span) float64 {
	var weight float64
	counted := make(map[string]bool, len(q.Terms))
	for _, m := range marks {
		if m.Start >= s.Start && m.End <= s.End && !counted[m.Term] {
			counted[m.Term] = true
			weight += q.idf[m.Term] * bm25.Max
		}
	}
	if q.attain == 0 {
		return 0
	}
	return weight / q.attain
}
