package reader

import (
	"errors"
	"io/fs"
	"os"

	"footnote/index/doc"
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

// OpenRegular opens a file to be read, and says how many bytes it has. Its error is a *doc.Refusal.
func OpenRegular(path string) (*os.File, int64, error) {
	info, err := os.Stat(path) // before opening: opening a pipe would wait for its writer
	if err != nil {
		return nil, 0, Unreadable(err)
	}
	if !info.Mode().IsRegular() {
		return nil, 0, doc.Refuse(doc.CodeNotFile, kindOfNode(info.Mode()))
	}
	f, err := Open(path)
	if err != nil {
		return nil, 0, Unreadable(err)
	}
	return f, info.Size(), nil
}

func kindOfNode(mode os.FileMode) string {
	switch {
	case mode.IsDir():
		return "folder"
	case mode&os.ModeNamedPipe != 0:
		return "pipe"
	case mode&os.ModeSocket != 0:
		return "socket"
	}
	return "device"
}
