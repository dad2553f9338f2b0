// Package chain makes Footnote available to chains of langchaingo (https://github.com/tmc/langchaingo).
//
//	retriever := chain.Retriever{Library: lib, Options: index.SearchOptions{Limit: 5}}
//	qa := chains.NewRetrievalQAFromLLM(llm, retriever)
//
// Retriever is a library as langchaingo's schema.Retriever: each document it returns is a passage, with the metadata to cite it. Vectors is
// a library's own vectors as a vectorstores.VectorStore. Store is a chromem-go database as a VectorStore, for data that a program keeps
// beside the library. The examples run. The package changes no library and no document.
package chain

import (
	"context"

	"github.com/tmc/langchaingo/schema"

	"footnote/index"
)

// The metadata keys of a passage.
const (
	Path  = "path"  // string: absolute path of the file
	Title = "title" // string
	Kind  = "kind"  // string: format of the file
	Place = "place" // index.Place
	Start = "start" // int: byte offset of the passage in the document's text
	End   = "end"   // int: byte offset of its end
)

// A Library is what a chain searches: *index.Library.
type Library interface {
	Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error)
}

// A Retriever finds passages of a library. It is safe for concurrent use.
type Retriever struct {
	Library Library
	Options index.SearchOptions // of each search
}

var _ schema.Retriever = Retriever{}

// GetRelevantDocuments returns the passages that answer a question, best first; none if nothing in the library does. PageContent is the
// text of the document from Start to End, byte for byte. Score is the likelihood that the passage answers, 0 to 1. Errors are those of
// index.Library.Search.
func (r Retriever) GetRelevantDocuments(ctx context.Context, question string) ([]schema.Document, error) {
	result, err := r.Library.Search(ctx, question, r.Options)
	if err != nil {
		return nil, err
	}
	documents := make([]schema.Document, len(result.Passages))
	for i, p := range result.Passages {
		c := p.Citation
		documents[i] = schema.Document{
			PageContent: p.Text,
			Score:       float32(p.Score),
			Metadata: map[string]any{
				Path: c.Path, Title: c.Title, Kind: c.Kind, Place: c.Place, Start: c.Span.Start, End: c.Span.End,
			},
		}
	}
	return documents, nil
}
