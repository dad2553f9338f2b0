package folder

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Problem is why a folder cannot be used.
type Problem int

const (
	NoFile      Problem = iota + 1 // a file is missing
	Damaged                        // a file is not what its name says, or its parts contradict each other
	TooLarge                       // a file, or what it asks for, is larger than any model of this kind
	Outside                        // a path leads out of the folder
	Unsupported                    // the model has a part that Footnote does not know
)

// An Error says why a folder cannot be used as a model.
type Error struct {
	File    string // within the folder
	Problem Problem
	Detail  string // the part of the file; "" for all of it
	Err     error  // nil if there is no other
}

func (e *Error) Error() string {
	words := map[Problem]string{NoFile: "missing", Damaged: "damaged", TooLarge: "too large", Outside: "leads out of the folder", Unsupported: "unsupported"}
	message := fmt.Sprintf("%s: %s", e.File, words[e.Problem])
	if e.Detail != "" {
		message += fmt.Sprintf(": %.60q", e.Detail)
	}
	if e.Err != nil {
		message += ": " + e.Err.Error()
	}
	return message
}

func (e *Error) Unwrap() error { return e.Err }

const (
	maxJSONBytes      = 1 << 20
	maxTokenizerBytes = 64 << 20
	maxWeightBytes    = 4 << 30
)

func (f *Folder) wrong(file string, problem Problem, detail string) error {
	return &Error{File: file, Problem: problem, Detail: detail}
}

// path returns the path of a file within the folder.
func (f *Folder) path(file string) string { return filepath.Join(f.Dir, filepath.FromSlash(file)) }

// regular returns an error unless a file is regular and has at most maxBytes. A named pipe would never end.
func (f *Folder) regular(file string, maxBytes int64) error {
	info, err := os.Stat(f.path(file))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{File: file, Problem: NoFile, Err: err}
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return f.wrong(file, Damaged, "")
	case info.Size() > maxBytes:
		return f.wrong(file, TooLarge, "")
	}
	return nil
}

// OpenTokenizer opens the file of the tokenizer.
func (f *Folder) OpenTokenizer() (io.ReadCloser, error) {
	if err := f.regular(f.Tokenizer, maxTokenizerBytes); err != nil {
		return nil, err
	}
	return os.Open(f.path(f.Tokenizer))
}

// json reads a file into value.
func (f *Folder) json(file string, value any) error {
	if err := f.regular(file, maxJSONBytes); err != nil {
		return err
	}
	data, err := os.ReadFile(f.path(file))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, value); err != nil {
		return &Error{File: file, Problem: Damaged, Err: err}
	}
	f.read = append(f.read, file)
	return nil
}

// Sum returns the SHA-256 of all files that make the model; of a Model2Vec these are two. It returns errors of the disk.
func (f *Folder) Sum() ([sha256.Size]byte, error) {
	hash := sha256.New()
	files := []string{f.Tokenizer, f.Weights}
	if f.Kind != Model2Vec {
		files = append(files, f.read...)
	}
	for _, d := range f.Dense {
		files = append(files, d.Weights)
	}
	for _, name := range files {
		file, err := os.Open(f.path(name))
		if err != nil {
			return [sha256.Size]byte{}, err
		}
		_, err = io.Copy(hash, file)
		if err = errors.Join(err, file.Close()); err != nil {
			return [sha256.Size]byte{}, err
		}
	}
	return [sha256.Size]byte(hash.Sum(nil)), nil
}
