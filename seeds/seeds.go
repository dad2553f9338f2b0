// Package seeds holds the built-in starter documents, so that there is something to search on the first day, and the questions that the
// empty window suggests with them.
//
// All documents were written for this project; those about invented places or people say so. They cover the engine's main formats:
// Markdown, HTML, PDF, DOCX and plain text. The Markdown, HTML and text files are in starter/ unchanged. `make seeds` makes the DOCX and
// PDF there from the HTML in source/; it is the only target that needs LibreOffice.
//
// The package imports neither the engine nor the window. Start reading at Unpack.
package seeds

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed starter
var starter embed.FS

// Files returns the starter documents, a flat read-only directory.
func Files() fs.FS {
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		panic(err) // the name is constant, so this is our own mistake
	}
	return files
}

// Unpack writes the starter documents into dir, and creates dir if needed. It does not touch a file that has the right bytes, and replaces
// one that has others. dir must be the library's own: never call Unpack with a folder of the user's.
func Unpack(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("unpack starter documents: %w", err)
	}
	entries, err := fs.ReadDir(Files(), ".")
	if err != nil {
		return fmt.Errorf("unpack starter documents: %w", err)
	}
	for _, entry := range entries {
		if err := unpackFile(dir, entry.Name()); err != nil {
			return fmt.Errorf("unpack starter document %s: %w", entry.Name(), err)
		}
	}
	return nil
}

// unpackFile writes one starter document into dir, completely or not at all.
func unpackFile(dir, name string) error {
	want, err := fs.ReadFile(Files(), name)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, want) {
		return nil
	}
	tmp, err := os.CreateTemp(dir, ".unpack-*") // hidden, so that indexing skips it
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // fails after the rename
	if _, err := tmp.Write(want); err != nil {
		_ = tmp.Close() // the first error matters more
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// Questions returns questions that the starter documents answer, in display order: each leads to another document.
func Questions() []string {
	return []string{
		"Why shouldn't I keep bread in the fridge?",
		"How much notice does the tenant have to give?",
		"How long should a burn be held under water?",
		"Who asked Gibbon to put his notes at the bottom of the page?",
		"Does Footnote work without a network?",
		"How long does caffeine keep me awake?",
		"When does a bicycle chain have to be replaced?",
		"Do the Reapers over Mexico carry weapons?",
	}
}
