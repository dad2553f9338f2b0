package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/provider/providertest"
)

func TestModelsAreListedChosenAndUndone(t *testing.T) {
	l := leased(t, "The garden lies behind the house.\n")
	server := providertest.New(t)
	if out := l.do("models"); !strings.Contains(out, "quoted from your documents") || !strings.Contains(out, "the built-in model, 512 dimensions") {
		t.Errorf("at first:\n%s", out)
	}
	if out := l.do("models", "use", "embedding", "ollama/nomic-embed-text", "--address", server.URL); !strings.Contains(out, "Nothing leaves this computer") ||
		!strings.Contains(out, "compared by nomic-embed-text (Ollama)") {
		t.Errorf("chosen:\n%s", out)
	}
	type listed struct {
		Answer    *struct{}
		Ollama    []string
		Embedding struct {
			Model, Name, Former    string
			Dim, Passages, Lacking int
			Local, Paused          bool
		}
	}
	if got := decode[listed](t, l.do("models", "--json")).Embedding; got.Former != "the built-in model" || got.Dim != 64 || got.Lacking != 0 || !got.Local {
		t.Errorf("listed: %+v", got)
	}
	if out := l.do("models", "test"); !strings.Contains(out, "no model to test") || !strings.Contains(out, "64 dimensions") {
		t.Errorf("tested:\n%s", out)
	}
	if out := l.do("models", "undo"); !strings.Contains(out, "compared by the built-in model") {
		t.Errorf("undone:\n%s", out)
	}
}

func TestTheAnsweringModelIsChosenAndTested(t *testing.T) {
	l := leased(t, "")
	server := providertest.New(t)
	out := l.do("models", "use", "answer", "openai-compatible/small", "--address", server.URL+"/v1")
	if !strings.Contains(out, "small (OpenAI-compatible server) now answers. Nothing leaves this computer") {
		t.Errorf("chosen: %s", out)
	}
	if out := l.do("models", "test"); !strings.Contains(out, "small (OpenAI-compatible server) answered after") {
		t.Errorf("tested: %s", out)
	}
	// A model that a local Ollama forwards does not run on this computer. The program says so before it sends anything.
	o := l.run("models", "use", "embedding", "ollama/embed:cloud", "--address", server.URL)
	if o.code != 0 || strings.Count(o.stderr, "Sending documents to ollama.com.") != 1 || !strings.Contains(o.stdout, "are sent to ollama.com") {
		t.Errorf("handed on: %+v", o)
	}
	if o := l.run("search", "rent"); o.code != 0 || !strings.Contains(o.stderr, "Sending the question to ollama.com.") {
		t.Errorf("handed on: %+v", o)
	}
	server.Close()
	if o := l.run("models", "test"); o.code != 2 || !strings.Contains(o.stderr, "can't be reached") {
		t.Errorf("away: %+v", o)
	}
	if out := l.do("models", "use", "answer", "openai-compatible/small", "--address", "http://models.example/v1"); !strings.Contains(out, "are sent to models.example") {
		t.Errorf("elsewhere: %s", out)
	}
	if out := l.do("models", "use", "answer", "none"); !strings.Contains(out, "quotes answers from your documents") {
		t.Errorf("none: %s", out)
	}
}

func TestAKeyGoesUnencryptedOnlyWithTheFlag(t *testing.T) {
	l := leased(t, "")
	use := func(args ...string) outcome {
		c := l.command(append([]string{"models", "use", "answer", "openai-compatible/small", "--address", "http://models.example/v1"}, args...)...)
		c.Env = append(c.Env, "FOOTNOTE_API_KEY=secret-0123")
		return finish(t, c)
	}
	o := use()
	l.refuses(o, "unencrypted to models.example", "nothing was sent", "--insecure-http")
	if strings.Contains(o.stderr, "secret") {
		t.Errorf("the key is printed: %s", o.stderr)
	}
	if out := l.do("models"); !strings.Contains(out, "quoted from your documents") {
		t.Errorf("chosen all the same:\n%s", out)
	}
	if o := use("--insecure-http"); o.code != 0 || !strings.Contains(o.stdout, "are sent to models.example") {
		t.Errorf("with the flag: %+v", o)
	}
	kept, err := os.ReadFile(filepath.Join(l.dir+"-home", ".config", "footnote", "models.json"))
	if err != nil || !strings.Contains(string(kept), `"insecure_http": true`) {
		t.Errorf("not remembered: %s, %v", kept, err)
	}
	// A choice made without a key holds no agreement.
	l.do("models", "use", "answer", "openai-compatible/small", "--address", "http://models.example/v1")
	c := l.command("ask", "How much is the rent?")
	c.Env = append(c.Env, "FOOTNOTE_API_KEY=secret-0123")
	if o := finish(t, c); !strings.Contains(o.stderr, "nothing was sent") || strings.Contains(o.stdout+o.stderr, "secret") {
		t.Errorf("asked: %+v", o)
	}
}

// A library from another computer may name a server. The server gets no key that was not meant for it.
func TestALibraryFromElsewhereGetsNoKey(t *testing.T) {
	l := leased(t, "")
	server := providertest.New(t)
	l.do("models", "use", "embedding", "openai-compatible/small", "--address", server.URL+"/v1")
	elsewhere := `http://192.0.2.1:9/v1","insecure_http":true,"x":"`
	editLibrary(t, l, `UPDATE model SET config = replace(config, '`+server.URL+`/v1', '`+elsewhere+`')`)
	c := l.command("models", "test")
	c.Env = append(c.Env, "FOOTNOTE_API_KEY=secret-0123", "HTTP_PROXY="+server.URL, "http_proxy="+server.URL)
	server.Change(func(s *providertest.Server) { s.Key = "secret-0123" })
	if o := finish(t, c); !strings.Contains(o.stderr, "needs an API key") {
		t.Errorf("with a key of the environment: %+v", o)
	}
	// Chosen, but the user has not agreed to send the key over plain http.
	put(t, filepath.Join(l.dir+"-home", ".config", "footnote", "models.json"), `{"servers":[{"kind":"openai-compatible","address":"http://192.0.2.1:9/v1"}]}`)
	c = l.command("models", "test")
	c.Env = append(c.Env, "FOOTNOTE_API_KEY=secret-0123", "HTTP_PROXY="+server.URL, "http_proxy="+server.URL)
	if o := finish(t, c); !strings.Contains(o.stderr, "nothing was sent") {
		t.Errorf("chosen, not agreed: %+v", o)
	}
}

func TestModelsRefuses(t *testing.T) {
	l := leased(t, "")
	server := providertest.New(t)
	server.Change(func(s *providertest.Server) { s.Key = "secret" })
	for name, c := range map[string]struct {
		stdin string
		args  []string
		want  string
	}{
		"unknown kind":    {"", []string{"use", "answer", "telepathy/m"}, "not KIND/NAME"},
		"no name":         {"", []string{"use", "embedding", "ollama"}, "not KIND/NAME"},
		"no address":      {"", []string{"use", "answer", "openai-compatible/m"}, "needs an address"},
		"no key":          {"", []string{"use", "answer", "openai/gpt-5"}, "needs an API key"},
		"key wanted":      {"", []string{"use", "embedding", "openai-compatible/m", "--address", server.URL + "/v1"}, "needs an API key"},
		"nothing there":   {"", []string{"use", "embedding", "ollama/m", "--address", "http://127.0.0.1:1"}, "can't be reached"},
		"no embeddings":   {"", []string{"use", "embedding", "anthropic/m"}, "no embedding models"},
		"an empty folder": {"", []string{"use", "embedding", t.TempDir()}, "tokenizer.json is missing"},
		"nothing to undo": {"", []string{"undo"}, "no change of the embedding model to undo"},
		"an empty key":    {" \n", []string{"key", "mistral"}, "No key was given"},
		"no keyring":      {"secret\n", []string{"key", "mistral"}, "MISTRAL_API_KEY"},
		"a strange kind":  {"secret\n", []string{"key", "telepathy"}, "can't be saved"},
	} {
		t.Run(name, func(t *testing.T) {
			o := l.runWith(strings.NewReader(c.stdin), append([]string{"models"}, c.args...)...)
			if o.code != 2 || !strings.Contains(o.stderr, c.want) || strings.Contains(o.stdout+o.stderr, "secret") {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestSearchAndIndexWhileTheModelIsAway(t *testing.T) {
	l := leased(t, "The garden lies behind the house.\n")
	server := providertest.New(t)
	l.do("models", "use", "embedding", "ollama/nomic-embed-text", "--address", server.URL)
	server.Change(func(s *providertest.Server) { s.Status = http.StatusBadGateway })
	o := l.run("search", "How much is the rent?")
	if o.code != 0 || !strings.Contains(o.stdout, "780 crowns") || !strings.Contains(o.stderr, "Found by words alone") {
		t.Errorf("search: %+v", o)
	}
	o = l.run("index", write(t, map[string]string{"new.txt": "The strawberries stand under a net.\n"}))
	if o.code != 0 || !strings.Contains(o.stderr, "Found by words alone for now") {
		t.Errorf("index: %+v", o)
	}
	server.Change(func(s *providertest.Server) { s.Status = 0 })
	if out := l.do("models", "resume"); !strings.Contains(out, "compared by nomic-embed-text") {
		t.Errorf("resume: %s", out)
	}
	if o := l.run("search", "strawberries"); o.code != 0 || o.stderr != "" {
		t.Errorf("back: %+v", o)
	}
}
