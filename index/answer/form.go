package answer

import (
	"regexp"
	"sync"
)

// formWeight is what a sentence gains that has the form of an answer to a question for no name, number or place: see forms. It orders the
// sentences of what was found; such a form alone makes no sentence an answer.
const formWeight = 0.05

// forms tells how sentences look that answer questions for a decision, for what to do, and for what something is.
var forms = sync.OnceValue(func() []form {
	return []form{
		{ // yes or no
			regexp.MustCompile(`(?i)^\W*(is|are|was|were|do|does|did|can|could|may|must|should|shall|will|has|have|am|ist|sind|darf|dürfen|kann|können|muss|müssen|soll|hat|haben|gibt es)\b`),
			regexp.MustCompile(`(?i)\b(yes|no|not|never|nobody|none|may|must|can|cannot|allowed|permitted|forbidden|prohibited|required|free|only|unless|except|always|everyone|everybody|all|ja|nein|nicht|nie|kein\w*|darf|dürfen|muss|müssen|kann|erlaubt|verboten|gestattet|nur|alle)\b|n['’]t\b`),
		},
		{ // what to do: a list, or an order
			regexp.MustCompile(`(?i)^\W*(how (do|does|can|could|should|would|to)\b|what (do|should|must|can) (i|we|you|one)\b|wie (kann|muss|soll|mache?|geht)\b|was (muss|soll|kann) (ich|man)\b)`),
			regexp.MustCompile(`(?m)^\W*(\d{1,2}[.)] |[-*•] )|(?:^|[.:;,] |\bthen )(?i:add|apply|ask|bake|boil|bring|buy|call|change|check|choose|clean|click|close|cook|copy|cover|cut|dial|download|drag|drop|enter|fill|find|first|flush|fold|go|heat|hold|insert|install|keep|let|lift|look|make|mix|move|open|order|pick|place|plug|press|pull|push|put|remove|replace|ring|run|select|send|set|sign|sit|slice|start|stir|stop|switch|take|tap|tell|tick|touch|turn|type|use|wait|warm|wash|wipe|write)\b`),
		},
		{ // what something is
			regexp.MustCompile(`(?i)^\W*(what (is|are) (an? )?\pL[\pL -]{1,30}\W*$|what does .+ (mean|stand for)\b|what is meant by\b|was ist (eine? )?\pL[\pL -]{1,30}\W*$|was (bedeutet|heißt)\b|define\b)`),
			regexp.MustCompile(`(?i)\b(is|are) (an?|the|any|when|where|how|what)\b|\b(means?|refers? to|stands? for|denotes?|is called|is known as|is defined|ist (ein|eine|der|die|das)|bedeutet|bezeichnet|heißt)\b|^\W*\|? ?\pL[\pL ]{0,30} ?[|:–—] `),
		},
	}
})

// A form is how a question asks, and how a sentence looks that answers it.
type form struct{ asked, answer *regexp.Regexp }

// formOf returns the form of answers to a question, or nil.
func formOf(question string) *regexp.Regexp {
	for _, f := range forms() {
		if f.asked.MatchString(question) {
			return f.answer
		}
	}
	return nil
}
