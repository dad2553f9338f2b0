package models

import (
	"fmt"

	"footnote/app/secrets"
	"footnote/index/provider"
)

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

// Keys finds the keys of services: in the keyring, else in the environment.
type Keys struct {
	Ring   secrets.Ring
	Getenv func(name string) string
	File   string // of the choice, which says what servers were chosen
}

// entry is what a key is kept under: one for each server.
func entry(c provider.Config) string { return fmt.Sprintf("%s %s", c.Kind, c.Base()) }

// Get returns the key for a server, "" if there is none anywhere. A keyring that does not answer is no error here: a server that needs a
// key will say so.
//
// A key of the environment is given to the service that it is named for, and to no other address. That for compatible servers goes to
// servers on this computer, and to those that the user chose.
func (k Keys) Get(c provider.Config) string {
	if key, err := k.Ring.Get(entry(c)); err == nil && key != "" {
		return key
	}
	if c.Address != "" && (c.Kind != provider.Compatible || !c.Local() && !k.chosen(c)) {
		return ""
	}
	return k.Getenv(variables[c.Kind])
}

// Agreed says whether the user agreed that the key of a server is sent over plain http.
func (k Keys) Agreed(c provider.Config) bool {
	choice, err := Load(k.File)
	server, _ := choice.server(c)
	return err == nil && server.Insecure
}

func (k Keys) chosen(c provider.Config) bool {
	choice, err := Load(k.File)
	_, chosen := choice.server(c)
	return err == nil && chosen
}

// Set keeps the key for a server in the keyring; "" forgets it. The error is secrets.ErrNoKeyring if there is no keyring.
func (k Keys) Set(c provider.Config, key string) error { return k.Ring.Set(entry(c), key) }
