package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/index"
)

// A state is what a library holds. Two libraries hold the same if their states are equal: the numbers that a library gives its rows, and
// the times at which it was written, are no part of it.
type state struct {
	of        string // the library's folder
	sources   []string
	documents map[string]document // by path
	texts     map[string]string   // canonical
	places    map[string]sum
	model     string // that serves
}

// A document is what a library holds of one file. Sums stand for what is long.
type document struct {
	title   string
	about   string // author, kind, date, note, reason
	text    sum    // canonical
	places  sum
	spans   sum // of its chunks
	terms   sum // of its chunks in the keyword index
	vectors sum // of its chunks, of the model that serves
}

type sum [sha256.Size]byte

// libraryFiles are the files of a library's database.
var libraryFiles = []string{"library.db", "library.db-wal", "library.db-shm"}

// readState reads what the library in a folder holds, and holds it to its invariants. It reads a copy: to open a library is to change it.
func (s *stage) readState(ctx context.Context, dir string) (st state, err error) {
	copied := s.path("tmp", "state")
	if err := removeAll(copied); err != nil {
		return st, err
	}
	if err := os.MkdirAll(copied, 0o700); err != nil {
		return st, err
	}
	defer func() { err = errors.Join(err, removeAll(copied)) }()
	for _, name := range libraryFiles {
		err := copyTree(filepath.Join(dir, name), filepath.Join(copied, name))
		if errors.Is(err, os.ErrNotExist) && name != libraryFiles[0] {
			continue
		}
		if err != nil {
			return st, err
		}
	}
	return readCopy(ctx, copied, dir, s.path("cache", "footnote"))
}

// inLibrary stands for the library's folder in the path of a document in it, so that a library is the same after a move.
const inLibrary = "(library)"

// readCopy reads a copy of the library in the folder of, which may be changed.
func readCopy(ctx context.Context, dir, of, cache string) (st state, err error) {
	st.of = of
	lib, err := index.Open(dir, index.Options{CacheDir: cache})
	if err != nil {
		return st, fmt.Errorf("the library does not open: %w", err)
	}
	st.documents, st.texts, st.places = map[string]document{}, map[string]string{}, map[string]sum{}
	err = st.readTexts(ctx, lib)
	if err = errors.Join(err, lib.Close()); err != nil {
		return st, err
	}
	return st, st.readDatabase(ctx, filepath.Join(dir, libraryFiles[0]))
}

// readTexts reads what the engine gives of a library.
func (st *state) readTexts(ctx context.Context, lib *index.Library) error {
	status, err := lib.Status(ctx)
	if err != nil {
		return fmt.Errorf("its status: %w", err)
	}
	st.model = modelName(status.Model)
	for _, source := range status.Sources {
		st.sources = append(st.sources, withoutPlace(source.Path, st.of))
		listed, err := lib.Documents(ctx, source.Path)
		if err != nil {
			return fmt.Errorf("its documents: %w", err)
		}
		for _, d := range listed {
			doc, err := lib.Read(ctx, d.Path)
			if err != nil {
				return fmt.Errorf("a committed document: %w", err)
			}
			places, err := json.Marshal(doc.Places)
			if err != nil {
				return err
			}
			path := withoutPlace(d.Path, st.of)
			st.texts[path], st.places[path] = doc.Text, sha256.Sum256(places)
		}
	}
	slices.Sort(st.sources)
	return nil
}

// withoutPlace is the path of a document, wherever the library lies that it may be in.
func withoutPlace(path, library string) string {
	if within(library, path) {
		return inLibrary + strings.TrimPrefix(path, library)
	}
	return path
}

// modelName is a model's name without the time at which it was given.
func modelName(name string) string {
	if i := strings.LastIndex(name, "-"); i > 0 && strings.Contains(name, "nomic") {
		return name[:i]
	}
	return name
}

// differs says in what a library is not what it should be, nil if it is.
func (st state) differs(want state) error {
	if !slices.Equal(st.sources, want.sources) {
		return fmt.Errorf("the sources are %q, and should be %q", st.sources, want.sources)
	}
	if st.model != want.model {
		return fmt.Errorf("the model %s serves, and should be %s", st.model, want.model)
	}
	return st.between(want, want)
}

// between says which documents are neither those of the state before nor those of the state after, or are in both and yet not there.
func (st state) between(before, after state) error {
	var found []string
	for _, path := range slices.Sorted(maps.Keys(st.documents)) {
		is := st.documents[path]
		was, known := before.documents[path]
		will, wanted := after.documents[path]
		switch {
		case known && is == was || wanted && is == will:
		case wanted:
			found = append(found, fmt.Sprintf("%s has another %s", path, is.parts(will)))
		case known:
			found = append(found, fmt.Sprintf("%s has another %s than before", path, is.parts(was)))
		default:
			found = append(found, path+" should not be there")
		}
	}
	for _, path := range slices.Sorted(maps.Keys(before.documents)) {
		_, is := st.documents[path]
		if _, wanted := after.documents[path]; wanted && !is {
			found = append(found, path+" is lost")
		}
	}
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("%d documents of the library are wrong: %s", len(found), strings.Join(found[:min(len(found), 4)], "; "))
}

// parts names in what two documents differ.
func (d document) parts(other document) string {
	var parts []string
	for part, differs := range map[string]bool{
		"title": d.title != other.title, "kind, date or reason": d.about != other.about, "text": d.text != other.text, "places": d.places != other.places, "spans": d.spans != other.spans,
		"terms": d.terms != other.terms, "vectors": d.vectors != other.vectors,
	} {
		if differs {
			parts = append(parts, part)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}
