package embed

// A Contribution is what one token of a passage adds to the passage's cosine with a query. It is negative if the token points away from the
// query.
type Contribution struct {
	Start, End int // byte offsets into the passage, half-open
	Weight     float64
}

// Explain returns the contribution of every token of passage to its cosine with query, in text order. The contributions add up to the
// cosine. query has Dim numbers and unit length; EmbedQuery returns such a vector. If either has no tokens, every contribution is 0.
func (m *Static) Explain(query []float32, passage string) []Contribution {
	var total [maxDim]int64
	p := total[:m.dim]
	m.sum(p, passage)
	length := norm2(p)
	tokens := m.Tokens(passage)
	contributions := make([]Contribution, len(tokens))
	var made [maxDim]byte
	for i, token := range tokens {
		contributions[i] = Contribution{Start: token.Start, End: token.End}
		if length == 0 {
			continue
		}
		row, weight := m.row(token.ID, made[:])
		var product float64
		for j, b := range row {
			product += float64(query[j]) * float64(int(b)-rowBias)
		}
		contributions[i].Weight = product * float64(weight) / length
	}
	return contributions
}
