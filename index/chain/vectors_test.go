package chain_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/vectorstores"

	"footnote/index"
	"footnote/index/chain"
)

func TestVectors(t *testing.T) {
	docs := t.TempDir()
	for name, text := range map[string]string{
		"kitchen/fridge.txt": "The refrigerator is defrosted every spring.\n",
		"cellar/bicycle.txt": "The bicycle has its place beside the boiler.\n",
		"cellar/wine.txt":    "Red wine is kept in the dark.\n",
	} {
		path := filepath.Join(docs, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	lib, err := index.Open(filepath.Join(t.TempDir(), "library"), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	if _, err := lib.Add(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Sync(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var store vectorstores.VectorStore = chain.Vectors{Library: lib}
	search := func(query string, n int, options ...vectorstores.Option) []schema.Document {
		t.Helper()
		found, err := store.SimilaritySearch(t.Context(), query, n, options...)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}

	all := search("fridge", 9)
	if len(all) != 3 || filepath.Base(all[0].Metadata[chain.Path].(string)) != "fridge.txt" || all[0].Score <= all[1].Score || all[0].Score > 1 {
		t.Fatalf("found %+v, want three passages, the fridge first", all)
	}
	if found := search("fridge", 1); len(found) != 1 {
		t.Errorf("asked for one passage, got %d", len(found))
	}
	if found := search("fridge", 0); len(found) != 0 {
		t.Errorf("asked for none, got %d", len(found))
	}
	if found := search("fridge", 9, vectorstores.WithScoreThreshold(all[0].Score)); len(found) != 1 {
		t.Errorf("above the first score there are %d passages, want it alone", len(found))
	}
	cellar := vectorstores.WithFilters(index.Filter{Folders: []string{filepath.Join(docs, "cellar")}})
	if found := search("fridge", 9, cellar); len(found) != 2 {
		t.Errorf("in the cellar there are %d passages, want 2", len(found))
	}
	for name, option := range map[string]vectorstores.Option{
		"other filters":      vectorstores.WithFilters(map[string]any{"page": 1}),
		"a name space":       vectorstores.WithNameSpace("other"),
		"an embedder of its": vectorstores.WithEmbedder(words{}),
	} {
		if _, err := store.SimilaritySearch(t.Context(), "fridge", 1, option); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	if _, err := store.AddDocuments(t.Context(), []schema.Document{{PageContent: "more"}}); !errors.Is(err, chain.ErrReadOnly) {
		t.Errorf("adding: %v, want ErrReadOnly", err)
	}
}
