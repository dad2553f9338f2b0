package models

import (
	"fmt"

	"footnote/app/secrets"
	"footnote/index/provider"
)

// variables holds the environment variables for keys. The services' own programs read the same ones.
var variables = map[provider.Kind]string{
	provider.Ollama:     "OLLAMA_API_KEY",
	provider.Compatible: "FOOTNOTE_API_KEY",
	provider.OpenAI:     "OPENAI_API_KEY",
	provider.Anthropic:  "ANTHROPIC_API_KEY",
	provider.Google:     "GEMINI_API_KEY",
	provider.Mistral:    "MISTRAL_API_KEY",
}

// Variable returns the environment variable that is read for a kind's key if the keyring has none.
func Variable(kind provider.Kind) string { return variables[kind] }

// Keys finds the keys of services, first in the keyring and then in the environment.
type Keys struct {
	Ring   secrets.Ring
	Getenv func(name string) string
	File   string // of the choice, which lists the chosen servers
}

// entry returns the keyring entry for a server's key. Each server has its own.
func entry(c provider.Config) string { return fmt.Sprintf("%s %s", c.Kind, c.Base()) }

// Get returns the key for a server, or "" if there is none. A keyring that does not answer is not an error here: a server that requires a
// key reports that itself.
//
// A key from the environment goes only to the service it is named for, and to no other address. The one for compatible servers goes to
// servers on this computer and to servers the user chose.
func (k Keys) Get(c provider.Config) string {
	if key, err := k.Ring.Get(entry(c)); err == nil && key != "" {
		return key
	}
	if c.Address != "" && (c.Kind != provider.Compatible || !c.Local() && !k.chosen(c)) {
		return ""
	}
	return k.Getenv(variables[c.Kind])
}

// Agreed reports whether the user agreed to send the server's key over plain http.
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

// Set stores the key for a server in the keyring; "" removes it. The error is secrets.ErrNoKeyring if there is no keyring, and
// secrets.ErrTooLong if it takes no key of this length.
func (k Keys) Set(c provider.Config, key string) error { return k.Ring.Set(entry(c), key) }
