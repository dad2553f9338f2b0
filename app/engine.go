// Package app is Footnote's window: asking, passages, the reader, and the library of sources.
//
// It hands what a person does to the engine and what the engine finds to the widgets of app/view. It never reads a document
// or touches the library's files itself. What is slow runs as a job (jobs.go, the only file with goroutines); everything else
// runs on the window's own goroutine, so the window's state needs no lock. Start reading at Run, then Window.
package app

import (
	"context"

	"footnote/app/place"
)

// Library is what the window needs of the engine: *index.Library, whose methods say what they do. Each part of the window states what it
// needs; Window itself refreshes and closes the library. The methods may be called at the same time from several goroutines.
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

// Starter is the documents that come with the program, so that there is something to ask about on the first day.
type Starter struct {
	// Unpack writes the documents into a folder of the library's own.
	Unpack func(dir string) error
	// Questions are answered by the documents; they are offered while nothing is asked.
	Questions []string
}
