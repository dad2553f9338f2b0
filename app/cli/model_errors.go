package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/app/models"
	"footnote/app/words"
	"footnote/index/provider"
)

// modelError reports that a language model could not answer.
type modelError struct{ err error }

func (e modelError) Error() string { return e.err.Error() }
func (e modelError) Unwrap() error { return e.err }

// explainModel puts an error of a language model into words.
func explainModel(err error) string {
	var limit *provider.LimitError
	var insecure *provider.InsecureError
	const without = "--no-model asks without it."
	why := models.Why(err)
	switch {
	case errors.Is(err, context.Canceled):
		return "Stopped. What is printed was checked as far as it goes."
	case errors.As(err, &insecure):
		return insecureWords(insecure)
	case errors.Is(err, provider.ErrAway):
		return fmt.Sprintf("The language model cannot be reached: %s. Start its server, or try again later; %s", why, without)
	case errors.Is(err, provider.ErrKey), errors.Is(err, provider.ErrNoKey):
		return fmt.Sprintf("The language model's server rejected the API key: %s. Enter it in the settings; %s", why, without)
	case errors.Is(err, provider.ErrModel):
		return fmt.Sprintf("The server does not have the language model: %s. Choose another; %s", why, without)
	case errors.Is(err, provider.ErrCutOff):
		return fmt.Sprintf("The answer broke off: %s. What is printed was checked as far as it goes. Ask again; %s", why, without)
	case errors.As(err, &limit):
		if limit.RetryAfter > 0 {
			return fmt.Sprintf("The language model's server takes no more questions for now. Ask again in %s; %s", words.Duration(limit.RetryAfter.Round(time.Second)), without)
		}
		return fmt.Sprintf("The language model's server takes no more questions for now. Ask again later; %s", without)
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return fmt.Sprintf("The chosen language model can't be used: %s. Choose it again; %s", why, without)
	}
	return fmt.Sprintf("The language model failed: %s. Ask again; %s", why, without)
}
