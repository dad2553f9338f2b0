package chain

import (
	"context"
	"errors"
	"fmt"

	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/vectorstores"

	"footnote/index"
)

// ErrReadOnly reports that a library accepts no documents from a chain. index.Library.Add and Sync fill it from folders and files.
var ErrReadOnly = errors.New("a library is filled from folders and files, not from a chain")

// Vectors is a library's own vectors as langchaingo's vectorstores.VectorStore. It searches by meaning only, Retriever by words and
// meaning. It is safe for concurrent use.
type Vectors struct{ Library Library }

var _ vectorstores.VectorStore = Vectors{}

// AddDocuments returns ErrReadOnly.
func (Vectors) AddDocuments(context.Context, []schema.Document, ...vectorstores.Option) ([]string, error) {
	return nil, ErrReadOnly
}

// SimilaritySearch returns at most n passages of the library, those nearest to the query in meaning, best first, with the metadata of
// Retriever. Score is index.Passage.Score of a search by meaning, at most 1. Options narrow the search: a score threshold, and an
// index.Filter as filters. A name space or an embedder other than the library's own is an error. Other errors are those of
// index.Library.Search.
func (v Vectors) SimilaritySearch(ctx context.Context, query string, n int, options ...vectorstores.Option) ([]schema.Document, error) {
	var set vectorstores.Options
	for _, option := range options {
		option(&set)
	}
	if set.NameSpace != "" || set.Embedder != nil {
		return nil, errors.New("a library has one name space and its own embedder")
	}
	search := index.SearchOptions{Limit: n, Side: index.MeaningOnly, Weak: true, Plain: true}
	if set.Filters != nil {
		filter, ok := set.Filters.(index.Filter)
		if !ok {
			return nil, fmt.Errorf("filters are a %T, not an index.Filter", set.Filters)
		}
		search.Filter = filter
	}
	if n <= 0 {
		return nil, ctx.Err()
	}
	documents, err := Retriever{Library: v.Library, Options: search}.GetRelevantDocuments(ctx, query)
	if err != nil {
		return nil, err
	}
	for i, d := range documents {
		if d.Score < set.ScoreThreshold {
			return documents[:i], nil
		}
	}
	return documents, nil
}
