package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A pair is two texts that belong together.
type pair struct{ a, b string }

// A source is one file of pairs: gzip, one JSON object a line with the fields "a" and "b".
type source struct {
	name string
	path string
}

// listSources returns the sources of a folder in the order of their names.
func listSources(dir string) ([]source, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no *.jsonl.gz in %s", dir)
	}
	var sources []source
	for _, path := range paths {
		sources = append(sources, source{strings.TrimSuffix(filepath.Base(path), ".jsonl.gz"), path})
	}
	return sources, nil
}

// each calls f with every pair of the source in order.
func (s source) each(f func(pair)) error {
	file, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.path, err)
	}
	decoder := json.NewDecoder(bufio.NewReaderSize(unpacked, 1<<20))
	for {
		var line struct{ A, B string }
		switch err := decoder.Decode(&line); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read %s: %w", s.path, err)
		}
		f(pair{line.A, line.B})
	}
}

// hash64 identifies a text or a word.
func hash64(text string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, text) // a hash never fails
	return h.Sum64()
}
