package embed

// ExplainVector is Explain for a query that is given by its vector, of Dim numbers and unit length: as EmbedQuery makes it, or
// moved since. The contributions add up to the cosine of query and passage.
func (m *Static) ExplainVector(query []float32, passage string) []Contribution {
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
