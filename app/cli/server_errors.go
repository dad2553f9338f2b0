package cli

import (
	"fmt"
	"strings"
	"sync"

	"footnote/app/words"
	"footnote/index"
)

// serverError reports that a model could not be chosen, tested or used to compare meanings.
type serverError struct{ err error }

func (e serverError) Error() string { return e.err.Error() }
func (e serverError) Unwrap() error { return e.err }

// sayAway prints to stderr why passages were found only or mostly by their words, if they were.
func (s *session) sayAway(result index.Result) (err error) {
	switch {
	case result.Away != nil:
		_, err = fmt.Fprintf(s.std.Err, "Found by words alone: %s\n", printable(explainServer(result.Away, s.library)))
	case result.Foreign != "":
		_, err = fmt.Fprintln(s.std.Err, "Found mostly by words: the built-in model knows only English.")
	}
	return err
}

// saySending returns a function that prints to stderr, once each, what leaves this computer to be compared and where it goes.
func (s *session) saySending() func(index.Sent) {
	var mu sync.Mutex
	said := map[index.Sent]bool{}
	words := map[index.Sending]string{index.SentQuestion: "Sending the question", index.SentDocuments: "Sending documents"}
	return func(sent index.Sent) {
		mu.Lock()
		defer mu.Unlock()
		if !said[sent] {
			said[sent] = true
			_, _ = fmt.Fprintf(s.std.Err, "%s to %s.\n", words[sent.What], printable(sent.To)) // nobody misses what stderr cannot take
		}
	}
}

// explainServer says why a model can't be used, and what to do next.
func explainServer(err error, library string) string {
	face := words.Face{Library: library}
	if lines := face.ExplainModel(err); lines != nil {
		return strings.Join(lines, " ")
	}
	return fmt.Sprintf("The model can't be used: %s. Until then, Footnote finds passages by their words.", english.ModelCause(err))
}
