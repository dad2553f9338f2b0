package encoder

import (
	"errors"
	"fmt"
	"strings"

	"footnote/index/embed/folder"
	"footnote/index/embed/kernel"
	"footnote/index/embed/safetensors"
)

// ErrShape reports that a tensor has not the shape that the configuration says.
var ErrShape = errors.New("tensor of another shape than the configuration says")

// Open reads the weights of a folder and rounds them to 8 bits. It returns errors of the disk, of safetensors, a *folder.Error, and ErrShape.
func Open(f *folder.Folder, k *kernel.Kernel) (*Model, error) { return open(f, k, false) }

// Exact is Open for a model that rounds nothing. It is slow, and takes four times the memory.
func Exact(f *folder.Folder) (*Model, error) { return open(f, kernel.Portable(), true) }

// A loader reads the tensors of one file.
type loader struct {
	file   *safetensors.File
	prefix string
	kernel *kernel.Kernel
	exact  bool
	err    error // the first; nothing is read after it
}

func open(f *folder.Folder, k *kernel.Kernel, exact bool) (*Model, error) {
	file, err := f.Tensors(f.Weights)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	c := f.Config
	l := &loader{file: file, kernel: k, exact: exact}
	for _, prefix := range []string{"bert.", "roberta."} {
		if file.Has(prefix + wordsName) {
			l.prefix = prefix
		}
	}
	m := &Model{config: c, pooling: f.Pooling, kernel: k}
	m.words = l.table(wordsName, c.Vocab, c.Hidden)
	m.positions = l.floats("embeddings.position_embeddings.weight", c.MaxPositions, c.Hidden)
	m.types = l.floats("embeddings.token_type_embeddings.weight", c.Types, c.Hidden)
	m.norm = l.norm("embeddings.LayerNorm", c.Hidden)
	for i := range c.Layers {
		at := fmt.Sprintf("encoder.layer.%d.", i)
		m.layers = append(m.layers, layer{
			attend: l.linear(c.Hidden, c.Hidden, at+"attention.self.query", at+"attention.self.key", at+"attention.self.value"),
			merge:  l.linear(c.Hidden, c.Hidden, at+"attention.output.dense"),
			norm1:  l.norm(at+"attention.output.LayerNorm", c.Hidden),
			widen:  l.linear(c.Intermediate, c.Hidden, at+"intermediate.dense"),
			narrow: l.linear(c.Hidden, c.Intermediate, at+"output.dense"),
			norm2:  l.norm(at+"output.LayerNorm", c.Hidden),
		})
		if l.err != nil {
			return nil, l.err
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	for _, d := range f.Dense {
		layer, err := openDense(f, d)
		if err != nil {
			return nil, err
		}
		m.dense = append(m.dense, layer)
	}
	return m, nil
}

const wordsName = "embeddings.word_embeddings.weight"

func openDense(f *folder.Folder, d folder.Dense) (dense, error) {
	file, err := f.Tensors(d.Weights)
	if err != nil {
		return dense{}, err
	}
	defer file.Close()
	l := &loader{file: file}
	layer := dense{in: d.In, out: d.Out, tanh: d.Tanh, weights: l.floats("linear.weight", d.Out, d.In), bias: make([]float32, d.Out)}
	if d.Bias {
		layer.bias = l.floats("linear.bias", d.Out, 1)
	}
	return layer, l.err
}

// tensor returns a tensor of the shape rows × cols.
func (l *loader) tensor(name string, rows, cols int) (safetensors.Tensor, bool) {
	if l.err != nil {
		return safetensors.Tensor{}, false
	}
	if old := strings.NewReplacer("LayerNorm.weight", "LayerNorm.gamma", "LayerNorm.bias", "LayerNorm.beta").Replace(name); !l.file.Has(l.prefix+name) && l.file.Has(l.prefix+old) {
		name = old // as in files converted from TensorFlow
	}
	t, err := l.file.Tensor(l.prefix + name)
	if err == nil && (t.Rows != rows || t.Cols != cols) {
		err = fmt.Errorf("%w: %q has %d × %d numbers, not %d × %d", ErrShape, l.prefix+name, t.Rows, t.Cols, rows, cols)
	}
	l.err = err
	return t, err == nil
}

// floats returns all numbers of a tensor.
func (l *loader) floats(name string, rows, cols int) []float32 {
	t, ok := l.tensor(name, rows, cols)
	if !ok {
		return nil
	}
	numbers := make([]float32, rows*cols)
	l.err = t.Floats(numbers, 0)
	return numbers
}

// eachRow calls set with the rows of a tensor, a block of which it reads at once.
func (l *loader) eachRow(name string, rows, cols int, set func(row int, numbers []float32)) {
	t, ok := l.tensor(name, rows, cols)
	if !ok {
		return
	}
	const blockRows = 64
	block := make([]float32, min(blockRows, rows)*cols)
	for start := 0; start < rows; start += blockRows {
		part := block[:min(blockRows, rows-start)*cols]
		if l.err = t.Floats(part, start*cols); l.err != nil {
			return
		}
		for i := 0; i < len(part); i += cols {
			set(start+i/cols, part[i:i+cols])
		}
	}
}

func (l *loader) norm(name string, size int) norm {
	return norm{gain: l.floats(name+".weight", size, 1), bias: l.floats(name+".bias", size, 1)}
}

// linear returns a layer of the layers called names, one below the other.
func (l *loader) linear(out, in int, names ...string) linear {
	if _, ok := l.tensor(names[0]+".weight", out, in); !ok { // before memory is taken for it
		return nil
	}
	all := len(names) * out
	var layer linear = exact{in: in, out: all}
	if l.exact {
		layer = exact{weights: make([]float32, all*in), bias: make([]float32, all), in: in, out: all}
	} else {
		layer = rounded{l.kernel.NewMatrix(all, in), l.kernel}
	}
	var bias []float32
	for i, name := range names {
		l.eachRow(name+".weight", out, in, func(row int, numbers []float32) { layer.setRow(i*out+row, numbers) })
		bias = append(bias, l.floats(name+".bias", out, 1)...)
	}
	layer.setBias(bias)
	return layer
}

func (l *loader) table(name string, rows, cols int) table {
	if _, ok := l.tensor(name, rows, cols); !ok {
		return nil
	}
	var t table
	if l.exact {
		t = exactTable{make([]float32, rows*cols)}
	} else {
		t = roundedTable{make([]int8, rows*cols), make([]float32, rows)}
	}
	l.eachRow(name, rows, cols, t.setRow)
	return t
}
