package chain

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/philippgille/chromem-go"
	"github.com/tmc/langchaingo/embeddings"
	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/vectorstores"
)

// A Store keeps documents with their vectors in a chromem-go database, one collection per name space. It is safe for concurrent use. It
// stores metadata as JSON, so a number comes back as a float64.
type Store struct {
	db       *chromem.DB
	space    string
	embedder embeddings.Embedder
}

var _ vectorstores.VectorStore = (*Store)(nil)

// ErrNoVector reports that the embedder finds nothing in a text, so the text is near nothing.
var ErrNoVector = errors.New("the text has no vector")

// NewStore returns a store in a database, which may be in memory or on disk. space is the default name space and must not be empty.
// embedder is the default embedder. Options of a call may name others.
func NewStore(db *chromem.DB, space string, embedder embeddings.Embedder) *Store {
	return &Store{db, space, embedder}
}

func (s *Store) options(options []vectorstores.Option) vectorstores.Options {
	set := vectorstores.Options{NameSpace: s.space, Embedder: s.embedder}
	for _, option := range options {
		option(&set)
	}
	return set
}

// AddDocuments stores documents and returns their IDs, in order. It leaves out documents that the deduplicater option knows. It embeds all
// documents before it stores any. Errors are the embedder's, the database's, and ErrNoVector.
func (s *Store) AddDocuments(ctx context.Context, docs []schema.Document, options ...vectorstores.Option) ([]string, error) {
	set := s.options(options)
	var texts []string
	var kept []chromem.Document
	for i, d := range docs {
		if set.Deduplicater != nil && set.Deduplicater(ctx, d) {
			continue
		}
		metadata, err := written(d.Metadata)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", i, err)
		}
		texts = append(texts, d.PageContent)
		kept = append(kept, chromem.Document{ID: rand.Text(), Content: d.PageContent, Metadata: metadata})
	}
	if len(kept) == 0 {
		return nil, ctx.Err()
	}
	vectors, err := set.Embedder.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embed documents: %w", err)
	}
	ids := make([]string, len(kept))
	for i := range kept {
		if isZero(vectors[i]) {
			return nil, fmt.Errorf("document %d: %w", i, ErrNoVector)
		}
		kept[i].Embedding, ids[i] = vectors[i], kept[i].ID
	}
	collection, err := s.db.GetOrCreateCollection(set.NameSpace, nil, noEmbedding)
	if err != nil {
		return nil, err
	}
	if err := collection.AddDocuments(ctx, kept, 1); err != nil {
		return nil, fmt.Errorf("keep documents: %w", err)
	}
	return ids, nil
}

// SimilaritySearch returns at most n documents, those whose vectors are nearest to the query's, best first; Score is the cosine. Options
// narrow the search: a score threshold, and filters, a map[string]any of metadata that must be equal. A name space without documents gives
// no results. Errors are the embedder's and the database's.
func (s *Store) SimilaritySearch(ctx context.Context, query string, n int, options ...vectorstores.Option) ([]schema.Document, error) {
	set := s.options(options)
	var where map[string]string
	if set.Filters != nil {
		filters, ok := set.Filters.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("filters are a %T, not a map[string]any", set.Filters)
		}
		var err error
		if where, err = written(filters); err != nil {
			return nil, err
		}
	}
	vector, err := set.Embedder.EmbedQuery(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("embed the query: %w", err)
	}
	collection := s.db.GetCollection(set.NameSpace, noEmbedding)
	if collection == nil || collection.Count() == 0 || n <= 0 || isZero(vector) {
		return nil, ctx.Err()
	}
	// chromem-go fails if asked for more results than the collection has documents, and filters before it counts.
	found, err := collection.QueryEmbedding(ctx, vector, min(n, collection.Count()), where, nil)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var docs []schema.Document
	for _, r := range found {
		if r.Similarity < set.ScoreThreshold {
			continue
		}
		metadata, err := read(r.Metadata)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", r.ID, err)
		}
		docs = append(docs, schema.Document{PageContent: r.Content, Metadata: metadata, Score: r.Similarity})
	}
	return docs, nil
}

// noEmbedding keeps chromem-go from embedding: its default would call a service.
func noEmbedding(context.Context, string) ([]float32, error) {
	return nil, errors.New("the store embeds before it asks the database")
}

// written returns metadata as the database stores it; read returns it as it was given.
func written(metadata map[string]any) (map[string]string, error) {
	kept := make(map[string]string, len(metadata))
	for key, value := range metadata {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("metadata %q: %w", key, err)
		}
		kept[key] = string(text)
	}
	return kept, nil
}

func read(kept map[string]string) (map[string]any, error) {
	metadata := make(map[string]any, len(kept))
	for key, text := range kept {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			return nil, fmt.Errorf("metadata %q: %w", key, err)
		}
		metadata[key] = value
	}
	return metadata, nil
}

func isZero(vector []float32) bool {
	for _, x := range vector {
		if x != 0 {
			return false
		}
	}
	return true
}
