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
	"footnote/index/doc"
)

// A state is the contents of a library. Two libraries have the same contents if their states are equal: row ids and times of writing are not part
// of a state.
type state struct {
	of        string // the library's folder
	sources   []string
	documents map[string]document // by path
	texts     map[string]string   // canonical
	places    map[string]sum
	model     string // in use
}

// A document is what a library has of one file. Sums stand for long data.
type document struct {
	title   string
	about   string // author, kind, date, note, reason
	text    sum    // canonical
	places  sum
	spans   sum // of its chunks
	terms   sum // of its chunks in the keyword index
	vectors sum // of its chunks, by the model in use
}

type sum [sha256.Size]byte

// libraryFiles are the files of a library's database.
var libraryFiles = []string{"library.db", "library.db-wal", "library.db-shm"}

// readState reads the contents of the library in a folder, and checks its invariants. It reads a copy, because opening a library changes it.
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

// inLibrary replaces the library's folder in the path of a document in it, so that a library is the same after a move.
const inLibrary = "(library)"

// readCopy reads a copy of the library in the folder of. It may change the copy.
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

// readTexts reads a library through the engine.
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
			read, err := lib.Read(ctx, d.Path)
			if err != nil && !errors.As(err, new(*doc.Refusal)) { // a file that gave no text has none here
				return fmt.Errorf("a committed document: %w", err)
			}
			places, err := json.Marshal(read.Places)
			if err != nil {
				return err
			}
			path := withoutPlace(d.Path, st.of)
			st.texts[path], st.places[path] = read.Text, sha256.Sum256(places)
		}
	}
	slices.Sort(st.sources)
	return nil
}

// withoutPlace returns the path of a document, independent of the folder of a library that contains it.
func withoutPlace(path, library string) string {
	if within(library, path) {
		return inLibrary + strings.TrimPrefix(path, library)
	}
	return path
}

// modelName returns a model's name without the time of its choice.
func modelName(name string) string {
	if i := strings.LastIndex(name, "-"); i > 0 && strings.Contains(name, "nomic") {
		return name[:i]
	}
	return name
}

// differs returns an error that says how a library differs from what it should be, or nil.
func (st state) differs(want state) error {
	if !slices.Equal(st.sources, want.sources) {
		return fmt.Errorf("the sources are %q, and should be %q", st.sources, want.sources)
	}
	if st.model != want.model {
		return fmt.Errorf("the model %s serves, and should be %s", st.model, want.model)
	}
	return st.between(want, want)
}

// between returns an error that names the documents that are in neither the state before nor the state after, or are in both but missing.
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

// parts names the parts in which two documents differ.
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
