package answer

import "github.com/tmc/langchaingo/llms"

// A Model is a langchaingo model with what a person has to know of it. Its methods are safe for concurrent use, and none of those
// added here waits.
type Model interface {
	llms.Model

	// Name is what a person is shown: the model, and who runs it.
	Name() string

	// Local says that what the model is given does not leave the machine.
	Local() bool

	// Destination is where that goes, for a person: the name of a host.
	Destination() string

	// ContextTokens is how many tokens the model takes in and gives out in one exchange, 0 where that is not known.
	ContextTokens() int
}
