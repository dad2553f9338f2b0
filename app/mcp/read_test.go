package mcp

import (
	"context"
	"testing"

	"footnote/index"
	"footnote/index/doc"
)

// brokenFile is a library that lists one file, which gave no text.
type brokenFile struct{ emptyLibrary }

func (brokenFile) Read(context.Context, string) (index.Document, error) {
	return index.Document{}, doc.Refuse(doc.CodeCutShort)
}

func TestReadOfAFileWithoutText(t *testing.T) {
	_, _, err := tools{lib: brokenFile{}}.read(t.Context(), nil, readInput{Path: "/docs/bad.pdf"})
	if want := "/docs/bad.pdf gave no text: damaged: it ends early, or part of it is broken"; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %q", err, want)
	}
}
