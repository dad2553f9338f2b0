package answer

import (
	"regexp"
	"strings"
)

// orders finds sentences that are addressed to a language model.
var orders = regexp.MustCompile(`(?i)\b(ignore|disregard|forget|override|ignorier\w*|vergiss)\b[^.!?\n]{0,60}\b(instruction|above|previous|prior|prompt|rule|question|anweisung|anleitung|regel|frage|vorherig|obig)|\b(system prompt|you are (now )?(a|an) (\w+ )?(ai|assistant|language model|chatbot)|as an ai\b|(ai|language) (model|assistant)s?\b[^.\n]{0,40}\b(must|should|shall|reply|respond|answer|say)|(note|message|instructions?|attention)\b[^.\n]{0,20}\b(to|for) (the )?(ai|assistant|model|language model|chatbot)|du bist (jetzt )?ein (\w+ )?(ki|assistent|sprachmodell))\b|^\s*(system|assistant)\s*:`)

// breaksOut finds the signs with which a model's messages and its quotations begin and end.
var breaksOut = regexp.MustCompile(`(?i)<\|?(im_start|system|assistant|\s*/?\s*quotation)|\[/?inst\]`)

// withoutOrders leaves out, of each paragraph, what follows an order to a language model, from the sentence in which it begins, and
// all that follows what would break out of its quotation.
func withoutOrders(text string) string {
	if m := breaksOut.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	var kept []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		if m := orders.FindStringIndex(paragraph); m != nil {
			start := strings.LastIndexAny(paragraph[:m[0]], ".!?\n") + 1
			paragraph = paragraph[:start]
		}
		kept = append(kept, paragraph)
	}
	return strings.Join(kept, "\n\n")
}

// ordering returns the words of a claim that are addressed to a language model or would break out of a quotation, "" where none are.
func ordering(text string) string {
	if s := breaksOut.FindString(text); s != "" {
		return s
	}
	return strings.TrimSpace(orders.FindString(text))
}
