package main

// anchor adds to each trained vector the one it started from, with strength times its own length. What training forgot of
// tokens that pairs say little about comes back: M. Wortsman and others, "Robust fine-tuning of zero-shot models", CVPR 2022,
// do it with whole networks.
func anchor(vectors, start matrix, strength float64) {
	parallel(vectors.rows, func(low, high int) {
		for i := low; i < high; i++ {
			if length := norm(start.row(i)); length > 0 {
				addScaled(vectors.row(i), float32(strength)*norm(vectors.row(i))/length, start.row(i))
			}
		}
	})
}
