package cli

import (
	"context"
	"errors"
	"strings"

	"footnote/app/words"
)

// modelError reports that a language model could not answer.
type modelError struct{ err error }

func (e modelError) Error() string { return e.err.Error() }
func (e modelError) Unwrap() error { return e.err }

// explainModel says why a language model did not answer, and what to do next.
func explainModel(err error, library string) string {
	if errors.Is(err, context.Canceled) {
		return "Stopped. Footnote checked the sentences above."
	}
	return strings.Join(words.Face{Library: library}.ExplainAnswer(err), " ")
}
