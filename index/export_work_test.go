package index_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"footnote/index"
	"footnote/index/store"
)

// An export that was killed leaves a folder behind. The next one to the same file uses it, and leaves none; a person's own folder of that
// name stays as it is.
func TestExportAfterOneThatWasKilled(t *testing.T) {
	tr, file := exported(t)
	dir := filepath.Dir(file)
	left, persons := filepath.Join(dir, "left.footnote"), filepath.Join(dir, "persons.footnote")
	for _, path := range []string{left, persons} {
		if err := os.Mkdir(path+store.PartSuffix, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{store.FileName, store.FileName + "-journal", "export"} {
			if err := os.WriteFile(filepath.Join(path+store.PartSuffix, name), []byte("half"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(left+store.PartSuffix, store.LockName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.lib.Export(t.Context(), left, index.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := index.ReadManifest(left); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(left + store.PartSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
	for _, locked := range []bool{true, false} { // killed when all but the folder was done, before or after its lock was removed
		if err := os.Mkdir(left+store.PartSuffix, 0o700); err != nil {
			t.Fatal(err)
		}
		if locked {
			if err := os.WriteFile(filepath.Join(left+store.PartSuffix, store.LockName), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tr.lib.Export(t.Context(), left, index.ExportOptions{}); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over a file: %v", err)
		}
		if _, err := os.Stat(left + store.PartSuffix); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the folder is still there: %v", err)
		}
	}
	if _, err := tr.lib.Export(t.Context(), persons, index.ExportOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("beside a person's folder: %v", err)
	}
	if data, err := os.ReadFile(filepath.Join(persons+store.PartSuffix, "export")); err != nil || string(data) != "half" {
		t.Errorf("the person's file is %q, %v", data, err)
	}
}

// Two exports to one file do not mix.
func TestTwoExportsToOneFile(t *testing.T) {
	tr, file := exported(t)
	second := file + "2"
	if err := os.Mkdir(second+store.PartSuffix, 0o700); err != nil {
		t.Fatal(err)
	}
	lock, err := store.TryLock(second+store.PartSuffix, store.Holder{Name: "export"})
	if err != nil {
		t.Fatal(err)
	}
	var held *index.HeldError
	if _, err := tr.lib.Export(t.Context(), second, index.ExportOptions{}); !errors.As(err, &held) {
		t.Errorf("while another one exports: %v", err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.lib.Export(t.Context(), second, index.ExportOptions{}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
