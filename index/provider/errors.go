package provider

import (
	"errors"
	"fmt"
	"time"
)

// Errors that callers branch on, wrapped with what is known.
var (
	ErrConfig = errors.New("the model's settings are not complete")
	ErrAway   = errors.New("the server cannot be reached") // not there, not answering, or failing: it may be back later
	ErrKey    = errors.New("the server refuses the key")
	ErrNoKey  = errors.New("the server needs a key")
	ErrModel  = errors.New("the server does not have the model")
	ErrCutOff = errors.New("the answer broke off")
)

// A LimitError says that the server takes no more requests for now.
type LimitError struct {
	RetryAfter time.Duration // as the server says; 0 if it does not
	Message    string        // the server's
}

func (e *LimitError) Error() string {
	if e.RetryAfter > 0 {
		return fmt.Sprintf("the server takes no more requests for %v: %s", e.RetryAfter, e.Message)
	}
	return "the server takes no more requests for now: " + e.Message
}

// A RefusalError is any other answer that is none.
type RefusalError struct {
	Status  int    // HTTP
	Message string // the server's
}

func (e *RefusalError) Error() string {
	return fmt.Sprintf("the server answers %d: %s", e.Status, e.Message)
}

// An InsecureError says that a key would be sent over plain http to another computer, where others on the way can read it. Nothing was sent.
// Config.Insecure allows it.
type InsecureError struct {
	Host string
}

func (e *InsecureError) Error() string {
	return fmt.Sprintf("the key would be sent unencrypted to %s", e.Host)
}
