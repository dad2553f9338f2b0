package index_test

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/embedtest"
	"footnote/index/embed/folder"
	"footnote/index/provider"
	"footnote/index/provider/providertest"
)

// gardens writes n documents of a sentence each.
func (tr *tree) gardens(n int) {
	tr.t.Helper()
	for i := range n {
		tr.write(fmt.Sprintf("garden/%02d.txt", i), fmt.Sprintf("In bed %d grow beans and peas. They are watered in the evening.", i))
	}
	tr.add("garden")
	tr.sync()
}

// served is an embedding model of a test's server.
func served(kind provider.Kind, s *providertest.Server) index.EmbeddingModel {
	address := s.URL
	if kind != provider.Ollama {
		address += "/v1"
	}
	return index.EmbeddingModel{Server: &provider.Config{Kind: kind, Model: "nomic-embed-text", Address: address}}
}

func (tr *tree) models() index.LibraryModels {
	tr.t.Helper()
	m, err := tr.lib.Models(context.Background())
	if err != nil {
		tr.t.Fatal(err)
	}
	return m
}

func (tr *tree) change(m index.EmbeddingModel) {
	tr.t.Helper()
	if err := tr.lib.ChangeModel(context.Background(), m); err != nil {
		tr.t.Fatal(err)
	}
}

func (tr *tree) embed() {
	tr.t.Helper()
	if err := tr.lib.Embed(context.Background(), nil); err != nil {
		tr.t.Fatal(err)
	}
}

func TestChangeToAServersModelAndBack(t *testing.T) {
	for _, kind := range []provider.Kind{provider.Ollama, provider.Compatible} {
		t.Run(string(kind), func(t *testing.T) {
			server := providertest.New(t)
			tr := newTree(t)
			tr.gardens(12)
			builtin := tr.models().Serving
			tr.change(served(kind, server))
			if m := tr.models(); m.Coming == nil || m.Lacking != m.Passages || !m.Serving.Builtin() {
				t.Fatalf("begun: %+v", m)
			}
			var last index.EmbedProgress
			if err := tr.lib.Embed(t.Context(), func(p index.EmbedProgress) { last = p }); err != nil {
				t.Fatal(err)
			}
			if last.Done != 12 || last.All != 12 || last.Model.Title() != "nomic-embed-text ("+kind.Title()+")" {
				t.Errorf("last progress %+v", last)
			}
			m := tr.models()
			if m.Serving.Server == nil || m.Serving.Dim != server.Dim || m.Former == nil || *m.Former != builtin || m.Lacking != 0 {
				t.Fatalf("switched: %+v", m)
			}
			if !tr.finds("When are the beans watered?", "garden/03.txt") {
				t.Error("nothing is found")
			}
			tr.write("garden/new.txt", "The strawberries stand under a net.")
			tr.sync()
			if m := tr.models(); m.Lacking != 1 {
				t.Errorf("a new document: %+v", m)
			}
			if !tr.finds("strawberries under a net", "garden/new.txt") {
				t.Error("a new document is not found by its words")
			}
			tr.embed()
			if err := tr.lib.UndoModel(t.Context()); err != nil {
				t.Fatal(err)
			}
			tr.embed()
			if m := tr.models(); m.Serving != builtin || m.Lacking != 0 || m.Former == nil {
				t.Errorf("undone: %+v", m)
			}
			if err := tr.lib.ClearFormerModel(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := tr.lib.UndoModel(t.Context()); !errors.Is(err, index.ErrNoUndo) {
				t.Errorf("undone after the vectors were cleared: %v", err)
			}
		})
	}
}

func TestAServerThatIsAway(t *testing.T) {
	server := providertest.New(t)
	tr := newTree(t)
	tr.gardens(5)
	tr.change(served(provider.Ollama, server))
	tr.embed()
	server.Change(func(s *providertest.Server) { s.Status = http.StatusBadGateway })
	tr.write("garden/new.txt", "The strawberries stand under a net.")
	tr.sync()
	for range 2 {
		result, err := tr.lib.Search(t.Context(), "strawberries under a net", index.SearchOptions{})
		if err != nil || !errors.Is(result.Away, provider.ErrAway) {
			t.Fatalf("away: %v, %v", result.Away, err)
		}
		if len(result.Passages) == 0 || !strings.HasSuffix(result.Passages[0].Citation.Path, "new.txt") {
			t.Errorf("found by its words: %+v", result.Passages)
		}
	}
	before := server.Requests()
	if _, err := tr.lib.Search(t.Context(), "strawberries", index.SearchOptions{}); err != nil || server.Requests() != before {
		t.Errorf("a server that was away a moment ago is asked again: %v", err)
	}
	if err := tr.lib.Embed(t.Context(), nil); !errors.Is(err, provider.ErrAway) {
		t.Errorf("embed: %v", err)
	}
	server.Change(func(s *providertest.Server) { s.Status = 0 })
	tr.embed()
	result, err := tr.lib.Search(t.Context(), "strawberries under a net", index.SearchOptions{})
	if err != nil || result.Away != nil || tr.models().Lacking != 0 {
		t.Errorf("back again: %v, %v, %+v", result.Away, err, tr.models())
	}
}

func TestWhatAServerRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*providertest.Server)
		want   error
	}{
		"wrong key":         {func(s *providertest.Server) { s.Key = "another" }, provider.ErrKey},
		"unknown model":     {func(s *providertest.Server) { s.Models = []string{"other"} }, provider.ErrModel},
		"another dimension": {func(s *providertest.Server) { s.Dim = 8 }, embed.ErrVectors},
	} {
		t.Run(name, func(t *testing.T) {
			server := providertest.New(t)
			server.Key = "right"
			tr := newTree(t, func(o *index.Options) { o.Key = func(provider.Config) string { return "right" } })
			tr.gardens(3)
			tr.change(served(provider.Compatible, server))
			server.Change(c.change)
			if err := tr.lib.Embed(t.Context(), nil); !errors.Is(err, c.want) {
				t.Errorf("embed: %v, want %v", err, c.want)
			}
			if m := tr.models(); !m.Serving.Builtin() || m.Coming == nil {
				t.Errorf("after it: %+v", m)
			}
			if result, err := tr.lib.Search(t.Context(), "beans", index.SearchOptions{}); err != nil || result.Away != nil || len(result.Passages) == 0 {
				t.Errorf("the old model serves no more: %v, %v", result.Away, err)
			}
			server.Change(func(s *providertest.Server) { s.Key, s.Models, s.Dim = "right", nil, 64 })
			tr.embed()
			if m := tr.models(); m.Serving.Server == nil {
				t.Errorf("resumed: %+v", m)
			}
		})
	}
}

func TestARateLimitIsWaitedFor(t *testing.T) {
	server := providertest.New(t)
	tr := newTree(t)
	tr.gardens(3)
	tr.change(served(provider.Compatible, server))
	limited := false
	server.Change(func(s *providertest.Server) {
		s.OnText = func(string) {
			if limited { // the first text after the model is known again
				return
			}
			limited = true
			server.Change(func(s *providertest.Server) {
				s.Status, s.Header = http.StatusTooManyRequests, map[string]string{"Retry-After": "90"}
			})
		}
	})
	waited := time.Duration(0)
	tr.lib.Wait(func(d time.Duration) {
		waited += d
		server.Change(func(s *providertest.Server) { s.Status = 0 })
	})
	var told time.Duration
	if err := tr.lib.Embed(t.Context(), func(p index.EmbedProgress) { told = max(told, p.Waiting) }); err != nil {
		t.Fatal(err)
	}
	if waited != 90*time.Second || told != waited || tr.models().Serving.Server == nil {
		t.Errorf("waited %v, told of %v, %+v", waited, told, tr.models())
	}
}

func TestAModelThatChangesUnderItsName(t *testing.T) {
	server := providertest.New(t)
	tr := newTree(t)
	tr.gardens(3)
	tr.change(served(provider.Ollama, server))
	tr.embed()
	first := tr.models().Serving
	server.Change(func(s *providertest.Server) { s.Salt = "another version" })
	tr.reopen()
	result, err := tr.lib.Search(t.Context(), "beans", index.SearchOptions{})
	if err != nil || !errors.Is(result.Away, index.ErrModelChanged) || len(result.Passages) == 0 {
		t.Errorf("search: %v, %v", result.Away, err)
	}
	tr.change(served(provider.Ollama, server))
	tr.embed()
	if m := tr.models(); m.Serving.Name == first.Name || m.Former == nil {
		t.Errorf("changed to what it is now: %+v", m)
	}
}

func TestPauseAndResume(t *testing.T) {
	server := providertest.New(t)
	tr := newTree(t)
	tr.gardens(10)
	tr.change(served(provider.Compatible, server))
	err := tr.lib.Embed(t.Context(), func(p index.EmbedProgress) {
		if p.Done == 4 {
			if err := tr.lib.PauseModel(context.Background(), true); err != nil {
				t.Error(err)
			}
		}
	})
	m := tr.models()
	if err != nil || !m.Paused || m.Coming == nil || m.Lacking == 0 || m.Lacking == m.Passages {
		t.Fatalf("paused: %+v, %v", m, err)
	}
	tr.reopen()
	tr.embed() // does nothing: it is paused
	if now := tr.models(); now.Lacking != m.Lacking {
		t.Errorf("paused, and reopened: %+v", now)
	}
	if err := tr.lib.PauseModel(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	tr.embed()
	if m := tr.models(); m.Serving.Server == nil || m.Lacking != 0 {
		t.Errorf("resumed: %+v", m)
	}
}

func TestAModel2VecFolder(t *testing.T) {
	folder := model2Vec(t)
	tr := newTree(t)
	tr.gardens(5)
	tr.change(index.EmbeddingModel{Folder: folder})
	tr.embed()
	if m := tr.models(); !filepath.IsAbs(m.Serving.Folder) || m.Lacking != 0 {
		t.Errorf("switched: %+v", m)
	}
	tr.write("garden/new.txt", "The strawberries stand under a net.")
	tr.sync()
	if m := tr.models(); m.Lacking != 0 {
		t.Errorf("a new document: %+v", m)
	}
}

func TestAnEncodersFolder(t *testing.T) {
	tr := newTree(t)
	tr.gardens(5)
	tr.write("garden/road.txt", "The quorxel is washed on Mondays.")
	tr.sync()
	tr.change(index.EmbeddingModel{Folder: embedtest.Encoder(t)})
	tr.embed()
	if m := tr.models(); !strings.HasPrefix(m.Serving.Name, "tiny-encoder-16-") || m.Lacking != 0 {
		t.Errorf("switched: %+v", m)
	}
	found, err := tr.lib.Search(t.Context(), "zambrit", index.SearchOptions{Side: index.MeaningOnly, Weak: true})
	if err != nil || len(found.Passages) == 0 || found.Passages[0].Citation.Path != tr.path("garden/road.txt") {
		t.Errorf("the nearest passage is another: %+v, %v", found.Passages, err)
	}
	tr.write("garden/new.txt", "The engine is kept in the shed.")
	tr.sync()
	if m := tr.models(); m.Lacking != 1 {
		t.Errorf("a new document: %+v", m)
	}
	tr.embed()
	if m := tr.models(); m.Lacking != 0 {
		t.Errorf("after the making of its vector: %+v", m)
	}
}

func TestAFolderThatIsNoModelChangesNothing(t *testing.T) {
	tr := newTree(t)
	tr.gardens(2)
	files := embedtest.Files()
	files["config.json"] = []byte(`{"model_type": "gpt2"}`)
	var wrong *folder.Error
	for name, dir := range map[string]string{"no weights": embedtest.Encoder(t, "model.safetensors"), "another kind": embedtest.Write(t, files)} {
		if err := tr.lib.ChangeModel(t.Context(), index.EmbeddingModel{Folder: dir}); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m := tr.models(); m.Coming != nil || !m.Serving.Builtin() {
		t.Errorf("%+v", m)
	}
}

func TestWhatIsSentIsSaid(t *testing.T) {
	sent := map[index.Sent]int{}
	tr := newTree(t, func(o *index.Options) { o.OnSend = func(s index.Sent) { sent[s]++ } })
	tr.gardens(2)
	server := providertest.New(t)
	tr.change(served(provider.Ollama, server))
	tr.embed()
	tr.search("beans")
	if len(sent) != 0 {
		t.Errorf("on this computer: %v", sent)
	}
	cloud := served(provider.Ollama, server)
	cloud.Server.Model = "embed:cloud"
	tr.change(cloud)
	tr.embed()
	tr.search("beans")
	if sent[index.Sent{To: "ollama.com", What: index.SentDocuments}] < 2 || sent[index.Sent{To: "ollama.com", What: index.SentQuestion}] == 0 {
		t.Errorf("handed on: %v", sent)
	}
}

// model2Vec writes a model that knows a few words of each of eight subjects, and returns its folder.
func model2Vec(t *testing.T) string {
	t.Helper()
	subjects := []string{
		"notice tenancy flat tenant landlord", "bake bread oven loaf", "washing machine drum pump", "king treaty peace crown",
		"medicine fever paracetamol temperature", "linked list nodes pointer", "penguins birds krill fish", "tax company profit income",
	}
	vocabulary := map[string]int{"[UNK]": 0}
	rows := make([]float32, len(subjects)) // of the unknown word
	for i, subject := range subjects {
		for _, word := range strings.Fields(subject) {
			vocabulary[word] = len(vocabulary)
			row := make([]float32, len(subjects))
			row[i] = 1
			rows = append(rows, row...)
		}
	}
	tokenizer, err1 := json.Marshal(map[string]any{
		"normalizer":    map[string]any{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
		"pre_tokenizer": map[string]any{"type": "BertPreTokenizer"},
		"model":         map[string]any{"type": "WordPiece", "unk_token": "[UNK]", "vocab": vocabulary},
	})
	header, err2 := json.Marshal(map[string]any{"embeddings": map[string]any{
		"dtype": "F32", "shape": []int{len(vocabulary), len(subjects)}, "data_offsets": []int{0, 4 * len(rows)},
	}})
	file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
	file, err3 := binary.Append(file, binary.LittleEndian, rows)
	dir := t.TempDir()
	err := errors.Join(err1, err2, err3, os.WriteFile(filepath.Join(dir, "tokenizer.json"), tokenizer, 0o600),
		os.WriteFile(filepath.Join(dir, "model.safetensors"), file, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
