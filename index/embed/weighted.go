package embed

import "math"

// EmbedWeighted returns the vector of text, of unit length or zero. It multiplies the model's own weight of each token by weight(start,
// end), the token's half-open byte span in text.
func (m *Static) EmbedWeighted(text string, weight func(start, end int) float64) []float32 {
	total := make([]float64, m.dim)
	var made [maxDim]byte
	for _, token := range m.Tokens(text) {
		row, own := m.row(token.ID, made[:])
		w := float64(own) * weight(token.Start, token.End)
		for i, b := range row {
			total[i] += float64(w * float64(int(b)-rowBias)) // the conversion prevents a fused multiply-add, so all machines agree
		}
	}
	var squares float64
	for _, x := range total {
		squares += float64(x * x)
	}
	vector := make([]float32, m.dim)
	if squares == 0 {
		return vector
	}
	length := math.Sqrt(squares)
	for i, x := range total {
		vector[i] = float32(x / length)
	}
	return vector
}
