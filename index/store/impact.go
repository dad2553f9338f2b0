package store

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/index/bm25"
)

// All that BM25 says of a term in a chunk is known when the chunk is put, except the rarity of the term: bm25.Impact. So the keyword index
// holds it: a term is indexed as the term and a letter for its impact, a to h. A query then adds up impact times rarity over lists of
// chunks and needs nothing else (Anh and Moffat, Vector-space ranking with effective
// early termination, 2001). Over 100,000 chunks FTS5's own bm25(), which reads the chunk's length and every position, took
// 25 ms for the median question and an index of 57 MiB; this takes a quarter of the time and a third of the space.

// averageTerms is about what a chunk of 800 bytes has. A measured average would move with each document.
const averageTerms = 110

// Impacts are between 0 and bm25.Max. Almost all are above lowImpact and below the highest level's upper end; the rest falls into the
// nearest level. The error is a level's width at most, and the ranking proper computes BM25 anew for what was found.
const (
	levels      = 8
	lowImpact   = 0.4
	impactWidth = 0.2
)

// impactOf is the impact that a level stands for.
func impactOf(level int) float64 { return lowImpact + (float64(level)+0.5)*impactWidth }

// levelOf is the level for the weighted frequency of a term in a chunk of so many terms.
func levelOf(frequency float64, terms int) int {
	impact := bm25.Impact(frequency, float64(terms)/averageTerms)
	return max(0, min(int((impact-lowImpact)/impactWidth), levels-1))
}

// indexed is what the keyword index is given for a chunk: its terms as tokens with their levels.
func indexed(c Chunk) string {
	frequencies := make(map[string]float64, len(c.Body))
	order := make([]string, 0, len(c.Body))
	for _, field := range []struct {
		terms  []string
		weight float64
	}{{c.Body, 1}, {c.Heading, bm25.HeadingWeight}, {c.Title, bm25.TitleWeight}} {
		for _, term := range field.terms {
			if term == "" {
				continue
			}
			before := frequencies[term]
			if before == 0 {
				order = append(order, term)
			}
			frequencies[term] = before + field.weight
		}
	}
	var text strings.Builder
	for _, term := range order {
		writeToken(&text, term)
		text.WriteByte(levelLetter(levelOf(frequencies[term], len(c.Body))))
		text.WriteByte(' ')
	}
	return strings.Clone(text.String()) // without the room that the builder has left
}

func levelLetter(level int) byte { return 'a' + byte(level) }

// writeToken writes a term so that FTS5 takes it for one token and changes nothing of it, whatever its bytes: all but a–z, 0–9
// and the characters of other scripts become _ and two digits.
func writeToken(text *strings.Builder, term string) {
	for i := 0; i < len(term); {
		r, n := utf8.DecodeRuneInString(term[i:])
		switch {
		case n == 1 && (r < 'a' || r > 'z') && (r < '0' || r > '9'):
			fmt.Fprintf(text, "_%02x", term[i])
		default:
			text.WriteString(term[i : i+n])
		}
		i += n
	}
}
