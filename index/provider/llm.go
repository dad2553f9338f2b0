package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/ollama"
	"github.com/tmc/langchaingo/llms/openai"
)

// contextTokens is the context window requested from Ollama. Ollama's own default silently cuts off a question with ten passages.
const contextTokens = 8192

// LLM returns a language model. It sends nothing; the first use of the model does. LLM itself returns ErrConfig or ErrNoKey. The model
// returns the errors named in this package, or ctx.Err(). For an answer that breaks off it returns ErrCutOff, after streaming what arrived.
// It is safe for concurrent use.
func LLM(c Config, opt Options) (*Model, error) {
	if err := c.ready(opt.Key); err != nil {
		return nil, err
	}
	inner, err := newLLM(c, opt)
	if err != nil {
		return nil, &ConfigError{Problem: BadClient, Kind: c.Kind}
	}
	return &Model{config: c, key: newRedactor(opt.Key), inner: inner}, nil
}

func newLLM(c Config, opt Options) (llms.Model, error) {
	switch c.Kind {
	case Ollama:
		return newOllama(c, opt)
	case Anthropic:
		return anthropic.New(anthropic.WithToken(opt.Key), anthropic.WithModel(c.Model), anthropic.WithBaseURL(c.Base()),
			anthropic.WithHTTPClient(client(c, opt)))
	default:
		return newOpenAI(c, opt)
	}
}

func newOllama(c Config, opt Options) (*ollama.LLM, error) {
	return ollama.New(ollama.WithModel(c.Model), ollama.WithServerURL(c.Base()), ollama.WithHTTPClient(client(c, opt)),
		ollama.WithRunnerNumCtx(contextTokens))
}

// newOpenAI sets everything that the client would otherwise take from the environment.
func newOpenAI(c Config, opt Options) (*openai.LLM, error) {
	key := opt.Key
	if key == "" {
		key = "none" // the client requires a key; the wire removes it again
	}
	return openai.New(openai.WithToken(key), openai.WithModel(c.Model), openai.WithEmbeddingModel(c.Model), openai.WithBaseURL(c.Base()),
		openai.WithOrganization(""), openai.WithHTTPClient(client(c, opt)))
}

// A Model is a langchaingo model with named errors. It never reveals its own key.
type Model struct {
	config Config
	key    *redactor
	inner  llms.Model
}

var _ llms.Model = (*Model)(nil)

// Name returns the name shown to a person, such as "llama3.2 (Ollama)".
func (m *Model) Name() string { return m.config.Title() }

// Local reports the same as Config.Local.
func (m *Model) Local() bool { return m.config.Local() }

// Destination returns the same as Config.Destination.
func (m *Model) Destination() string { return m.config.Destination() }

// ContextTokens returns how many tokens one exchange may have, input and output together; 0 if unknown.
func (m *Model) ContextTokens() int {
	if m.config.Kind == Ollama {
		return contextTokens
	}
	return 0
}

// GenerateContent implements llms.Model. It returns only the words of the answer: no tool calls and no reasoning.
func (m *Model) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	options = options[:len(options):len(options)]
	if m.config.Kind != OpenAI && m.config.Kind != Anthropic {
		options = append(options, openai.WithLegacyMaxTokensField()) // the field that all the other servers know
	}
	var set llms.CallOptions
	for _, option := range options {
		option(&set)
	}
	stream := &streamRedactor{redactor: m.key, to: set.StreamingFunc}
	if stream.to != nil {
		options = append(options, llms.WithStreamingFunc(stream.write), llms.WithStreamingReasoningFunc(nil))
	}
	var response *llms.ContentResponse
	err := do(ctx, m.key, func(ctx context.Context) (err error) {
		response, err = m.inner.GenerateContent(ctx, messages, options...)
		if err == nil && set.StreamingFunc != nil {
			err = m.ended(ctx)
		}
		return err
	})
	if stopped := stream.close(ctx); stopped != nil && ctx.Err() == nil {
		err = stopped
	}
	if err == nil && len(response.Choices) == 0 {
		err = fmt.Errorf("%w: it is empty", ErrAnswer)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.config.Kind.Title(), err)
	}
	said := &llms.ContentResponse{}
	for _, choice := range response.Choices {
		content := choice.Content
		if !m.key.wordy() {
			content = m.key.text(content)
		}
		said.Choices = append(said.Choices, &llms.ContentChoice{Content: content, StopReason: m.key.text(choice.StopReason)})
	}
	return said, nil
}

// ended reports how the stream ended: it returns an error if the protocol's end mark is missing.
func (m *Model) ended(ctx context.Context) error {
	c, _ := ctx.Value(callKey{}).(*call)
	if c == nil || c.body == nil || strings.Contains(strings.ReplaceAll(c.body.said(), ": ", ":"), services[m.config.Kind].endMark) {
		return nil
	}
	return ErrCutOff
}

// Call implements llms.Model.
func (m *Model) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, m, prompt, options...)
}
