// Package app is Footnote's window: asking, passages, the reader, and the library of sources.
//
// It hands what a person does to the engine and what the engine finds to the widgets of app/view. It never reads a document
// or touches the library's files itself. What is slow runs as a job (jobs.go, the only file with goroutines); everything else
// runs on the window's own goroutine, so the window's state needs no lock. Start reading at Run, then Window.
package app

import (
	"context"

	"footnote/index"
)

// Library is what the window needs of the engine: *index.Library, whose methods say what they do. Its methods may be called at
// the same time from several goroutines.
type Library interface {
	Add(ctx context.Context, path string) (index.Source, error)
	Remove(ctx context.Context, path string) error
	Retry(ctx context.Context, path string) error
	Unlock(ctx context.Context, path, password string) error
	RemoveGone(ctx context.Context, path string) (removed int, err error)
	Sync(ctx context.Context, report func(index.Progress), paths ...string) (index.Report, error)
	Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error)
	Similar(ctx context.Context, to index.Citation, opt index.SearchOptions) (index.Result, error)
	Explain(ctx context.Context, question string, passage index.Citation, opt index.SearchOptions) (index.Explanation, error)
	Facets(ctx context.Context) (index.Facets, error)
	Quote(ctx context.Context, question string, passages []index.Passage) ([]index.Quotation, error)
	Read(ctx context.Context, path string) (index.Document, error)
	Page(ctx context.Context, path string, page, width int, span index.Span, others ...index.Span) (index.Page, error)
	Status(ctx context.Context) (index.Status, error)
	Documents(ctx context.Context, source string) ([]index.Listed, error)
	SetIgnore(ctx context.Context, path, rules string) error
	TryIgnore(ctx context.Context, path, rules string) (index.Trial, error)
	DiskParts(ctx context.Context) (index.DiskParts, error)
	Watch(ctx context.Context, report func(index.Watching)) error
	Refresh(ctx context.Context) (changed bool, err error)
	Verify(ctx context.Context) ([]index.Finding, error)
	Close() error

	Models(ctx context.Context) (index.LibraryModels, error)
	TestModel(ctx context.Context, m index.EmbeddingModel) (index.ModelTest, error)
	ChangeModel(ctx context.Context, m index.EmbeddingModel) error
	Embed(ctx context.Context, report func(index.EmbedProgress)) error
	PauseModel(ctx context.Context, paused bool) error
	UndoModel(ctx context.Context) error
	ClearFormerModel(ctx context.Context) error
}

// Starter is the documents that come with the program, so that there is something to ask about on the first day.
type Starter struct {
	// Unpack writes the documents into a folder of the library's own.
	Unpack func(dir string) error
	// Questions are answered by the documents; they are offered while nothing is asked.
	Questions []string
}
