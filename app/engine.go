// Package app is Footnote's window: asking, passages, the reader, and the library of sources.
//
// It passes the user's actions to the engine and the engine's results to the widgets of app/view. It never reads a document or touches the
// library's files itself. Slow work runs as a job (jobs.go, the only file with goroutines). Everything else runs on the window's own
// goroutine, so the window's state needs no lock. Start reading at Run, then Window.
package app

import (
	"context"

	"footnote/app/place"
)

// Library is the part of the engine that the window needs. *index.Library implements it and documents the methods. Each part of the window
// declares its own needs; Window itself refreshes and closes the library. The methods are safe for concurrent use.
type Library interface {
	searcher
	faceter
	explainer
	reader
	drawer
	shelf
	syncer
	watcher
	modeller
	measured
	verifier
	place.Exporter
	Refresh(ctx context.Context) (changed bool, err error)
	Close() error
}

// Starter describes the documents that come with the program, so that a new user has something to ask about.
type Starter struct {
	// Unpack writes the documents into a folder inside the library's folder.
	Unpack func(dir string) error
	// Questions can be answered from the documents. The first page offers them.
	Questions []string
}
