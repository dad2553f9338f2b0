// Package bm25 has the ranking function for words, BM25F, with its constants: for the keyword index, which rounds it, and for the ranking
// proper, which computes it anew for what the index found.
//
// It follows Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), and for fields Robertson, Zaragoza and Taylor, Simple
// BM25 Extension to Multiple Weighted Fields (2004).
package bm25

import "math"

const (
	K1 = 1.2 // how soon a repeated word stops counting; section 3.5 of the Framework recommends it where nothing is known of a collection
	B  = 0.4 // how much a long chunk is held back; lower than usual, since chunks are of like length
)

// The weights of a word in the title of a document and in the headings above a chunk; in the chunk itself it counts 1. They are below 1
// because all chunks of a document share its title. The title's weight hardly matters: at 0.3 and at 0.6 the mean nDCG@10 of adi, cacm
// and cranfield is .501, and of 44 questions to office documents 24 have the right passage first, 32 and 33 among ten.
const (
	TitleWeight   = 0.3
	HeadingWeight = 0.8
)

// Max is the limit of Impact for a word that a chunk repeats without end.
const Max = K1 + 1

// IDF returns the weight of a word that n of all chunks have: ln(1 + (all − n + ½) / (n + ½)), as Lucene computes it; never negative.
func IDF(n, all float64) float64 { return math.Log(1 + (all-n+0.5)/(n+0.5)) }

// Impact returns the weight of a word within a chunk, 0 to Max. frequency is the sum of its occurrences, each by the weight of its field;
// length is the number of words in the chunk over the average of all chunks.
func Impact(frequency, length float64) float64 {
	return frequency * (K1 + 1) / (frequency + K1*(1-B+B*length))
}
