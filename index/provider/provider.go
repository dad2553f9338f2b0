// Package provider reaches language models and embedding models that other programs serve: Ollama and other servers on this
// computer or another, and the services of OpenAI, Anthropic, Google and Mistral.
//
//	config := provider.Config{Kind: provider.Ollama, Model: "llama3.2"}
//	model, err := provider.LLM(config, provider.Options{})
//	names, err := provider.Models(ctx, config, provider.Options{})
//
// It gives langchaingo's models and embedders an address, a key, and errors with names: ErrAway, ErrKey, ErrModel,
// ErrCutOff and *LimitError. It never sends anything by itself, follows no redirection, keeps no key and writes nothing;
// Config.Local says truthfully whether what is sent stays on this computer. Start with Config here; llm.go and embedder.go make
// models of it, wire.go watches what goes over the wire.
//
// Google and Mistral are spoken to through their endpoints for OpenAI's protocol, so that neither service's own libraries, a cloud SDK
// among them, become part of the program.
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
	Compatible Kind = "openai-compatible" // LM Studio, llama.cpp, vLLM and others that speak OpenAI's protocol
	OpenAI     Kind = "openai"
	Anthropic  Kind = "anthropic"
	Google     Kind = "google"
	Mistral    Kind = "mistral"
)

// Kinds are all kinds, those first that can be on this computer.
var Kinds = []Kind{Ollama, Compatible, OpenAI, Anthropic, Google, Mistral}

// A service is what is known of a kind.
type service struct {
	title   string // as a person calls it
	address string // where it is unless a Config says otherwise
	keyed   bool   // it answers nobody without a key
	embeds  bool
	endMark string // in the last piece of an answer that came to its end
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

// Title is the kind as a person calls it: "Ollama".
func (k Kind) Title() string { return services[k].title }

// Keyed says whether the kind answers nobody without a key. A Compatible server may want one all the same.
func (k Kind) Keyed() bool { return services[k].keyed }

// Embeds says whether the kind has embedding models.
func (k Kind) Embeds() bool { return services[k].embeds }

// A Config says which model is used, and where it is served. It holds no secret.
type Config struct {
	Kind    Kind   `json:"kind"`
	Model   string `json:"model"`
	Address string `json:"address,omitempty"` // an http or https URL; "" is the kind's own

	// Insecure says that a person agreed to have the key of a server elsewhere sent over plain http, where others on the way can read it. It
	// is theirs to keep: a configuration that comes from a file, which somebody else may have written, never has it.
	Insecure bool `json:"-"`
}

// Title is the model as a person is shown it: "llama3.2 (Ollama)".
func (c Config) Title() string { return fmt.Sprintf("%s (%s)", c.Model, c.Kind.Title()) }

// Base is the URL in use, without a slash at its end.
func (c Config) Base() string {
	if c.Address == "" {
		return services[c.Kind].address
	}
	return strings.TrimRight(c.Address, "/")
}

// Host is the host and port that is sent to, "" if there is none.
func (c Config) Host() string {
	u, err := url.Parse(c.Base())
	if err != nil {
		return ""
	}
	return u.Host
}

// Local says whether what is sent stays on this computer: the server runs on it, and the model is not one of those that a local Ollama
// hands on to its maker's service.
func (c Config) Local() bool { return c.here() && !c.handedOn() }

// here says whether the server runs on this computer. It is then reached over a loopback address, and in no other way.
func (c Config) here() bool {
	u, err := url.Parse(c.Base())
	return err == nil && loopback(u.Hostname())
}

// secures says whether a key that is sent to the server can be read by nobody on the way, or a person agreed that it can.
func (c Config) secures() bool {
	u, err := url.Parse(c.Base())
	return err == nil && (u.Scheme == "https" || loopback(u.Hostname()) || c.Insecure)
}

// handedOn says whether Ollama runs the model elsewhere: https://docs.ollama.com/cloud.
func (c Config) handedOn() bool {
	return c.Kind == Ollama && (strings.HasSuffix(c.Model, "-cloud") || strings.HasSuffix(c.Model, ":cloud"))
}

// Destination is where what is sent ends up, for a person: the host or, for a model that Ollama hands on, its maker's.
func (c Config) Destination() string {
	if c.handedOn() {
		return "ollama.com"
	}
	return c.Host()
}

// Check says what keeps the configuration from being used, if anything does: a *ConfigError.
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

// usable says what keeps a server from being asked with a key, if anything does.
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

// Options are what a Config does not hold.
type Options struct {
	Key string `json:"-"` // "" for none

	// OnSend, if not nil, is called before anything is sent off this computer, with the host that it goes to, on the goroutine that
	// sends.
	OnSend func(host string)
}

// Format prints options without the key, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) {
	key := ""
	if o.Key != "" {
		key = redacted
	}
	_, _ = fmt.Fprintf(f, "{Key:%s}", key) // what is printed to tells its own errors
}
