// Package encoder runs transformers of the BERT family: BERT and MiniLM, RoBERTa, and XLM-RoBERTa. It turns the tokens of a text into one
// vector. J. Devlin and others, "BERT: pre-training of deep bidirectional transformers for language understanding", NAACL 2019.
//
//	model, err := encoder.Open(folder, kernel.Best())
//	vectors, err := model.Vectors(ctx, texts)
//
// Weights are rounded to 8 bits when they are read, row by row, and the numbers they are multiplied with when they are computed. Exact returns a
// model that rounds nothing; the tests compare the two with each other and with an independent implementation. The package knows no
// tokenizer and no prefixes. Start with Open; load.go reads weights, forward.go runs the layers, attention.go one part of them.
package encoder

import (
	"context"
	"math"
	"runtime"
	"sync"

	"footnote/index/embed/folder"
	"footnote/index/embed/kernel"
)

// A Model is a transformer with its pooling. It is safe for concurrent use.
type Model struct {
	config  folder.Config
	pooling folder.Pooling
	dense   []dense
	kernel  *kernel.Kernel

	words     table
	positions []float32 // Positions() rows
	types     []float32 // config.Types rows
	norm      norm      // of the sum of the three
	layers    []layer

	scratch sync.Pool // of *scratch
}

// A layer is one layer of the transformer.
type layer struct {
	attend linear // queries, keys and values
	merge  linear // of the heads
	norm1  norm
	widen  linear
	narrow linear
	norm2  norm
}

// A norm holds the parameters of a normalisation.
type norm struct{ gain, bias []float32 }

// A dense is a linear layer after pooling.
type dense struct {
	weights []float32 // out rows of in numbers
	bias    []float32
	in, out int
	tanh    bool
}

// A Text is the tokens of a text, with their types, both with special tokens. It has at least one token, and no more than the model has
// positions; IDs and types are of the model's.
type Text struct{ IDs, Types []int }

// Dim returns the number of float32s in a vector.
func (m *Model) Dim() int {
	if n := len(m.dense); n > 0 {
		return m.dense[n-1].out
	}
	return m.config.Hidden
}

// batchTokens is how many tokens are computed together, more where one text has more: enough to use weights several times while they are
// in the processor's cache, and few enough for their numbers to stay there.
const batchTokens = 256

// Vectors returns a vector of unit length for each text, in order. It uses all processors, and checks ctx before each batch. The error is
// the context's, and there are no vectors then.
func (m *Model) Vectors(ctx context.Context, texts []Text) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	err := m.each(ctx, texts, func(first int, states []float32, batch []Text) {
		start := 0
		for i, text := range batch {
			end := start + len(text.IDs)
			vectors[first+i] = m.pool(states[start*m.config.Hidden : end*m.config.Hidden])
			start = end
		}
	})
	if err != nil {
		return nil, err
	}
	return vectors, nil
}

// each computes the states of texts in batches, and calls done with those of each batch and the index of its first text. done may run on
// several goroutines at once, all of which have ended when each returns.
func (m *Model) each(ctx context.Context, texts []Text, done func(first int, states []float32, batch []Text)) error {
	type span struct{ start, end int }
	spans := make(chan span, len(texts))
	for start := 0; start < len(texts); {
		end, tokens := start+1, len(texts[start].IDs)
		for end < len(texts) && tokens+len(texts[end].IDs) <= batchTokens {
			tokens += len(texts[end].IDs)
			end++
		}
		spans <- span{start, end}
		start = end
	}
	close(spans)
	work := func() {
		s := m.borrow()
		defer m.scratch.Put(s)
		for b := range spans {
			if ctx.Err() != nil {
				return
			}
			done(b.start, m.forward(s, texts[b.start:b.end]), texts[b.start:b.end])
		}
	}
	var workers sync.WaitGroup
	for range min(len(spans), runtime.GOMAXPROCS(0)) - 1 {
		workers.Go(work)
	}
	work()
	workers.Wait()
	return ctx.Err()
}

// pool returns the vector of a text from the states of its tokens.
func (m *Model) pool(states []float32) []float32 {
	hidden := m.config.Hidden
	vector := make([]float32, hidden)
	if m.pooling == folder.CLSPooling {
		copy(vector, states)
	} else {
		for start := 0; start < len(states); start += hidden {
			for i, x := range states[start : start+hidden] {
				vector[i] += x
			}
		}
		scale := float32(hidden) / float32(len(states))
		for i := range vector {
			vector[i] *= scale
		}
	}
	for _, d := range m.dense {
		vector = d.apply(vector)
	}
	return unit(vector)
}

func (d dense) apply(x []float32) []float32 {
	y := make([]float32, d.out)
	for o := range y {
		sum := float64(d.bias[o])
		for i, w := range d.weights[o*d.in : (o+1)*d.in] {
			sum += float64(w) * float64(x[i])
		}
		if d.tanh {
			sum = math.Tanh(sum)
		}
		y[o] = float32(sum)
	}
	return y
}

// unit scales v to unit length in place. A vector of zeros, or with numbers that are not finite, becomes zeros.
func unit(v []float32) []float32 {
	var squares float64
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	scale := 1 / math.Sqrt(squares)
	if !(squares > 0) || math.IsInf(squares, 0) {
		clear(v)
		return v
	}
	for i := range v {
		v[i] = float32(float64(v[i]) * scale)
	}
	return v
}
