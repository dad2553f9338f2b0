package provider_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tmc/langchaingo/llms"

	"footnote/index/provider"
	"footnote/index/provider/providertest"
)

// at returns the configuration of a kind on a test server.
func at(kind provider.Kind, server *providertest.Server) provider.Config {
	address := server.URL
	if kind != provider.Ollama {
		address += "/v1"
	}
	return provider.Config{Kind: kind, Model: "small", Address: address}
}

func TestEveryKindAnswersAndStreams(t *testing.T) {
	for _, kind := range provider.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			server := providertest.New(t)
			server.Key = "secret"
			if kind == provider.Ollama {
				server.Key = ""
			}
			model, err := provider.LLM(at(kind, server), provider.Options{Key: "secret"})
			if err != nil {
				t.Fatal(err)
			}
			const want = "Two months [1]."
			if got, err := model.Call(t.Context(), "How much notice?"); err != nil || got != want {
				t.Errorf("whole: %q, %v", got, err)
			}
			var pieces []string
			got, err := model.Call(t.Context(), "How much notice?", llms.WithMaxTokens(100),
				llms.WithStreamingFunc(func(_ context.Context, piece []byte) error {
					if len(piece) > 0 {
						pieces = append(pieces, string(piece))
					}
					return nil
				}))
			if err != nil || got != want || strings.Join(pieces, "") != want || len(pieces) != len(server.Answer) {
				t.Errorf("streamed: %q in pieces %q, %v", got, pieces, err)
			}
			sent := server.Prompts()
			if last := sent[len(sent)-1]; !strings.Contains(last, "How much notice?") || !strings.Contains(last, "100") {
				t.Errorf("sent %s", last)
			}
		})
	}
}

func TestErrorsHaveNames(t *testing.T) {
	for _, kind := range provider.Kinds {
		for _, c := range []struct {
			name   string
			change func(*providertest.Server)
			key    string
			want   error
		}{
			{"wrong key", func(s *providertest.Server) { s.Key = "right" }, "wrong", provider.ErrKey},
			{"unknown model", func(s *providertest.Server) { s.Models = []string{"large"} }, "any", provider.ErrModel},
			{"overloaded", func(s *providertest.Server) { s.Status = http.StatusServiceUnavailable }, "any", provider.ErrAway},
			{"gone", func(s *providertest.Server) { s.Close() }, "any", provider.ErrAway},
			{"elsewhere", func(s *providertest.Server) {
				s.Status, s.Header = http.StatusTemporaryRedirect, map[string]string{"Location": "http://192.0.2.1/"}
			}, "any", &provider.RefusalError{}},
		} {
			t.Run(string(kind)+"/"+c.name, func(t *testing.T) {
				server := providertest.New(t)
				server.Change(c.change)
				config, opt := at(kind, server), provider.Options{Key: c.key}
				model, err := provider.LLM(config, opt)
				if err != nil {
					t.Fatal(err)
				}
				_, err = model.Call(t.Context(), "How much notice?")
				if !isA(err, c.want) {
					t.Errorf("chat: %v, want %v", err, c.want)
				}
				ignore := llms.WithStreamingFunc(func(context.Context, []byte) error { return nil })
				if _, err = model.Call(t.Context(), "How much notice?", ignore); !isA(err, c.want) {
					t.Errorf("stream: %v, want %v", err, c.want)
				}
				if !kind.Embeds() {
					return
				}
				embedder, err := provider.Embedder(config, opt)
				if err != nil {
					t.Fatal(err)
				}
				if _, err = embedder.CreateEmbedding(t.Context(), []string{"a"}); !isA(err, c.want) {
					t.Errorf("embed: %v, want %v", err, c.want)
				}
			})
		}
	}
}

// isA is errors.Is or, for a type with fields, errors.As.
func isA(err, want error) bool {
	if _, ok := want.(*provider.RefusalError); ok {
		var refusal *provider.RefusalError
		return errors.As(err, &refusal)
	}
	return errors.Is(err, want)
}

func TestARateLimitSaysHowLong(t *testing.T) {
	for _, kind := range provider.Kinds {
		server := providertest.New(t)
		server.Status, server.Header = http.StatusTooManyRequests, map[string]string{"Retry-After": "7"}
		model, err := provider.LLM(at(kind, server), provider.Options{Key: "any"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = model.Call(t.Context(), "How much notice?")
		var limit *provider.LimitError
		if !errors.As(err, &limit) || limit.RetryAfter != 7*time.Second {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestAnAnswerThatBreaksOffSaysSo(t *testing.T) {
	for _, kind := range provider.Kinds {
		server := providertest.New(t)
		server.CutOff = true
		model, err := provider.LLM(at(kind, server), provider.Options{Key: "any"})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		_, err = model.Call(t.Context(), "How much notice?", llms.WithStreamingFunc(func(_ context.Context, piece []byte) error {
			got.Write(piece)
			return nil
		}))
		if !errors.Is(err, provider.ErrCutOff) || got.String() != "Two months " {
			t.Errorf("%s: streamed %q, then %v", kind, got.String(), err)
		}
	}
}

func TestAnAnswerCanBeStopped(t *testing.T) {
	for _, kind := range provider.Kinds {
		server := providertest.New(t)
		model, err := provider.LLM(at(kind, server), provider.Options{Key: "any"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		_, err = model.Call(ctx, "How much notice?", llms.WithStreamingFunc(func(context.Context, []byte) error {
			stop()
			return ctx.Err()
		}))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestModelsAreListed(t *testing.T) {
	for _, kind := range provider.Kinds {
		server := providertest.New(t)
		server.Models = []string{"models/Zeta", "alpha"}
		config := at(kind, server)
		config.Model = ""
		got, err := provider.Models(t.Context(), config, provider.Options{Key: "any"})
		want := "alpha Zeta"
		if kind == provider.Ollama {
			want = "alpha models/Zeta"
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v", kind, got, err)
		}
	}
	server := providertest.New(t)
	server.Key = "right"
	if _, err := provider.Models(t.Context(), at(provider.Compatible, server), provider.Options{}); !errors.Is(err, provider.ErrNoKey) {
		t.Errorf("without its key: %v", err)
	}
	server.Close()
	if _, err := provider.Models(t.Context(), at(provider.Ollama, server), provider.Options{}); !errors.Is(err, provider.ErrAway) {
		t.Errorf("gone: %v", err)
	}
}

func TestVectorsComeInOrder(t *testing.T) {
	for _, kind := range []provider.Kind{provider.Ollama, provider.Compatible} {
		server := providertest.New(t)
		embedder, err := provider.Embedder(at(kind, server), provider.Options{})
		if err != nil {
			t.Fatal(err)
		}
		texts := []string{"one", "two", "three words here"}
		vectors, err := embedder.CreateEmbedding(t.Context(), texts)
		if err != nil || len(vectors) != len(texts) {
			t.Fatalf("%s: %d vectors, %v", kind, len(vectors), err)
		}
		for i, text := range texts {
			want := providertest.Vector(text, server.Dim)
			for j := range want {
				if vectors[i][j] != want[j] {
					t.Fatalf("%s: the vector of %q is another", kind, text)
				}
			}
		}
	}
}

func TestLocal(t *testing.T) {
	for _, c := range []struct {
		kind           provider.Kind
		model, address string
		want           bool
	}{
		{provider.Ollama, "llama3.2", "", true},
		{provider.Ollama, "gpt-oss:120b-cloud", "", false},
		{provider.Ollama, "glm-4.6:cloud", "", false},
		{provider.Compatible, "m", "http://localhost:1234/v1", true},
		{provider.Compatible, "m", "http://[::1]:1234/v1", true},
		{provider.Compatible, "m", "http://127.0.0.1.example.com/v1", false},
		{provider.Compatible, "m", "http://localhost.example.com/v1", false},
		{provider.Compatible, "m", "http://192.168.1.5:8080/v1", false},
		{provider.OpenAI, "gpt-5", "", false},
		{provider.Google, "gemini-2.5-flash", "", false},
	} {
		config := provider.Config{Kind: c.kind, Model: c.model, Address: c.address}
		if config.Local() != c.want {
			t.Errorf("%+v: local is %v", config, !c.want)
		}
	}
}

func TestConfigsThatCannotWork(t *testing.T) {
	for _, c := range []provider.Config{
		{Kind: "telepathy", Model: "m"},
		{Kind: provider.Compatible, Model: "m"},
		{Kind: provider.Compatible, Model: "m", Address: "localhost:1234"},
		{Kind: provider.Compatible, Model: "m", Address: "ftp://localhost/"},
		{Kind: provider.Compatible, Model: "m", Address: "http://user:secret@localhost/"},
		{Kind: provider.Ollama},
	} {
		if _, err := provider.LLM(c, provider.Options{Key: "any"}); !errors.Is(err, provider.ErrConfig) {
			t.Errorf("%+v: %v", c, err)
		}
		if _, err := provider.Embedder(c, provider.Options{Key: "any"}); !errors.Is(err, provider.ErrConfig) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := provider.Embedder(provider.Config{Kind: provider.Anthropic, Model: "m"}, provider.Options{Key: "any"}); !errors.Is(err, provider.ErrConfig) {
		t.Errorf("Anthropic has no embedding models: %v", err)
	}
	if _, err := provider.LLM(provider.Config{Kind: provider.Mistral, Model: "m"}, provider.Options{}); !errors.Is(err, provider.ErrNoKey) {
		t.Errorf("without a key: %v", err)
	}
}

func TestASendIsNoted(t *testing.T) {
	server := providertest.New(t)
	foreign := provider.Config{Kind: provider.Compatible, Model: "m", Address: "http://models.example/v1"}
	var hosts []string
	opt := provider.Options{OnSend: func(host string) { hosts = append(hosts, host) }}
	ctx, stop := context.WithCancel(t.Context())
	stop() // so that nothing can be sent
	if _, err := provider.Models(ctx, foreign, opt); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := provider.Models(t.Context(), at(provider.Compatible, server), opt); err != nil {
		t.Fatal(err)
	}
	if len(hosts) != 1 || hosts[0] != "models.example" {
		t.Errorf("noted %q", hosts)
	}
}

func TestNoKeyIsSentWhereThereIsNone(t *testing.T) {
	got := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got <- r.Header.Get("Authorization") }))
	defer server.Close()
	embedder, err := provider.Embedder(provider.Config{Kind: provider.Compatible, Model: "m", Address: server.URL}, provider.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := embedder.CreateEmbedding(t.Context(), []string{"a"}); err == nil {
		t.Error("an answer without vectors is taken for one")
	}
	if sent := <-got; sent != "" {
		t.Errorf("sent %q", sent)
	}
}
