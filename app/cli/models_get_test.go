package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/embed/embedtest"
	"footnote/index/embed/hub/hubtest"
)

const fetchedModel = "all-MiniLM-L6-v2"

func TestModelsGet(t *testing.T) {
	l := leased(t, "Every vehicle is washed on Mondays.\n")
	server := hubtest.New(t, embedtest.Files())
	if out := l.do("models", "get"); !strings.Contains(out, fetchedModel) || !strings.Contains(out, "Apache-2.0") || !strings.Contains(out, "https://huggingface.co/MongoDB/mdbr-leaf-ir") {
		t.Errorf("list: %s", out)
	}
	if o := l.run("models", "use", "embedding", fetchedModel); o.code != 2 || !strings.Contains(o.stderr, "models get "+fetchedModel) {
		t.Errorf("not fetched: %+v", o)
	}
	server.Change(func(s *hubtest.Server) { s.Other = true })
	if o := l.run("models", "get", fetchedModel, "--hub", server.URL); o.code != 2 || !strings.Contains(o.stderr, "not what the hub declares") {
		t.Errorf("other bytes: %+v", o)
	}
	server.Change(func(s *hubtest.Server) { s.Other = false })
	if out := l.do("models", "get", fetchedModel, "--hub", server.URL); !strings.Contains(out, "Fetching about") || !strings.Contains(out, "16 dimensions") {
		t.Errorf("get: %s", out)
	}
	if out := l.do("models", "get", fetchedModel, "--hub", "http://127.0.0.1:1"); strings.Contains(out, "Fetching") || !strings.Contains(out, "16 dimensions") {
		t.Errorf("get again: %s", out)
	}
	if out := l.do("models", "use", "embedding", fetchedModel); !strings.Contains(out, fetchedModel) {
		t.Errorf("use: %s", out)
	}
	if o := l.run("search", "When is the car washed?"); o.code != 0 || !strings.Contains(o.stdout, "Mondays") || o.stderr != "" {
		t.Errorf("search: %+v", o)
	}
	if out := l.do("models", "get"); !strings.Contains(out, fetchedModel+" (fetched)") {
		t.Errorf("list: %s", out)
	}
	if o := l.run("models", "remove", fetchedModel); o.code != 2 || !strings.Contains(o.stderr, "The library uses") {
		t.Errorf("remove in use: %+v", o)
	}
	l.do("models", "use", "embedding", "builtin")
	if out := l.do("models", "remove", fetchedModel); !strings.Contains(out, "Removed") {
		t.Errorf("remove: %s", out)
	}
	if left, err := os.ReadDir(filepath.Join(l.dir+"-default", "footnote-models")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestModelsGetRefuses(t *testing.T) {
	l := newLibrary(t)
	server := hubtest.New(t, embedtest.Files())
	for name, c := range map[string]struct {
		change func(*hubtest.Server)
		args   []string
		want   string
	}{
		"an unknown model":  {nil, []string{"get", "telepathy"}, "no model named telepathy"},
		"a gone model":      {func(s *hubtest.Server) { s.Status = 404 }, []string{"get", fetchedModel, "--hub", server.URL}, "no longer has"},
		"too many requests": {func(s *hubtest.Server) { s.Status, s.After = 429, "7200" }, []string{"get", fetchedModel, "--hub", server.URL}, "again in 2 h"},
		"nobody":            {nil, []string{"get", fetchedModel, "--hub", "http://127.0.0.1:1"}, "can't be reached"},
		"a plain hub":       {nil, []string{"get", fetchedModel, "--hub", "http://models.example"}, "not safe from changes"},
		"no model":          {nil, []string{"add", t.TempDir()}, "tokenizer.json is missing"},
		"nothing to remove": {nil, []string{"remove", fetchedModel}, "Nothing was removed"},
		"a way out":         {nil, []string{"remove", "../.."}, "Nothing was removed"},
	} {
		t.Run(name, func(t *testing.T) {
			server.Change(func(s *hubtest.Server) { s.Status = 0 })
			if c.change != nil {
				server.Change(c.change)
			}
			if o := l.run(append([]string{"models"}, c.args...)...); o.code != 2 || !strings.Contains(o.stderr, c.want) {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestModelsAdd(t *testing.T) {
	l := newLibrary(t)
	if out := l.do("models", "add", embedtest.Encoder(t)); !strings.Contains(out, "16 dimensions") || !strings.Contains(out, "Nothing was copied") {
		t.Errorf("%s", out)
	}
}
