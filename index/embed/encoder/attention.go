package encoder

import (
	"math"

	"footnote/index/embed/kernel"
)

// attention puts what the heads make of the tokens from start on into s.heads: for each token, the mean of the values of all tokens of its
// text, weighted by how well their keys fit its query.
func (m *Model) attention(s *scratch, start, tokens int) {
	hidden := m.config.Hidden
	size := hidden / m.config.Heads
	rows, cols, wide := roundUp(tokens, kernel.FloatRows), roundUp(tokens, kernel.FloatCols), roundUp(size, kernel.FloatCols)
	grow(&s.scores, rows*cols)
	grow(&s.keys, size*cols)
	grow(&s.values, tokens*wide)
	grow(&s.mixed, rows*wide)
	factor := float32(1 / math.Sqrt(float64(size)))
	attended := s.attended[start*3*hidden:]
	for head := 0; head < hidden; head += size {
		queries := kernel.Floats{Data: attended[head:], Stride: 3 * hidden}
		keys := transposed(s.keys, attended[hidden+head:], 3*hidden, tokens, size)
		values := kernel.Floats{Data: attended[2*hidden+head:], Stride: 3 * hidden}
		if wide != size {
			values = widened(s.values, values, tokens, size, wide)
		}
		scores := kernel.Floats{Data: s.scores, Stride: cols}
		m.kernel.MultiplyFloats(scores, queries, keys, tokens, size, cols)
		mixed := kernel.Floats{Data: s.mixed, Stride: wide}
		// Each row of scores is summed before it is divided, so that fewer numbers are.
		for i := range tokens {
			row := s.scores[i*cols:][:tokens]
			sum := m.kernel.Exp(row, factor, m.kernel.Largest(row))
			s.heads[(start+i)*hidden+head] = 1 / sum
		}
		m.kernel.MultiplyFloats(mixed, scores, values, tokens, tokens, wide)
		for i := range tokens {
			to := s.heads[(start+i)*hidden+head:][:size]
			scale := to[0]
			for j, x := range s.mixed[i*wide:][:size] {
				to[j] = x * scale
			}
		}
	}
}

// transposed puts the keys of a head, tokens × size, into dst as columns, with zeros up to a whole tile.
func transposed(dst, keys []float32, stride, tokens, size int) kernel.Floats {
	cols := len(dst) / size
	for t := range tokens {
		for i, x := range keys[t*stride:][:size] {
			dst[i*cols+t] = x
		}
	}
	for i := range size {
		clear(dst[i*cols+tokens : (i+1)*cols])
	}
	return kernel.Floats{Data: dst, Stride: cols}
}

// widened copies the values of a head into dst, with zeros up to a whole tile.
func widened(dst []float32, values kernel.Floats, tokens, size, wide int) kernel.Floats {
	for t := range tokens {
		row := dst[t*wide : (t+1)*wide]
		clear(row[copy(row, values.Data[t*values.Stride:][:size]):])
	}
	return kernel.Floats{Data: dst, Stride: wide}
}

func roundUp(n, unit int) int { return (n + unit - 1) / unit * unit }
