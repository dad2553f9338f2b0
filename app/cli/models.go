package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tmc/langchaingo/llms"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/index"
	"footnote/index/provider"
)

// modelsCommand lists, tests and chooses models. The answer model is the user's choice; the model that compares meanings belongs to the
// library.
type modelsCommand struct {
	List   modelsListCommand   `cmd:"" default:"withargs" help:"Show which models are in use, and which are available. This is the default."`
	Test   modelsTestCommand   `cmd:"" help:"Ask the models in use a question, and print how long they took."`
	Use    modelsUseCommand    `cmd:"" help:"Choose a model."`
	Get    modelsGetCommand    `cmd:"" help:"Fetch an embedding model that runs in Footnote itself."`
	Add    modelsAddCommand    `cmd:"" help:"Check the folder of an embedding model."`
	Remove modelsRemoveCommand `cmd:"" help:"Remove a fetched model."`
	Key    modelsKeyCommand    `cmd:"" help:"Save a service's API key in the system's keyring. Footnote asks for it, or reads it from standard input."`
	Resume modelsResumeCommand `cmd:"" help:"Continue a change of the embedding model, or make missing vectors."`
	Undo   modelsUndoCommand   `cmd:"" help:"Undo the last change of the embedding model, finished or not."`
}

// Help shows examples.
func (modelsCommand) Help() string {
	return `Footnote can use two models: one that answers, and one that compares meaning. Both run on this computer unless you choose one that
does not. Footnote then sends your questions, and the passages or documents for the model, to the address that it shows.

Examples:

    footnote models
    footnote models use answer ollama/llama3.2
    footnote models use answer openai-compatible/qwen3 --address http://localhost:1234/v1
    footnote models key mistral
    footnote models use embedding ollama/nomic-embed-text
    footnote models get mdbr-leaf-ir
    footnote models use embedding mdbr-leaf-ir
    footnote models use embedding ~/models/all-MiniLM-L6-v2
    footnote models use embedding builtin`
}

// Keys returns the keys in the keyring and the environment.
func Keys() models.Keys {
	return models.Keys{Ring: secrets.System{}, Getenv: os.Getenv, File: ModelsFile()}
}

// modelsTestCommand tests the models in use.
type modelsTestCommand struct{}

// testPatience bounds how long a model may take to answer a test: the server may first have to load it.
const testPatience = 3 * time.Minute

// testTokens bounds the answer to a test. Models that reason before they answer need some for that.
const testTokens = 512

func (modelsTestCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	ctx, cancel := context.WithTimeout(s.ctx, testPatience)
	defer cancel()
	paper := newPaper(s.std.Out)
	choice, err := models.Load(ModelsFile())
	if err != nil {
		return serverError{err}
	}
	var failed []string
	if choice.Answer == nil {
		paper.line("Answers: quoted from your documents. There is no model to test.")
	} else if took, err := testAnswer(ctx, *choice.Answer); err != nil {
		failed = append(failed, fmt.Sprintf("Answers (%s): %s", choice.Answer.Title(), explain(serverError{err}, s.library)))
	} else {
		paper.line(fmt.Sprintf("Answers: %s answered after %s.", printable(choice.Answer.Title()), english.Duration(took)))
	}
	m, err := lib.Models(s.ctx)
	if err != nil {
		return err
	}
	if test, err := lib.TestModel(ctx, m.Serving.EmbeddingModel); err != nil {
		failed = append(failed, fmt.Sprintf("Meaning (%s): %s", modelTitle(m.Serving), explain(serverError{err}, s.library)))
	} else {
		paper.line(fmt.Sprintf("Meaning: %s took %v for a question (%d dimensions).", printable(modelTitle(m.Serving)), test.Took.Round(time.Microsecond), test.Dim))
	}
	if err := paper.flush(); err != nil {
		return err
	}
	if len(failed) > 0 {
		return say(nil, "%s", strings.Join(failed, " "))
	}
	return nil
}

func testAnswer(ctx context.Context, c provider.Config) (time.Duration, error) {
	model, err := provider.LLM(c, provider.Options{Key: Keys().Get(c)})
	if err != nil {
		return 0, err
	}
	start := time.Now()
	_, err = model.Call(ctx, "Reply with the word yes.", llms.WithMaxTokens(testTokens))
	return time.Since(start), err
}

// modelsUseCommand chooses a model.
type modelsUseCommand struct {
	For     string `arg:"" enum:"answer,embedding" help:"What the model is for: answer or embedding."`
	Model   string `arg:"" help:"KIND/NAME, where KIND is ollama, openai-compatible, openai, anthropic, google or mistral. For answers also none: the documents' own words. For embeddings also builtin, the name of a fetched model, or the folder of a sentence-transformers model (BERT, RoBERTa, XLM-RoBERTa or static) or of a Model2Vec model."`
	Address string `help:"Address of the server, such as http://localhost:1234/v1 (default: the kind's own)." placeholder:"URL"`

	InsecureHTTP bool `name:"insecure-http" help:"Send the key even to another computer whose address begins with http. Anyone between you and that server can then read it."`
}

func (c modelsUseCommand) Run(s *session) error {
	if c.For == "answer" {
		return c.useAnswer(s)
	}
	return c.useEmbedding(s)
}

func (c modelsUseCommand) useAnswer(s *session) error {
	var answer *provider.Config
	words := "Footnote now quotes answers from your documents. Nothing leaves this computer for them."
	if c.Model != "none" {
		config, err := c.server()
		if err != nil {
			return err
		}
		if _, err := provider.LLM(config, provider.Options{Key: Keys().Get(config)}); err != nil {
			return serverError{err}
		}
		answer = &config
		words = fmt.Sprintf("%s now answers. %s", config.Title(), whereTo(config.Local(), config.Destination(), "Your questions, and the passages found for them,"))
	}
	if err := models.Update(ModelsFile(), func(c *models.Choice) { c.Answer = answer }); err != nil {
		return err
	}
	return s.print(words)
}

// server returns the configuration given by KIND/NAME and the address. Its server counts as chosen from then on.
func (c modelsUseCommand) server() (provider.Config, error) {
	kind, name, _ := strings.Cut(c.Model, "/")
	config := provider.Config{Kind: provider.Kind(kind), Model: name, Address: c.Address, Insecure: c.InsecureHTTP}
	if !slices.Contains(provider.Kinds, config.Kind) || name == "" {
		return config, say(nil, "%q is not KIND/NAME with a known kind, such as ollama/llama3.2. `footnote models use --help` lists the kinds.", c.Model)
	}
	if err := config.Check(); err != nil {
		return config, serverError{err}
	}
	if c.Address == "" {
		return config, nil
	}
	return config, models.Trust(ModelsFile(), config)
}

func (c modelsUseCommand) useEmbedding(s *session) (err error) {
	var model index.EmbeddingModel
	info, statErr := os.Stat(c.Model)
	switch dir, fetched := models.Fetched(c.Model); {
	case c.Model == "builtin":
	case fetched:
		model.Folder = dir
	case dir != "":
		return say(nil, "%s was not fetched yet. Fetch it with `footnote models get %s`.", c.Model, c.Model)
	case statErr == nil && info.IsDir():
		if model.Folder, err = filepath.Abs(c.Model); err != nil {
			return err
		}
	default:
		config, err := c.server()
		if err != nil {
			return err
		}
		model.Server = &config
	}
	lib, err := s.create()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	if err := lib.ChangeModel(s.ctx, model); err != nil {
		return serverError{err}
	}
	if server := model.Server; server != nil {
		if err := s.print(whereTo(server.Local(), server.Destination(), "Your documents and questions")); err != nil {
			return err
		}
	}
	return makeVectors(s, lib)
}

// whereTo says whether data stays on this computer, and if not, which data goes where.
func whereTo(local bool, host, what string) string {
	if local {
		return "Nothing leaves this computer for this."
	}
	return fmt.Sprintf("%s are sent to %s.", what, printable(host))
}

// print writes a line for a person.
func (s *session) print(words string) error {
	paper := newPaper(s.std.Out)
	paper.line(printable(words))
	return paper.flush()
}

// modelsResumeCommand makes the missing vectors.
type modelsResumeCommand struct{}

func (modelsResumeCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	if err := lib.PauseModel(s.ctx, false); err != nil {
		return err
	}
	return makeVectors(s, lib)
}

// modelsUndoCommand undoes a change of the embedding model.
type modelsUndoCommand struct{}

func (modelsUndoCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	if err := lib.UndoModel(s.ctx); errors.Is(err, index.ErrNoUndo) {
		return say(err, "There is no change of the embedding model to undo. Nothing was changed.")
	} else if err != nil {
		return err
	}
	return makeVectors(s, lib)
}

// makeVectors makes the vectors that a library needs, and says which model then serves.
func makeVectors(s *session, lib *index.Library) error {
	meter := newMeter(s.std.Err)
	err := lib.Embed(s.ctx, meter.embedded)
	meter.end()
	if errors.Is(err, context.Canceled) {
		return say(err, "Stopped. Footnote keeps the vectors made so far, and the library works as before. Run `footnote models resume` to continue.")
	}
	if errors.Is(err, index.ErrBusy) {
		return say(err, "%s Your choice of model is saved. Run `footnote models resume` afterwards to continue.", busy(err))
	}
	if err != nil {
		return serverError{err}
	}
	m, err := lib.Models(s.ctx)
	if err != nil {
		return err
	}
	return s.print(fmt.Sprintf("Meaning is now compared by %s (%s).", modelTitle(m.Serving), count(m.Passages-m.Lacking, "passage")))
}

// modelTitle returns the name of an embedding model for a person.
func modelTitle(m index.LibraryModel) string {
	if m.Builtin() {
		return "the built-in model"
	}
	return m.Title()
}
