// Package language says what a word is: where words begin and end, which of them are the same word, which say little, and what a
// question asks for. Texts and questions are analysed by the same code, so that a question finds what a text holds.
//
// It works on strings, reads no disk, and knows nothing of documents. A Language is one value; to add one, write a file that holds it.
// Start reading at Analyzer.
package language

import "github.com/kljensen/snowball/english"

// A Language is what the analysis of words depends on.
type Language struct {
	Tag        string                   // BCP 47
	Stem       func(word string) string // of a folded word
	IsStopWord func(word string) bool   // reports whether a folded word says little by itself
	questions  []question
}

// English is the language of every word in plain Latin letters, for now. It stems by Porter's second Snowball stemmer.
var English = &Language{
	Tag:        "en",
	Stem:       func(word string) string { return english.Stem(word, true) },
	IsStopWord: english.IsStopWord,
	questions:  englishQuestions,
}
