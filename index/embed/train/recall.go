package main

// recall returns the share of held-out pairs, at most most of them, whose second text is among the ten nearest to the first, out of all
// their second texts.
func recall(vectors matrix, corpora []*corpus, most int) float64 {
	const best = 10
	var a, b [][]uint16
	all := 0
	for _, c := range corpora {
		all += len(c.heldOut)
	}
	every := max(1, (all+most-1)/most)
	place := 0
	for _, c := range corpora {
		for _, e := range c.heldOut {
			if place++; place%every == 0 {
				a = append(a, c.text(e.a)[:min(int(e.a.end-e.a.start), maxA)])
				b = append(b, c.text(e.b)[:min(int(e.b.end-e.b.start), maxB)])
			}
		}
	}
	n := len(a)
	if n == 0 {
		return 0
	}
	questions, answers := newBag(n, vectors.cols), newBag(n, vectors.cols)
	questions.texts, answers.texts = a, b
	questions.embed(vectors)
	answers.embed(vectors)
	cosines := newMatrix(n, n)
	multiply(cosines, questions.units, false, answers.units, true)
	found := 0
	for i := range n {
		row := cosines.row(i)
		nearer := 0
		for _, x := range row {
			if x > row[i] {
				nearer++
			}
		}
		if nearer < best {
			found++
		}
	}
	return float64(found) / float64(n)
}
