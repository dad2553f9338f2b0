package embed

import (
	"context"
	"encoding/binary"
	"math"
)

// A Static is a model with a fixed vector for every token. The vector of a text is the normalised sum of the vectors of its tokens. A
// Static is safe for concurrent use. It holds only its file and tables to find tokens.
//
// Sums are integers, so a text has the same vector on every machine, except for the last bit of its float32s.
type Static struct {
	name, notice string
	dim          int
	vocabulary   *vocabulary
	weights      []byte // 2 bytes per row
	rows         []byte // dim bytes per row
	otherWeight  uint64 // of tokens in other scripts
}

// Name returns the name in the model's file with the dimension and the start of its checksum: "footnote-en-512-0123abcd".
func (m *Static) Name() string { return m.name }

// Dim returns the number of float32s in a vector.
func (m *Static) Dim() int { return m.dim }

// Notice returns the texts that the model was trained on, with their licences.
func (m *Static) Notice() string { return m.notice }

// EmbedDocuments returns the vectors of texts, in order, in one block of memory. It checks ctx before every text.
func (m *Static) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	block := make([]float32, len(texts)*m.dim)
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		vectors[i] = block[i*m.dim : (i+1)*m.dim : (i+1)*m.dim]
		m.embed(vectors[i], text)
	}
	return vectors, nil
}

// EmbedQuery returns the vector of text. It treats questions and passages alike.
func (m *Static) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	vector := make([]float32, m.dim)
	m.embed(vector, text)
	return vector, nil
}

// embed puts the unit vector of text into vector.
func (m *Static) embed(vector []float32, text string) {
	var total [maxDim]int64
	sum := total[:m.dim]
	m.sum(sum, text)
	length := norm2(sum)
	if length == 0 {
		return
	}
	for i, x := range sum {
		vector[i] = float32(float64(x) / length)
	}
}

// sum puts the sum of the vectors of text's tokens into total.
func (m *Static) sum(total []int64, text string) {
	var buffer [blockTokens]Token
	s := scanner{vocabulary: m.vocabulary, text: text}
	for more := true; more; {
		tokens := buffer[:0]
		for more = s.next(); more; more = s.next() {
			tokens = s.appendPieces(tokens)
			if len(tokens) > blockTokens-maxWord {
				break
			}
		}
		if len(tokens) == 1 {
			m.addToken(total, tokens[0])
		} else {
			m.addBlock(total, tokens)
		}
	}
}

// norm2 returns the Euclidean length of x.
func norm2(x []int64) float64 {
	var squares float64
	for _, v := range x {
		squares += float64(float64(v) * float64(v)) // the conversion prevents a fused multiply-add, so all machines agree
	}
	return math.Sqrt(squares)
}

// row returns the row and the weight of a token. It writes a row that the file does not have into made.
func (m *Static) row(id uint32, made []byte) (row []byte, weight uint64) {
	if id&otherScript != 0 {
		return otherRow(made[:m.dim], id), m.otherWeight
	}
	start := int(id) * m.dim
	return m.rows[start : start+m.dim], uint64(binary.LittleEndian.Uint16(m.weights[2*id:]))
}
