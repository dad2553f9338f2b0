package chain_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/philippgille/chromem-go"
	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/vectorstores"

	"footnote/index"
	"footnote/index/chain"
	"footnote/index/provider/providertest"
)

// words embeds texts by their words.
type words struct{ fails error }

func (w words) EmbedDocuments(_ context.Context, texts []string) ([][]float32, error) {
	var vectors [][]float32
	for _, text := range texts {
		vectors = append(vectors, providertest.Vector(text, 64))
	}
	return vectors, w.fails
}

func (w words) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	return providertest.Vector(text, 64), w.fails
}

func contents(docs []schema.Document) string {
	var all []string
	for _, d := range docs {
		all = append(all, d.PageContent)
	}
	return strings.Join(all, "|")
}

func TestStore(t *testing.T) {
	store := chain.NewStore(chromem.NewDB(), "one", words{})
	if docs, err := store.SimilaritySearch(t.Context(), "red", 3); err != nil || len(docs) != 0 {
		t.Errorf("nothing is kept yet: %v, %v", docs, err)
	}
	ids, err := store.AddDocuments(t.Context(), []schema.Document{
		{PageContent: "red apples", Metadata: map[string]any{"page": 3, "ripe": true}},
		{PageContent: "red cherries", Metadata: map[string]any{"page": 4}},
		{PageContent: "green pears", Metadata: map[string]any{"page": 4}},
	})
	if err != nil || len(ids) != 3 || ids[0] == ids[1] {
		t.Fatalf("%v, %v", ids, err)
	}
	known := vectorstores.WithDeduplicater(func(_ context.Context, d schema.Document) bool { return d.PageContent == "red apples" })
	if ids, err := store.AddDocuments(t.Context(), []schema.Document{{PageContent: "red apples"}}, known); err != nil || len(ids) != 0 {
		t.Errorf("kept twice: %v, %v", ids, err)
	}
	if _, err := store.AddDocuments(t.Context(), []schema.Document{{PageContent: "red wine"}}, vectorstores.WithNameSpace("two")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, query string
		n           int
		options     []vectorstores.Option
		want        string
	}{
		{"best", "red apples", 1, nil, "red apples"},
		{"more than there are", "green pears", 9, []vectorstores.Option{vectorstores.WithScoreThreshold(0.9)}, "green pears"},
		{"filtered", "red", 9, []vectorstores.Option{vectorstores.WithFilters(map[string]any{"page": 4}), vectorstores.WithScoreThreshold(0.1)}, "red cherries"},
		{"another name space", "red", 9, []vectorstores.Option{vectorstores.WithNameSpace("two")}, "red wine"},
		{"an unknown name space", "red", 9, []vectorstores.Option{vectorstores.WithNameSpace("three")}, ""},
		{"nothing asked", "", 9, nil, ""},
		{"none wanted", "red", 0, nil, ""},
	} {
		docs, err := store.SimilaritySearch(t.Context(), c.query, c.n, c.options...)
		if err != nil || contents(docs) != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, contents(docs), err, c.want)
		}
	}
	docs, err := store.SimilaritySearch(t.Context(), "red apples", 1)
	if err != nil || docs[0].Metadata["page"] != 3.0 || docs[0].Metadata["ripe"] != true || docs[0].Score < 0.99 {
		t.Errorf("%+v, %v", docs, err)
	}
	if docs, err := vectorstores.ToRetriever(store, 2).GetRelevantDocuments(t.Context(), "red"); err != nil || len(docs) != 2 {
		t.Errorf("as a retriever: %v, %v", docs, err)
	}
}

func TestStoreRefuses(t *testing.T) {
	failed := errors.New("the server is away")
	store := chain.NewStore(chromem.NewDB(), "one", words{failed})
	doc := []schema.Document{{PageContent: "red"}}
	if _, err := store.AddDocuments(t.Context(), doc); !errors.Is(err, failed) {
		t.Errorf("add: %v", err)
	}
	if _, err := store.SimilaritySearch(t.Context(), "red", 1); !errors.Is(err, failed) {
		t.Errorf("search: %v", err)
	}
	well := vectorstores.WithEmbedder(words{})
	if _, err := store.AddDocuments(t.Context(), []schema.Document{{PageContent: ""}}, well); !errors.Is(err, chain.ErrNoVector) {
		t.Errorf("an empty text: %v", err)
	}
	if _, err := store.AddDocuments(t.Context(), []schema.Document{{PageContent: "red", Metadata: map[string]any{"f": func() {}}}}, well); err == nil {
		t.Error("metadata that cannot be kept is dropped")
	}
	if _, err := store.SimilaritySearch(t.Context(), "red", 1, well, vectorstores.WithFilters("page = 4")); err == nil {
		t.Error("filters that are not understood are left out")
	}
}

// failing is a library whose searches fail.
type failing struct{}

func (failing) Search(context.Context, string, index.SearchOptions) (index.Result, error) {
	return index.Result{}, index.ErrEmptyQuestion
}

func TestRetrieverPassesErrorsOn(t *testing.T) {
	if _, err := (chain.Retriever{Library: failing{}}).GetRelevantDocuments(t.Context(), ""); !errors.Is(err, index.ErrEmptyQuestion) {
		t.Errorf("got %v", err)
	}
}
