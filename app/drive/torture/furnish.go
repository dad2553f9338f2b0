package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"footnote/app/basket"
	"footnote/app/place"
	"footnote/index"
	"footnote/seeds"
)

// furnish adds to the library's folder what a window adds: a starter document, and a basket with a passage of it.
func (s *stage) furnish() error {
	const name = "tea.txt"
	starter := filepath.Join(s.library(), place.Starter)
	data, err := fs.ReadFile(seeds.Files(), name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.library(), 0o700); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(starter, name), string(data), written); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(starter, 0o700), os.Chmod(filepath.Join(starter, name), 0o600)); err != nil {
		return err
	}
	kept := index.Passage{Text: "Tea", Citation: index.Citation{Path: filepath.Join(starter, name), Title: "Tea", Kind: "text", Span: index.Span{End: 3}}}
	return basket.Save(s.library(), []index.Passage{kept})
}

// starter returns the folder of the starter documents in the library.
func (s *stage) starter() string { return filepath.Join(s.library(), place.Starter) }
