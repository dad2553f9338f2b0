// Package prose generates meaningless text with the statistics of real text, for benchmarks. The text is the same in every run.
//
// It never reads anything. Start reading at Writer.
package prose

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

const (
	seed       = 1
	vocabulary = 50_000 // distinct words
	zipfS      = 1.07   // exponent of the word frequencies; English is close to 1
	zipfV      = 2.7    // flattens the first ranks, after Mandelbrot
)

// functionWords take the first ranks, so that stop words are as frequent as in English.
const functionWords = "the of and to in a is that it was for on as with be by at this from are or an which not but have had were " +
	"their has they all one when there been if more will would who so no what can out up about into than them some could these two then do " +
	"only its over after also any may such first new other between under most made should through where each because during while before"

// A Writer generates meaningless text with the statistics of real text: words by Zipf's law, sentences, paragraphs, headings. Every Writer
// generates the same text.
type Writer struct {
	rand  *rand.Rand
	zipf  *rand.Zipf
	words []string // by rank
}

// NewWriter returns a writer at the start of the text.
func NewWriter() *Writer {
	r := rand.New(rand.NewPCG(seed, seed))
	w := &Writer{rand: r, zipf: rand.NewZipf(r, zipfS, zipfV, vocabulary-1), words: strings.Fields(functionWords)}
	seen := map[string]bool{}
	for _, word := range w.words {
		seen[word] = true
	}
	for len(w.words) < vocabulary {
		if word := w.invent(); !seen[word] {
			seen[word] = true
			w.words = append(w.words, word)
		}
	}
	return w
}

// invent returns a word of one to four syllables in English spelling.
func (w *Writer) invent() string {
	onsets := strings.Fields("b br c ch cl d dr f fl g gr h j l m n p pl pr qu r s sh sl st str t th tr v w")
	nuclei := strings.Fields("a e i o u ai ea ee io ou")
	codas := strings.Fields("- - - n r l t s m nd ng st ck rt ll")
	var b strings.Builder
	for range 1 + w.rand.IntN(4) {
		b.WriteString(onsets[w.rand.IntN(len(onsets))] + nuclei[w.rand.IntN(len(nuclei))])
		b.WriteString(strings.TrimPrefix(codas[w.rand.IntN(len(codas))], "-"))
	}
	return b.String()
}

func (w *Writer) word() string { return w.words[w.zipf.Uint64()] }

// Phrase returns n words.
func (w *Writer) Phrase(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.word()
	}
	return strings.Join(words, " ")
}

// sentence returns 6 to 24 words with a capital and a full stop.
func (w *Writer) sentence() string {
	s := w.Phrase(6 + w.rand.IntN(19))
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// paragraph returns 2 to 8 sentences.
func (w *Writer) paragraph() string {
	sentences := make([]string, 2+w.rand.IntN(7))
	for i := range sentences {
		sentences[i] = w.sentence()
	}
	return strings.Join(sentences, " ")
}

// Document returns Markdown of about the given number of bytes, with a heading every few paragraphs.
func (w *Writer) Document(bytes int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", w.Phrase(4))
	for b.Len() < bytes {
		fmt.Fprintf(&b, "\n## %s\n", w.Phrase(3))
		for range 2 + w.rand.IntN(5) {
			fmt.Fprintf(&b, "\n%s\n", w.paragraph())
		}
	}
	return b.String()
}

// Folder writes documents of 2 to 60 kB into dir, a hundred per folder, until they have the given number of bytes together.
func (w *Writer) Folder(dir string, bytes int) error {
	for i := 0; bytes > 0; i++ {
		text := w.Document(min(2_000+w.rand.IntN(58_000), bytes))
		path := filepath.Join(dir, fmt.Sprintf("%03d", i/100), fmt.Sprintf("%05d.md", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
		bytes -= len(text)
	}
	return nil
}

// Question returns 4 to 9 words, as people type them: some stop words and some others.
func (w *Writer) Question() string { return w.Phrase(4+w.rand.IntN(6)) + "?" }
