// Package provider connects to language models and embedding models that other programs serve: Ollama and other servers on this computer or
// another, and the services of OpenAI, Anthropic, Google and Mistral.
//
//	config := provider.Config{Kind: provider.Ollama, Model: "llama3.2"}
//	model, err := provider.LLM(config, provider.Options{})
//	names, err := provider.Models(ctx, config, provider.Options{})
//
// It gives langchaingo's models and embedders an address, a key, and named errors: ErrAway, ErrKey, ErrModel, ErrCutOff and *LimitError. It
// sends nothing by itself, follows no redirection, stores no key and writes no file. Config.Local reports truthfully whether requests stay
// on this computer. Start with Config here; llm.go and embedder.go build models from it, and wire.go watches the network traffic.
//
// The package uses the OpenAI-compatible endpoints of Google and Mistral. So the program needs neither service's own library, nor the cloud
// SDK that one of them brings.
package provider

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// A Kind is a protocol and, for a service, its address.
type Kind string

const (
	Ollama     Kind = "ollama"
	Compatible Kind = "openai-compatible" // LM Studio, llama.cpp, vLLM and others that use OpenAI's protocol
	OpenAI     Kind = "openai"
	Anthropic  Kind = "anthropic"
	Google     Kind = "google"
	Mistral    Kind = "mistral"
)

// Kinds lists all kinds. Those that can run on this computer come first.
var Kinds = []Kind{Ollama, Compatible, OpenAI, Anthropic, Google, Mistral}

// A service holds the facts about a kind.
type service struct {
	title   string // the name shown to a person
	address string // the default address
	keyed   bool   // it requires a key
	embeds  bool
	endMark string // in the last piece of a complete answer
}

var services = map[Kind]service{
	Ollama:     {title: "Ollama", address: "http://127.0.0.1:11434", embeds: true, endMark: `"done":true`},
	Compatible: {title: "OpenAI-compatible server", embeds: true, endMark: "[DONE]"},
	OpenAI:     {title: "OpenAI", address: "https://api.openai.com/v1", keyed: true, embeds: true, endMark: "[DONE]"},
	Anthropic:  {title: "Anthropic", address: "https://api.anthropic.com/v1", keyed: true, endMark: "message_stop"},
	// https://ai.google.dev/gemini-api/docs/openai
	Google: {title: "Google", address: "https://generativelanguage.googleapis.com/v1beta/openai", keyed: true, embeds: true, endMark: "[DONE]"},
	// https://docs.mistral.ai/api
	Mistral: {title: "Mistral", address: "https://api.mistral.ai/v1", keyed: true, embeds: true, endMark: "[DONE]"},
}

// Title returns the name of the kind for a person, such as "Ollama".
func (k Kind) Title() string { return services[k].title }

// Keyed reports whether the kind always requires a key. A Compatible server may require one too.
func (k Kind) Keyed() bool { return services[k].keyed }

// Embeds reports whether the kind has embedding models.
func (k Kind) Embeds() bool { return services[k].embeds }

// A Config names a model and the server that runs it. It holds no secret.
type Config struct {
	Kind    Kind   `json:"kind"`
	Model   string `json:"model"`
	Address string `json:"address,omitempty"` // an http or https URL; "" means the kind's default

	// Insecure records that the user agreed to send the key of a remote server over plain http, where others on the way can read it. Only
	// the user's own settings hold it. A configuration read from a file never has it, because somebody else may have written the file.
	Insecure bool `json:"-"`
}

// Title returns the model's name for a person, such as "llama3.2 (Ollama)".
func (c Config) Title() string { return fmt.Sprintf("%s (%s)", c.Model, c.Kind.Title()) }

// Base returns the server's URL without a trailing slash.
func (c Config) Base() string {
	if c.Address == "" {
		return services[c.Kind].address
	}
	return strings.TrimRight(c.Address, "/")
}

// Host returns the host and port that requests go to; "" if there is none.
func (c Config) Host() string {
	u, err := url.Parse(c.Base())
	if err != nil {
		return ""
	}
	return u.Host
}

// Local reports whether requests stay on this computer: the server runs here, and the model is not one that a local Ollama forwards to its
// maker's service.
func (c Config) Local() bool { return c.here() && !c.handedOn() }

// here reports whether the server runs on this computer. If so, it is reached only over a loopback address.
func (c Config) here() bool {
	u, err := url.Parse(c.Base())
	return err == nil && loopback(u.Hostname())
}

// secures reports whether nobody on the way to the server can read a key, or the user agreed that somebody can.
func (c Config) secures() bool {
	u, err := url.Parse(c.Base())
	return err == nil && (u.Scheme == "https" || loopback(u.Hostname()) || c.Insecure)
}

// handedOn reports whether Ollama runs the model elsewhere: https://docs.ollama.com/cloud.
func (c Config) handedOn() bool {
	return c.Kind == Ollama && (strings.HasSuffix(c.Model, "-cloud") || strings.HasSuffix(c.Model, ":cloud"))
}

// Destination returns where requests end up, for a person: the host or, for a model that Ollama forwards, its maker's host.
func (c Config) Destination() string {
	if c.handedOn() {
		return "ollama.com"
	}
	return c.Host()
}

// Check returns a *ConfigError if the configuration cannot be used.
func (c Config) Check() error {
	wrong := func(p Problem) error { return &ConfigError{Problem: p, Kind: c.Kind} }
	if !slices.Contains(Kinds, c.Kind) {
		return wrong(UnknownKind)
	}
	if c.Base() == "" {
		return wrong(NoAddress)
	}
	u, err := url.Parse(c.Base())
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https":
		return wrong(NotHTTP)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return wrong(MoreThanHost)
	case numeric(u.Hostname()):
		return wrong(OddNumber)
	}
	return nil
}

// usable returns an error if the server cannot be asked with key.
func (c Config) usable(key string) error {
	if err := c.Check(); err != nil {
		return err
	}
	if c.Kind.Keyed() && key == "" {
		return fmt.Errorf("%s: %w", c.Kind.Title(), ErrNoKey)
	}
	if key != "" && !c.secures() {
		return &InsecureError{Host: c.Host()}
	}
	return nil
}

// ready is usable for a configuration that must name a model.
func (c Config) ready(key string) error {
	if err := c.usable(key); err != nil {
		return err
	}
	if c.Model == "" {
		return &ConfigError{Problem: NoModel, Kind: c.Kind}
	}
	return nil
}

// Options holds what a Config does not.
type Options struct {
	Key string `json:"-"` // "" if none

	// OnSend, if not nil, is called with the destination host before anything leaves this computer. It runs on the goroutine that sends.
	OnSend func(host string)
}

// Format prints the options without the key, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) {
	key := ""
	if o.Key != "" {
		key = redacted
	}
	_, _ = fmt.Fprintf(f, "{Key:%s}", key) // the destination reports its own errors
}
