// Package answer makes answers of passages: of their own sentences, or through a language model, each of whose claims is then
// checked against the passages it cites.
//
// Choose picks the sentences that answer by themselves. Compose lets a Model answer from numbered quotations of the passages, Claims reads
// what it writes, and Check, in check.go, judges each sentence by rules that are written down there. Rewrite and Combine make a full
// question of one that follows another. The package works on plain values: it never searches, never reads the disk, and states nothing of its
// own. What it knows of words (who, when, numbers, names) it knows of English and German; other languages are held to digits,
// capitals and quotations.
package answer

import "footnote/index/answer/figure"

// A Span is a half-open range of bytes.
type Span = figure.Span

// A Passage is what answers are made of: words of a document, and where they stand.
type Passage struct {
	Text     string
	Title    string   // of the document
	Page     int      // from 1; 0 where it is not known
	Headings []string // above it, from the top down
}
