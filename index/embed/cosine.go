package embed

import "context"

// Cosine returns the dot product of two unit vectors, or 0 if their dimensions differ.
func Cosine(a, b []float32) float64 {
	if len(a) != len(b) {
		return 0
	}
	var sums [4]float64 // four, because one addition has to wait for the one before
	for ; len(a) >= 4; a, b = a[4:], b[4:] {
		b := b[:4]
		sums[0] += float64(a[0]) * float64(b[0])
		sums[1] += float64(a[1]) * float64(b[1])
		sums[2] += float64(a[2]) * float64(b[2])
		sums[3] += float64(a[3]) * float64(b[3])
	}
	for i := range a {
		sums[0] += float64(a[i]) * float64(b[i])
	}
	return (sums[0] + sums[1]) + (sums[2] + sums[3])
}

// Cosines returns the cosines of each text with each of some vectors of unit length and dimension Dim: cosines[i][j] is that of texts[i]
// and vectors[j]. It keeps no vectors of the texts. It checks ctx before every text.
func (m *Static) Cosines(ctx context.Context, texts []string, vectors [][]float32) ([][]float64, error) {
	block := make([]float64, len(texts)*len(vectors))
	cosines := make([][]float64, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		cosines[i] = block[i*len(vectors) : (i+1)*len(vectors) : (i+1)*len(vectors)]
		var total [maxDim]int64
		sum := total[:m.dim]
		m.sum(sum, text)
		length := norm2(sum)
		if length == 0 {
			continue
		}
		var own [maxDim]float32
		for k, x := range sum {
			own[k] = float32(x)
		}
		for j, v := range vectors {
			cosines[i][j] = Cosine(own[:m.dim], v) / length
		}
	}
	return cosines, nil
}
