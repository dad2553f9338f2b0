package extract

import (
	"errors"
	"io/fs"
	"os"
)

// errNoFile says that what was to be read as a file is another thing.
var errNoFile = errors.New("not a file")

// Open opens a file to be read, and nothing but files: it never waits for the other end of a pipe, even where one took the file's place
// just now. The error is an *fs.PathError.
func Open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|noWaiting, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}
