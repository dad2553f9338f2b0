package reader

import (
	"errors"
	"io/fs"
	"os"

	"footnote/index/doc"
)

// errNoFile is the error of opening what is not a regular file.
var errNoFile = errors.New("not a file")

// Open opens a file for reading, and nothing but files: it never waits for the other end of a pipe, even if one took the file's place just
// now. The error is an *fs.PathError.
func Open(path string) (*os.File, error) {
	f, _, err := open(path)
	return f, err
}

func open(path string) (*os.File, fs.FileInfo, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|noWaiting, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, nil, err
	}
	return f, info, nil
}

// OpenRegular opens a file for reading, and returns its size in bytes. Its error is a *doc.Refusal.
func OpenRegular(path string) (*os.File, int64, error) {
	f, info, err := open(path)
	if err == nil {
		return f, info.Size(), nil
	}
	if info, statErr := os.Stat(path); statErr == nil && !info.Mode().IsRegular() {
		return nil, 0, doc.Refuse(doc.CodeNotFile, kindOfNode(info.Mode()))
	}
	return nil, 0, Unreadable(err)
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
