package embed

import "unicode"

// Known returns the share of a text's weight, 0 to 1, in words that have a vector of their own. The model only guesses at words it has to
// split. weight returns the weight of a token by its span, as in EmbedWeighted. Known returns 1 for a text without tokens.
func (m *Static) Known(text string, weight func(start, end int) float64) float64 {
	tokens := m.Tokens(text)
	joined := func(i int) bool { // reports whether token i continues the word of the token before it
		return i > 0 && i < len(tokens) && tokens[i].Start == tokens[i-1].End &&
			unicode.IsLetter(rune(text[tokens[i].Start])) && unicode.IsLetter(rune(text[tokens[i].Start-1]))
	}
	var known, all float64
	for i, t := range tokens {
		w := weight(t.Start, t.End)
		all += w
		if !joined(i) && !joined(i+1) {
			known += w
		}
	}
	if all == 0 {
		return 1
	}
	return known / all
}
