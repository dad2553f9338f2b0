package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"footnote/index/embed"
)

// A run makes a model from sources, step by step, in a folder.
type run struct {
	options
	sources  []source
	novels   []string // sources whose names of persons and places are left out
	wanted   []string // words that the vocabulary must have
	notice   string
	dir      string
	progress io.Writer
	began    time.Time
}

// saveEvery is the number of batches between two checkpoints and two lines of progress.
const saveEvery = 100

func (r *run) say(format string, args ...any) {
	fmt.Fprintf(r.progress, "%6.0fs  %s\n", time.Since(r.began).Seconds(), fmt.Sprintf(format, args...))
}

// model makes or resumes the model, and writes model.bin to the run's folder. When ctx ends it saves a checkpoint and returns the context's
// error.
func (r *run) model(ctx context.Context) error {
	r.began = time.Now()
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	counts, err := countWords(r.sources)
	if err != nil {
		return err
	}
	r.say("%d different words", len(counts))
	vocabulary, err := r.vocabulary(counts)
	if err != nil {
		return err
	}
	corpora, err := encode(r.sources, vocabulary, r.masked(counts))
	if err != nil {
		return err
	}
	var pairs, heldOut, tokens int
	for _, c := range corpora {
		pairs, heldOut, tokens = pairs+len(c.examples), heldOut+len(c.heldOut), tokens+len(c.tokens)
	}
	r.say("%d pairs, %d more held out, %d tokens", pairs, heldOut, tokens)

	start, err := r.start(corpora, len(vocabulary))
	if err != nil {
		return err
	}
	r.say("start: held-out recall %.3f", recall(start, corpora, 4096))
	t := newTrainer(start, corpora, r.options)
	if err := r.train(ctx, t, corpora); err != nil {
		return err
	}
	if start, err = r.start(corpora, len(vocabulary)); err != nil { // training changed them
		return err
	}
	anchor(t.vectors, start, r.Anchor)
	if err := whiten(t.vectors, corpora, r.Whiten); err != nil {
		return err
	}
	r.say("anchored and whitened: held-out recall %.3f", recall(t.vectors, corpora, 4096))
	return r.write(vocabulary, t.vectors)
}

// vocabulary returns the vocabulary and keeps it in vocabulary.txt.
func (r *run) vocabulary(counts map[string]*wordCount) ([]string, error) {
	path := filepath.Join(r.dir, "vocabulary.txt")
	kept, err := os.ReadFile(path)
	switch {
	case err == nil:
		return strings.Split(strings.TrimSuffix(string(kept), "\n"), "\n"), nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	vocabulary := chooseVocabulary(counts, r.wanted, r.Vocabulary, r.Pieces)
	r.say("%d tokens chosen", len(vocabulary))
	return vocabulary, os.WriteFile(path, []byte(strings.Join(vocabulary, "\n")+"\n"), 0o644)
}

// masked returns a function that reports whether to leave a word out of a source.
func (r *run) masked(counts map[string]*wordCount) func(source, word string) bool {
	return func(source, word string) bool {
		c := counts[word]
		if c == nil || len(word) < 2 || !c.name() {
			return false
		}
		for _, novel := range r.novels {
			if source == novel {
				return true
			}
		}
		return false
	}
}

// stage returns the first line of the run's files.
func (r *run) stage(rows int) stage {
	s := stage{Options: r.options, Kernel: kernel, Rows: rows, Cols: r.Dim}
	s.Options.Anchor, s.Options.Whiten = 0, 0 // applied after training, so they may change without training again
	for _, source := range r.sources {
		s.Sources = append(s.Sources, source.name)
	}
	return s
}

// start returns the vectors that training starts from, kept in start.bin. Their directions come from mutual information; their lengths fall
// with a token's frequency.
func (r *run) start(corpora []*corpus, size int) (matrix, error) {
	path := filepath.Join(r.dir, "start.bin")
	vectors := newMatrix(size, r.Dim)
	s := r.stage(size)
	s.Options = options{Seed: r.Seed, Dim: r.Dim} // the start depends on no other option
	_, err := load(path, s, vectors)
	if errors.Is(err, fs.ErrNotExist) {
		if vectors, err = r.decomposed(corpora, size); err == nil {
			err = save(path, s, vectors)
		}
	}
	if err != nil {
		return matrix{}, err
	}
	weigh(vectors, corpora, r.Start)
	return vectors, nil
}

func (r *run) decomposed(corpora []*corpus, size int) (matrix, error) {
	information, _ := mutualInformation(corpora, size, r.Seed)
	r.say("%d numbers of mutual information", len(information.data))
	vectors, err := decompose(information, r.Dim, r.Seed)
	r.say("decomposed")
	return vectors, err
}

// weigh sets the lengths of token vectors to longest times the weights of S. Arora, Y. Liang and T. Ma, "A simple but tough-to-beat
// baseline for sentence embeddings", ICLR 2017.
func weigh(vectors matrix, corpora []*corpus, longest float64) {
	const a = 1e-3 // share of all tokens at which a token counts half
	counts := make([]int, vectors.rows)
	total := 0
	for _, c := range corpora {
		for _, token := range c.tokens {
			counts[token]++
		}
		total += len(c.tokens)
	}
	for token, n := range counts {
		row := vectors.row(token)
		if length := norm(row); length > 0 {
			scale(row, float32(longest*a/(a+float64(n)/float64(total)))/length)
		}
	}
}

// train learns from the remaining batches.
func (r *run) train(ctx context.Context, t *trainer, corpora []*corpus) error {
	path := filepath.Join(r.dir, "checkpoint.bin")
	s := r.stage(t.vectors.rows)
	saved, err := load(path, s, t.vectors, t.mean, t.squares)
	switch {
	case err == nil:
		t.step = saved.Step
		r.say("going on from batch %d", t.step)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	var loss float64
	var losses int
	for !t.done() {
		loss += t.learn()
		losses++
		s.Step = t.step
		if ended := ctx.Err(); ended != nil {
			return errors.Join(ended, save(path, s, t.vectors, t.mean, t.squares))
		}
		if t.step%saveEvery == 0 || t.done() {
			r.say("batch %d of %d: loss %.3f, held-out recall %.3f", t.step, len(t.batches), loss/float64(losses), recall(t.vectors, corpora, 4096))
			loss, losses = 0, 0
			if err := save(path, s, t.vectors, t.mean, t.squares); err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes model.bin, and vectors.bin with the vectors before rounding, for eval.
func (r *run) write(vocabulary []string, vectors matrix) error {
	if err := save(filepath.Join(r.dir, "vectors.bin"), r.stage(vectors.rows), vectors); err != nil {
		return err
	}
	path := filepath.Join(r.dir, "model.bin")
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	err = embed.WriteStatic(file, embed.Table{
		Name: "footnote-en", Notice: r.notice, Vocabulary: vocabulary, Dim: r.Dim, Vectors: vectors.data,
	})
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	r.say("%s written", path)
	return nil
}
