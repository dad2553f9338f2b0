// Package basket keeps the passages that a person has put aside, in their order, between sessions.
//
// They are in a file in the library's folder, not in the settings: they come from that library's documents, and may grow large. The file
// includes their text, so they survive when the library is rebuilt or a document is deleted. The package never reads a document. Start
// reading at Load.
package basket

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"footnote/index"
)

// Name is the name of the file in the library's folder:
//
//	{"version": 1, "passages": [{"words": "…", "path": "/docs/a.pdf", "title": "…", "kind": "pdf",
//	  "place": {"page": 3, "heading": ["…"], …}, "start": 10, "end": 42}, …]}
const Name = "basket.json"

// version is the file's version. 1: the first.
const version = 1

// ErrVersion reports a basket that a later version of Footnote wrote.
var ErrVersion = errors.New("the basket was written by a later version of Footnote")

// ErrDamaged reports a basket whose file cannot be parsed.
var ErrDamaged = errors.New("the basket's file is damaged")

type file struct {
	Version  int       `json:"version"`
	Passages []passage `json:"passages"`
}

type passage struct {
	Words string      `json:"words"`
	Path  string      `json:"path"`
	Title string      `json:"title"`
	Kind  string      `json:"kind"`
	Place index.Place `json:"place"`
	Start int         `json:"start"`
	End   int         `json:"end"`
}

// Load returns the passages kept in a folder; none if it has no basket. Of each passage it has the text and the citation. It returns
// ErrVersion or ErrDamaged if it cannot understand the file; the caller must not overwrite it then.
func Load(dir string) ([]index.Passage, error) {
	data, err := os.ReadFile(filepath.Join(dir, Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read basket: %w", err)
	}
	return Parse(data)
}

// Parse returns the passages that a basket's file holds. Errors are Load's.
func Parse(data []byte) ([]index.Passage, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	switch {
	case f.Version > version:
		return nil, ErrVersion
	case f.Version < 1:
		return nil, fmt.Errorf("%w: it has no version", ErrDamaged)
	}
	var kept []index.Passage
	for _, p := range f.Passages {
		kept = append(kept, index.Passage{Text: p.Words, Citation: index.Citation{
			Path: p.Path, Title: p.Title, Kind: p.Kind, Place: p.Place, Span: index.Span{Start: p.Start, End: p.End},
		}})
	}
	return kept, nil
}

// Save replaces the passages kept in a folder. It writes the file completely or not at all.
func Save(dir string, kept []index.Passage) error {
	f := file{Version: version, Passages: []passage{}}
	for _, p := range kept {
		c := p.Citation
		f.Passages = append(f.Passages, passage{
			Words: p.Text, Path: c.Path, Title: c.Title, Kind: c.Kind, Place: c.Place, Start: c.Span.Start, End: c.Span.End,
		})
	}
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return fmt.Errorf("encode basket: %w", err)
	}
	if err := replace(filepath.Join(dir, Name), data); err != nil {
		return fmt.Errorf("save basket: %w", err)
	}
	return nil
}

// replace writes data to a temporary file, then renames it to path.
func replace(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), Name+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first error matters more
		}
	}()
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// Moved returns passages with their paths changed from one folder to another.
func Moved(kept []index.Passage, from, to string) []index.Passage {
	moved := slices.Clone(kept)
	for i := range moved {
		path := &moved[i].Citation.Path
		if rel, err := filepath.Rel(from, *path); err == nil && filepath.IsLocal(rel) {
			*path = filepath.Join(to, rel)
		}
	}
	return moved
}
