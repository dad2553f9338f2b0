package embed

import "unicode"

// Known returns which part of a text's weight lies in words that the model has a vector for, 0 to 1: what it makes of the pieces of other
// words is a guess. weight says how much a token counts, by where it stands, as in EmbedWeighted; a text without tokens is known.
func (m *Static) Known(text string, weight func(start, end int) float64) float64 {
	tokens := m.Tokens(text)
	joined := func(i int) bool { // with the token before it, in one word
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
