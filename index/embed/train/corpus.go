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

// A source is one file of pairs, in one of two formats:
//
//	NAME.jsonl.gz  gzip, one JSON object per line with the fields "a" and "b"
//	NAME.tsv       per line, questions or names, each followed by a tab, then the text they belong to
type source struct {
	name string
	path string
}

// listSources returns the sources of folders, in the order of the folders and sorted by name within each.
func listSources(dirs ...string) ([]source, error) {
	var sources []source
	for _, dir := range dirs {
		before := len(sources)
		for _, form := range []string{".jsonl.gz", ".tsv"} {
			paths, err := filepath.Glob(filepath.Join(dir, "*"+form))
			if err != nil {
				return nil, err
			}
			for _, path := range paths {
				sources = append(sources, source{strings.TrimSuffix(filepath.Base(path), form), path})
			}
		}
		if len(sources) == before {
			return nil, fmt.Errorf("no *.jsonl.gz or *.tsv in %s", dir)
		}
	}
	return sources, nil
}

// each calls f with every pair of the source, in order.
func (s source) each(f func(pair)) error {
	file, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer file.Close()
	if filepath.Ext(s.path) == ".tsv" {
		err = eachTabbed(file, f)
	} else {
		err = eachObject(file, f)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", s.path, err)
	}
	return nil
}

func eachObject(packed io.Reader, f func(pair)) error {
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bufio.NewReaderSize(unpacked, 1<<20))
	for {
		var line struct{ A, B string }
		switch err := decoder.Decode(&line); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		f(pair{line.A, line.B})
	}
}

func eachTabbed(text io.Reader, f func(pair)) error {
	lines := bufio.NewScanner(text)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		last := len(fields) - 1
		if last == 0 {
			return fmt.Errorf("%q has no tab", lines.Text())
		}
		for _, field := range fields[:last] {
			f(pair{field, fields[last]})
		}
	}
	return lines.Err()
}

// hash64 returns a hash that identifies a text or a word.
func hash64(text string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, text) // a hash never fails
	return h.Sum64()
}
