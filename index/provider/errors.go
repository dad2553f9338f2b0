package provider

import (
	"errors"
	"fmt"
	"time"
)

// Errors that callers branch on, wrapped with details. None of their texts contains a key, whatever a server sends.
var (
	ErrConfig = errors.New("the model's settings are not complete") // a *ConfigError
	ErrAway   = errors.New("the server cannot be reached")          // an *AwayError: unreachable, silent or failing; it may recover later
	ErrKey    = errors.New("the server refuses the key")            // with a *RefusalError
	ErrNoKey  = errors.New("the server needs a key")
	ErrModel  = errors.New("the server does not have the model") // with a *RefusalError
	ErrCutOff = errors.New("the answer broke off")
	ErrAnswer = errors.New("the server sent an answer that Footnote doesn't understand")
)

// A Problem is the reason why a Config cannot be used.
type Problem int

// The problems.
const (
	UnknownKind  Problem = iota + 1
	NoAddress            // the kind has no default address
	NotHTTP              // the address is not an http or https URL with a host
	MoreThanHost         // the address has a user, a query or a fragment
	OddNumber            // the host is an IP address in a form that programs read differently
	NoModel              // the Config names no model
	NoEmbeddings         // the kind has no embedding models
	BadClient            // the protocol's client rejects the settings
)

// A ConfigError reports why a Config cannot be used. It matches ErrConfig.
type ConfigError struct {
	Problem Problem
	Kind    Kind
}

func (e *ConfigError) Error() string {
	return fmt.Sprintf("%v: %s", ErrConfig, map[Problem]string{
		UnknownKind: "there is no such kind", NoAddress: e.Kind.Title() + " needs an address", NotHTTP: "the address is not an http address",
		MoreThanHost: "the address has more than a host and a path", OddNumber: "the address is not written as four numbers with dots between",
		NoModel: "no model is named", NoEmbeddings: e.Kind.Title() + " has no embedding models", BadClient: "the client refuses them",
	}[e.Problem])
}

// Is reports whether target is ErrConfig.
func (e *ConfigError) Is(target error) bool { return target == ErrConfig }

// An Absence is the reason why a server cannot be reached.
type Absence int

// The absences.
const (
	NobodyThere Absence = iota + 1 // nothing answers at the address
	NoSuchHost                     // no computer has this name
	Silent                         // no answer in time
	Untrusted                      // the server cannot prove its identity
	Garbled                        // the answer is not HTTP, or breaks off
	Failing                        // the server answers that it failed
)

// An AwayError reports why a server cannot be reached. It matches ErrAway.
type AwayError struct {
	Host    string // "" if unknown
	Absence Absence
	Status  int    // HTTP status, for Failing
	Message string // the server's message, for Failing
}

func (e *AwayError) Error() string {
	if e.Absence == Failing {
		return fmt.Sprintf("%v: it answers %d: %s", ErrAway, e.Status, e.Message)
	}
	return fmt.Sprintf("%v: %s: %s", ErrAway, e.Host, map[Absence]string{
		NobodyThere: "nothing answers there", NoSuchHost: "no computer has that name", Silent: "it did not answer in time",
		Untrusted: "it cannot prove who it is", Garbled: "what it says is not HTTP",
	}[e.Absence])
}

// Is reports whether target is ErrAway.
func (e *AwayError) Is(target error) bool { return target == ErrAway }

// A LimitError reports that the server accepts no more requests for now.
type LimitError struct {
	RetryAfter time.Duration // as the server says; 0 if it does not say
	Message    string        // from the server
}

func (e *LimitError) Error() string {
	if e.RetryAfter > 0 {
		return fmt.Sprintf("the server takes no more requests for %v: %s", e.RetryAfter, e.Message)
	}
	return "the server takes no more requests for now: " + e.Message
}

// A RefusalError reports any other error that a server answers with.
type RefusalError struct {
	Status  int    // HTTP
	Message string // from the server; "" if it gives no reason
}

func (e *RefusalError) Error() string {
	return fmt.Sprintf("the server answers %d: %s", e.Status, e.Message)
}

// An InsecureError reports that a key would go to another computer over plain http, where others on the way can read it. Nothing was sent.
// Config.Insecure allows it.
type InsecureError struct {
	Host string
}

func (e *InsecureError) Error() string {
	return fmt.Sprintf("the key would be sent unencrypted to %s", e.Host)
}
