package index_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"footnote/index"
)

// BenchmarkSearch asks everyday questions of documents of everyday sentences, by words, by meaning and by both.
func BenchmarkSearch(b *testing.B) {
	lines := func(name string) []string {
		data, err := os.ReadFile("quality/testdata/everyday/" + name)
		if err != nil {
			b.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(string(data)), "\n")
	}
	const paragraphs = 20 // of a document
	tr := newTree(b)
	texts := lines("background.txt")
	for i := 0; i+paragraphs <= len(texts); i += paragraphs {
		tr.write(fmt.Sprintf("texts/%04d.txt", i), strings.Join(texts[i:i+paragraphs], "\n\n")+"\n")
	}
	tr.add("texts")
	tr.sync()
	questions := lines("alike.tsv")
	for _, by := range []struct {
		name string
		side index.Side
	}{{"words", index.WordsOnly}, {"meaning", index.MeaningOnly}, {"both", index.Both}} {
		b.Run(by.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				question, _, _ := strings.Cut(questions[i%len(questions)], "\t")
				if _, err := tr.lib.Search(b.Context(), question, index.SearchOptions{Side: by.side, Weak: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
