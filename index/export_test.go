package index

import (
	"context"
	"time"

	"footnote/index/extract"
	"footnote/index/volume"
)

// Upgrade makes of a library's engine the one of the next edition.
func (l *Library) Upgrade() { l.edition++ }

// Wait has a library call wait instead of waiting.
func (l *Library) Wait(wait func(time.Duration)) {
	l.after = func(d time.Duration) <-chan time.Time {
		wait(d)
		over := make(chan time.Time, 1)
		over <- time.Time{}
		return over
	}
}

// Mount lets a library see these volumes in place of the system's.
func (l *Library) Mount(table volume.Table) {
	l.mounted = func(...string) volume.Table { return table }
}

// At has the library take a time for the present.
func (l *Library) At(now time.Time) { l.now = func() time.Time { return now } }

// ReadWith has files read by a function.
func (l *Library) ReadWith(file func(path string) (extract.Document, error)) {
	l.extractor = readWith{l.extractor, file}
}

// A readWith is an extractor but for how it reads files.
type readWith struct {
	extractor
	file func(path string) (extract.Document, error)
}

func (r readWith) File(_ context.Context, path string, _ ...string) (extract.Document, error) {
	return r.file(path)
}
