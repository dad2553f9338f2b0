package index

import (
	"context"
	"fmt"
	"time"

	"footnote/index/doc"
	"footnote/index/store"
)

// A Listed is a document as a list of a source shows it.
type Listed struct {
	Path     string // absolute
	Title    string
	Kind     string // format, as Document.Kind; empty for a file that gave no text
	Passages int
	Modified time.Time   // the file, when it was read
	Outcome  doc.Outcome // why it gave no text; zero if it did
	Later    bool        // it is read again at a later Sync, because the reason may pass
}

// Documents returns the documents of a source in order of their paths, with those that gave no text. The error is ErrNotSource where
// the path is no source.
func (l *Library) Documents(ctx context.Context, source string) ([]Listed, error) {
	s, err := l.source(ctx, source)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", source, err)
	}
	entries, err := l.store.Entries(ctx, s.ID)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", source, err)
	}
	listed := make([]Listed, len(entries))
	for i, e := range entries {
		listed[i] = Listed{e.Path, e.Title, e.Kind, e.Chunks, e.ModTime, e.Outcome, e.Later}
	}
	return listed, nil
}

// DiskParts is what a library's file takes on disk, in bytes, by what it is for.
type DiskParts = store.Parts

// DiskParts returns how the size of the library's file is made up. It reads all of it.
func (l *Library) DiskParts(ctx context.Context) (DiskParts, error) {
	parts, err := l.store.Parts(ctx)
	if err != nil {
		return DiskParts{}, fmt.Errorf("measure library: %w", err)
	}
	return parts, nil
}
