package cli

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"footnote/app/models"
	"footnote/app/words"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/folder"
	"footnote/index/provider"
)

// serverError reports that a model could not be chosen, tested or used to compare meanings.
type serverError struct{ err error }

func (e serverError) Error() string { return e.err.Error() }
func (e serverError) Unwrap() error { return e.err }

// sayAway says on stderr why passages were found by their words alone or mostly, if they were.
func (s *session) sayAway(result index.Result) (err error) {
	switch {
	case result.Away != nil:
		_, err = fmt.Fprintf(s.std.Err, "Found by words alone: %s\n", printable(explainServer(result.Away)))
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

// explainServer puts a model's error into words: what failed, and what to do next.
func explainServer(err error) string {
	var limit *provider.LimitError
	var insecure *provider.InsecureError
	var wrong *folder.Error
	why := models.Why(err)
	switch {
	case errors.As(err, &insecure):
		return insecureWords(insecure)
	case errors.Is(err, provider.ErrAway):
		return fmt.Sprintf("The model's server cannot be reached: %s. Start it, then `footnote models resume`; until then passages are found by their words.", why)
	case errors.Is(err, provider.ErrNoKey):
		return fmt.Sprintf("The model's server needs a valid API key: %s. Set it with `footnote models key KIND < FILE`, or in the environment.", why)
	case errors.Is(err, provider.ErrKey):
		return fmt.Sprintf("The model's server refuses the key: %s. Give the right one with `footnote models key KIND < FILE`.", why)
	case errors.Is(err, provider.ErrModel):
		return fmt.Sprintf("The server does not have that model: %s. Choose one that it has; `footnote models` lists Ollama's.", why)
	case errors.As(err, &limit):
		if limit.RetryAfter > 0 {
			return fmt.Sprintf("The model's server takes no more requests for now. Go on in %s with `footnote models resume`.", words.Duration(limit.RetryAfter.Round(time.Second)))
		}
		return "The model's server takes no more requests for now. Go on later with `footnote models resume`."
	case errors.Is(err, index.ErrModelChanged):
		return fmt.Sprintf("The library's vectors cannot be used: %s. Choose the model again with `footnote models use embedding` to make them again.", why)
	case errors.Is(err, embed.ErrVectors), errors.Is(err, embed.ErrSenseless):
		return fmt.Sprintf("The model cannot compare meanings: %s. Nothing was changed; choose a model that is made for embeddings.", why)
	case errors.As(err, &wrong):
		return fmt.Sprintf("The folder cannot be used as a model: %s. It needs the files of a sentence-transformers or Model2Vec model.", why)
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return fmt.Sprintf("The choice of a model cannot be used: %s. Choose one with `footnote models use`.", why)
	}
	return fmt.Sprintf("The model cannot be used: %s. Passages are found by their words until it can.", why)
}

// insecureWords say that a key was not sent.
func insecureWords(e *provider.InsecureError) string {
	return fmt.Sprintf("The key would be sent unencrypted to %s, so nothing was sent. Use an address that begins with https; or, to let everyone "+
		"on the way there read the key, choose the model again with `footnote models use … --insecure-http`.", e.Host)
}
