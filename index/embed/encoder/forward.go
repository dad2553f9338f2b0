package encoder

import (
	"math"

	"footnote/index/embed/kernel"
)

// A scratch holds the numbers of one batch while it is computed.
type scratch struct {
	states    []float32 // tokens × hidden
	attended  []float32 // tokens × 3·hidden: queries, keys and values
	heads     []float32 // tokens × hidden
	wide      []float32 // stripRows × intermediate
	narrow    []float32 // stripRows × hidden
	scores    []float32 // tokens × tokens of one text and head
	keys      []float32 // head × tokens, of one head
	values    []float32 // tokens × head
	mixed     []float32 // tokens × head
	quantised *kernel.Quantised
}

func (m *Model) borrow() *scratch {
	if s, ok := m.scratch.Get().(*scratch); ok {
		return s
	}
	return &scratch{}
}

// stripRows is how many tokens go through the wide part of a layer at a time; its numbers then stay in the processor's cache.
const stripRows = 48

// forward returns the last states of all tokens, text after text. They are s's.
func (m *Model) forward(s *scratch, texts []Text) []float32 {
	hidden, tokens := m.config.Hidden, 0
	for _, text := range texts {
		tokens += len(text.IDs)
	}
	grow(&s.states, tokens*hidden)
	grow(&s.attended, (tokens+kernel.FloatRows)*3*hidden) // a product reads whole tiles
	grow(&s.heads, tokens*hidden)
	grow(&s.wide, stripRows*m.config.Intermediate)
	grow(&s.narrow, stripRows*hidden)
	m.begin(s.states, texts)
	for i := range m.layers {
		m.layer(s, &m.layers[i], texts, tokens)
	}
	return s.states
}

// begin puts the embeddings of tokens into states.
func (m *Model) begin(states []float32, texts []Text) {
	hidden, at := m.config.Hidden, 0
	for _, text := range texts {
		for i, id := range text.IDs {
			row := states[at*hidden : (at+1)*hidden]
			position := (m.config.FirstPosition() + i) * hidden
			kind := min(text.Types[i], m.config.Types-1) * hidden // RoBERTa has one type
			for j := range row {
				row[j] = m.positions[position+j] + m.types[kind+j]
			}
			m.words.addRow(row, id)
			m.normalise(row, nil, m.norm)
			at++
		}
	}
}

func (m *Model) normalise(row, residual []float32, n norm) {
	m.kernel.AddNorm(row, residual, n.gain, n.bias, float32(m.config.Epsilon))
}

// layer replaces the states by those that a layer makes of them.
func (m *Model) layer(s *scratch, l *layer, texts []Text, tokens int) {
	hidden := m.config.Hidden
	for start := 0; start < tokens; start += stripRows {
		rows := min(stripRows, tokens-start)
		l.attend.apply(s, s.attended[start*3*hidden:], s.states[start*hidden:], rows)
	}
	start := 0
	for _, text := range texts {
		m.attention(s, start, len(text.IDs))
		start += len(text.IDs)
	}
	for start := 0; start < tokens; start += stripRows {
		rows := min(stripRows, tokens-start)
		states := s.states[start*hidden : (start+rows)*hidden]
		l.merge.apply(s, s.narrow, s.heads[start*hidden:], rows)
		m.addStrip(states, s.narrow, l.norm1)
		l.widen.apply(s, s.wide, states, rows)
		m.activate(s.wide[:rows*m.config.Intermediate])
		l.narrow.apply(s, s.narrow, s.wide, rows)
		m.addStrip(states, s.narrow, l.norm2)
	}
}

// addStrip adds numbers to states and normalises each row.
func (m *Model) addStrip(states, numbers []float32, n norm) {
	hidden := m.config.Hidden
	for i := 0; i < len(states); i += hidden {
		m.normalise(states[i:i+hidden], numbers[i:i+hidden], n)
	}
}

func (m *Model) activate(x []float32) {
	switch m.config.Activation {
	case "relu":
		for i, v := range x {
			x[i] = max(v, 0)
		}
	case "gelu":
		m.kernel.GELU(x)
	default: // an approximation by the hyperbolic tangent: "gelu_new", "gelu_pytorch_tanh"
		for i, v := range x {
			z := float64(v)
			x[i] = float32(z / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(z+0.044715*z*z*z))))
		}
	}
}

// grow gives a slice n elements. Their values are of no use.
func grow(s *[]float32, n int) {
	if cap(*s) < n {
		*s = make([]float32, n)
	}
	*s = (*s)[:n]
}
