// Package seeds holds the starter documents built into the program, so that there is something to ask about on the first
// day, and the questions shown in the empty window to go with them.
//
// All of them were written for this project; those that describe invented places or people say so. They come in every format
// the engine reads first: Markdown, HTML, PDF, DOCX and plain text. The Markdown, HTML and text are the files in starter/ as they stand.
// The DOCX and PDF there were made from the HTML in source/ by `make seeds`, which needs LibreOffice; nothing else does.
//
// The package knows neither the engine nor the window. Start reading at Unpack.
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
		panic(err) // the name above is not a valid path: our own slip
	}
	return files
}

// Unpack writes the starter documents into dir, which it creates if it is missing. A file that is there already with the
// same bytes is left alone, its time of change included; one with other bytes is replaced whole. dir has to be the
// library's own: Unpack must not be pointed at a folder of the user's.
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

// unpackFile writes one starter document into dir, whole or not at all.
func unpackFile(dir, name string) error {
	want, err := fs.ReadFile(Files(), name)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, want) {
		return nil
	}
	tmp, err := os.CreateTemp(dir, ".unpack-*") // hidden, so that a walk that comes by leaves it out
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already after the rename
	if _, err := tmp.Write(want); err != nil {
		_ = tmp.Close() // the failed write is the news
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

// Questions returns questions that the starter documents answer, in the order in which to show them: each leads to another
// document.
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
