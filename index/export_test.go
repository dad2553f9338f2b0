package index

import (
	"context"
	"time"

	"footnote/index/doc"
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

// LimitTexts sets the budget for texts in flight.
func (l *Library) LimitTexts(bytes int64) { l.textBudget = bytes }

// BytesPerByte is what a document takes for each byte of its text.
const BytesPerByte = bytesPerByte

// At has the library take a time for the present.
func (l *Library) At(now time.Time) { l.now = func() time.Time { return now } }

// ReadWith has files read by a function.
func (l *Library) ReadWith(file func(path string) (doc.Document, error)) {
	l.extractor = readWith{l.extractor, func(_ context.Context, path string, _ extract.Admission) (doc.Document, error) { return file(path) }}
}

// ReadAdmitted has files read by a function that asks whether a document is admitted.
func (l *Library) ReadAdmitted(file func(ctx context.Context, path string, admit extract.Admission) (doc.Document, error)) {
	l.extractor = readWith{l.extractor, file}
}

// A readWith is an extractor but for how it reads files.
type readWith struct {
	extractor
	file func(ctx context.Context, path string, admit extract.Admission) (doc.Document, error)
}

func (r readWith) FileAdmitted(ctx context.Context, path string, admit extract.Admission, _ ...string) (doc.Document, error) {
	return r.file(ctx, path, admit)
}

// Extracted is what an extractor makes of a file.
type Extracted = doc.Document

// MapPath returns where a path is after a mapping.
func MapPath(path, from, to string) (string, error) {
	m, err := newMapper(Manifest{}, "", []Mapping{{from, to}})
	if err != nil {
		return "", err
	}
	return m.here(path), nil
}
