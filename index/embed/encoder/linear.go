package encoder

import "footnote/index/embed/kernel"

// A linear is a linear layer. apply puts its result for rows of x into dst, row after row.
type linear interface {
	apply(s *scratch, dst, x []float32, rows int)
	setRow(out int, weights []float32)
	setBias(bias []float32)
}

// A rounded layer has 8-bit weights.
type rounded struct {
	*kernel.Matrix
	kernel *kernel.Kernel
}

func (l rounded) apply(s *scratch, dst, x []float32, rows int) {
	s.quantised = l.kernel.Quantise(s.quantised, x, rows, l.In)
	l.kernel.Multiply(dst, l.Out, s.quantised, l.Matrix)
}

func (l rounded) setRow(out int, weights []float32) { l.SetRow(out, weights) }
func (l rounded) setBias(bias []float32)            { l.SetBias(bias) }

// An exact layer has the weights of the file.
type exact struct {
	weights, bias []float32
	in, out       int
}

func (l exact) apply(_ *scratch, dst, x []float32, rows int) {
	for r := range rows {
		row := x[r*l.in : (r+1)*l.in]
		for o := range l.out {
			var sum float32
			for i, w := range l.weights[o*l.in : (o+1)*l.in] {
				sum += w * row[i]
			}
			dst[r*l.out+o] = sum + l.bias[o]
		}
	}
}

func (l exact) setRow(out int, weights []float32) { copy(l.weights[out*l.in:(out+1)*l.in], weights) }
func (l exact) setBias(bias []float32)            { copy(l.bias, bias) }

// A table has a row of numbers for each token.
type table interface {
	setRow(id int, row []float32)
	addRow(dst []float32, id int)
}

type exactTable struct{ rows []float32 }

func (t exactTable) setRow(id int, row []float32) { copy(t.rows[id*len(row):], row) }

func (t exactTable) addRow(dst []float32, id int) {
	for i, x := range t.rows[id*len(dst):][:len(dst)] {
		dst[i] += x
	}
}

// A roundedTable has rows of 8 bits, each with a scale.
type roundedTable struct {
	rows  []int8
	scale []float32
}

func (t roundedTable) setRow(id int, row []float32) {
	t.scale[id] = kernel.Round(t.rows[id*len(row):][:len(row)], row)
}

func (t roundedTable) addRow(dst []float32, id int) {
	scale := t.scale[id]
	for i, x := range t.rows[id*len(dst):][:len(dst)] {
		dst[i] += scale * float32(x)
	}
}
