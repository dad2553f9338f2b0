package main

// anchor adds to each trained vector its start vector, scaled to strength times the trained vector's length. This restores tokens that few
// pairs train. M. Wortsman and others do it with whole networks: "Robust fine-tuning of zero-shot models", CVPR 2022.
func anchor(vectors, start matrix, strength float64) {
	parallel(vectors.rows, func(low, high int) {
		for i := low; i < high; i++ {
			if length := norm(start.row(i)); length > 0 {
				addScaled(vectors.row(i), float32(strength)*norm(vectors.row(i))/length, start.row(i))
			}
		}
	})
}
