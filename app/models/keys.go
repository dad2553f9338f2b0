package models

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"

	"footnote/index/provider"
)

// ErrNoKeyring says that this system has no keyring that answers, as over a bare terminal.
var ErrNoKeyring = errors.New("there is no keyring on this system")

// program is the name under which keys lie in the keyring.
const program = "Footnote"

// variables are the environment's names for keys: those that the services' own programs read.
var variables = map[provider.Kind]string{
	provider.Ollama:     "OLLAMA_API_KEY",
	provider.Compatible: "FOOTNOTE_API_KEY",
	provider.OpenAI:     "OPENAI_API_KEY",
	provider.Anthropic:  "ANTHROPIC_API_KEY",
	provider.Google:     "GEMINI_API_KEY",
	provider.Mistral:    "MISTRAL_API_KEY",
}

// Variable is the name of the environment variable that a kind's key is read from where the keyring has none.
func Variable(kind provider.Kind) string { return variables[kind] }

// A Ring is a keyring. Its methods may ask the user to unlock it, and wait for that.
type Ring interface {
	Get(service, user string) (string, error) // keyring.ErrNotFound if there is none
	Set(service, user, key string) error
	Delete(service, user string) error // keyring.ErrNotFound if there is none
}

// Keys finds the keys of services: in the keyring, else in the environment.
type Keys struct {
	Ring   Ring
	Getenv func(name string) string
}

// System is the system's keyring.
type System struct{}

var _ Ring = System{}

// Get implements Ring.
func (System) Get(service, user string) (string, error) { return keyring.Get(service, user) }

// Set implements Ring.
func (System) Set(service, user, key string) error { return keyring.Set(service, user, key) }

// Delete implements Ring.
func (System) Delete(service, user string) error { return keyring.Delete(service, user) }

// entry is what a key is kept under: one for each server.
func entry(c provider.Config) string { return fmt.Sprintf("%s %s", c.Kind, c.Base()) }

// Get returns the key for a server, "" if there is none anywhere. A keyring that does not answer is no error here: a server that needs a
// key will say so.
//
// A key of the environment is given to the service that it is named for, and to no other address.
func (k Keys) Get(c provider.Config) string {
	if key, err := k.Ring.Get(program, entry(c)); err == nil && key != "" {
		return key
	}
	if c.Address != "" && c.Kind != provider.Compatible {
		return ""
	}
	return k.Getenv(variables[c.Kind])
}

// Set keeps the key for a server in the keyring; "" forgets it. The error is ErrNoKeyring if there is no keyring.
func (k Keys) Set(c provider.Config, key string) error {
	if key == "" {
		if err := k.Ring.Delete(program, entry(c)); err != nil && !errors.Is(err, keyring.ErrNotFound) {
			return fmt.Errorf("%w: %w", ErrNoKeyring, err)
		}
		return nil
	}
	if err := k.Ring.Set(program, entry(c), key); err != nil {
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return nil
}
