package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/index"
	"footnote/index/provider"
)

// modelsListCommand shows the models in use, and the available ones.
type modelsListCommand struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// The output of models --json; see json.go.
type (
	modelsOutput struct {
		Answer    *provider.Config `json:"answer"` // null: the documents' own words
		Embedding embeddingOutput  `json:"embedding"`
		Ollama    []string         `json:"ollama"` // models on this computer; null if Ollama is not running
	}
	embeddingOutput struct {
		Model    string `json:"model"`
		Name     string `json:"name"`
		Dim      int    `json:"dim"`
		Local    bool   `json:"local"`
		Coming   string `json:"coming,omitempty"`
		Former   string `json:"former,omitempty"`
		Paused   bool   `json:"paused"`
		Passages int    `json:"passages"`
		Lacking  int    `json:"lacking"`
	}
)

// discoveryPatience bounds the search for a local server.
const discoveryPatience = 2 * time.Second

func (c modelsListCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	choice, err := models.Load(ModelsFile())
	if err != nil {
		return serverError{err}
	}
	m, err := lib.Models(s.ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, discoveryPatience)
	defer cancel()
	found, ollamaErr := provider.Models(ctx, provider.Config{Kind: provider.Ollama}, provider.Options{})
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if c.JSON {
		return printJSON(s.std.Out, modelsJSON(choice, m, found))
	}
	paper := newPaper(s.std.Out)
	paper.line(paper.bold("Answers"))
	if a := choice.Answer; a == nil {
		paper.line("  quoted from your documents, without a language model")
	} else {
		paper.line("  " + printable(a.Title()))
		paper.line("  " + printable(whereTo(a.Local(), a.Destination(), "Your questions, and the passages found for them,")))
	}
	paper.line(paper.bold("Meaning"))
	printServing(paper, m)
	paper.line(paper.bold("Ollama on this computer"))
	switch {
	case ollamaErr != nil:
		paper.line("  not running")
	case len(found) == 0:
		paper.line("  has no models yet; get one with: ollama pull MODEL")
	default:
		for _, name := range found {
			paper.line("  " + printable(name))
		}
	}
	return paper.flush()
}

func printServing(paper *paper, m index.LibraryModels) {
	paper.line(fmt.Sprintf("  %s, %d dimensions, %s", printable(modelTitle(m.Serving)), m.Serving.Dim, count(m.Passages, "passage")))
	if server := m.Serving.Server; server != nil {
		paper.line("  " + printable(whereTo(server.Local(), server.Destination(), "Your documents and questions")))
	}
	state := "to continue: footnote models resume"
	if m.Paused {
		state = "paused; " + state
	}
	if m.Coming != nil {
		paper.line(fmt.Sprintf("  changing to %s: %s left; %s", printable(modelTitle(*m.Coming)), count(m.Lacking, "passage"), state))
		if server := m.Coming.Server; server != nil && !server.Local() {
			paper.line("  " + printable(whereTo(false, server.Destination(), "Your documents and questions")))
		}
	} else if m.Lacking > 0 {
		paper.line(fmt.Sprintf("  %s found only by words so far; %s", count(m.Lacking, "passage"), state))
	}
	if m.Former != nil {
		paper.line(fmt.Sprintf("  the vectors of %s are kept; to undo: footnote models undo", printable(modelTitle(*m.Former))))
	}
}

func modelsJSON(choice models.Choice, m index.LibraryModels, ollama []string) modelsOutput {
	out := modelsOutput{Answer: choice.Answer, Ollama: ollama, Embedding: embeddingOutput{
		Model: modelTitle(m.Serving), Name: m.Serving.Name, Dim: m.Serving.Dim, Local: m.Serving.Local(),
		Paused: m.Paused, Passages: m.Passages, Lacking: m.Lacking,
	}}
	if m.Coming != nil {
		out.Embedding.Coming = modelTitle(*m.Coming)
	}
	if m.Former != nil {
		out.Embedding.Former = modelTitle(*m.Former)
	}
	return out
}

// modelsKeyCommand stores a key.
type modelsKeyCommand struct {
	Kind    provider.Kind `arg:"" help:"The service: openai, anthropic, google, mistral, openai-compatible or ollama."`
	Address string        `help:"Address of the server (default: the kind's own)." placeholder:"URL"`
	Forget  bool          `help:"Remove the key from the keyring."`
}

// Help names the alternatives to the keyring.
func (modelsKeyCommand) Help() string {
	help := "Without a keyring, Footnote reads keys from the environment:\n"
	for _, kind := range provider.Kinds {
		help += fmt.Sprintf("\n    %-18s %s", kind, models.Variable(kind))
	}
	return help
}

func (c modelsKeyCommand) Run(s *session) error {
	config := provider.Config{Kind: c.Kind, Address: c.Address}
	if err := config.Check(); err != nil {
		return say(err, "The key can't be saved: %s. Nothing was changed.", english.ModelCause(err))
	}
	key := ""
	if !c.Forget {
		typed, err := s.secret("Key: ")
		if err != nil {
			return err
		}
		if key = strings.TrimSpace(typed); key == "" {
			return say(nil, "No key was given. Nothing was changed.")
		}
	}
	if err := Keys().Set(config, key); errors.Is(err, secrets.ErrNoKeyring) {
		return say(err, "This system has no keyring, so the key was not saved. Set it in the environment instead: %s.", models.Variable(c.Kind))
	} else if errors.Is(err, secrets.ErrTooLong) {
		return say(err, "The key is too long for this system's keyring, so it was not saved. Set it in the environment instead: %s.", models.Variable(c.Kind))
	} else if err != nil {
		return err
	}
	if c.Forget {
		return s.print(fmt.Sprintf("Removed the key for %s.", c.Kind.Title()))
	}
	return s.print(fmt.Sprintf("Saved the key for %s in the keyring.", c.Kind.Title()))
}
