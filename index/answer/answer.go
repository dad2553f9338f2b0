// Package answer makes answers of passages: of their own sentences, or through a language model, each of whose claims is then
// checked against the passages it cites.
//
// A Model is what a language model has to be. The package works on plain values: it never searches, never reads the disk, and
// states nothing of its own.
package answer
