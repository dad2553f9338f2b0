package rank

// The weights of Rocchio's formula, at the values that Manning, Raghavan and Schütze recommend (Introduction to Information Retrieval,
// 2008, section 9.1.1): the question counts most, and a right passage says more than a wrong one.
const (
	askedWeight = 1
	rightWeight = 0.75
	wrongWeight = 0.15
)

// Moved returns a question's vector, moved towards the passages that a person marked right and away from those marked wrong:
//
//	asked + 0.75 · mean of the right − 0.15 · mean of the wrong
//
// (Rocchio, Relevance feedback in information retrieval, 1971). All vectors have one dimension, and unit length or zero; the result may
// have any length.
func Moved(asked []float32, right, wrong [][]float32) []float32 {
	moved := make([]float32, len(asked))
	add := func(weight float64, vectors ...[]float32) {
		for _, v := range vectors {
			for i, x := range v {
				moved[i] += float32(weight / float64(len(vectors)) * float64(x))
			}
		}
	}
	add(askedWeight, asked)
	add(rightWeight, right...)
	add(-wrongWeight, wrong...)
	return moved
}
