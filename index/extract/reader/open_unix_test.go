//go:build unix

package reader_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"footnote/index/extract/reader"
)

func TestOpenOpensFilesAlone(t *testing.T) {
	dir := t.TempDir()
	pipe, file := filepath.Join(dir, "pipe"), filepath.Join(dir, "file")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, dir, "/dev/zero", filepath.Join(dir, "none")} {
		if f, err := reader.Open(path); err == nil {
			t.Errorf("%s is opened", path)
			_ = f.Close()
		}
	}
	f, err := reader.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if words, err := io.ReadAll(f); err != nil || string(words) != "words" {
		t.Errorf("got %q, %v", words, err)
	}
}
