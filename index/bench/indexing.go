package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"footnote/index"
)

// indexChild is the argument that makes this program index a folder and print an indexed. Its parent then knows how much memory indexing
// alone used.
const indexChild = "index"

// indexed is what a child reports about its run.
type indexed struct {
	Files, Passages int
	Took            time.Duration
	OnDisk          int64
}

func indexInChild(ctx context.Context, docs, library string) (err error) {
	lib, err := index.Open(library, index.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	begun := time.Now()
	if _, err := lib.Add(ctx, docs); err != nil {
		return err
	}
	report, err := lib.Sync(ctx, nil)
	if err != nil {
		return err
	}
	took := time.Since(begun)
	if len(report.Failed) > 0 {
		return fmt.Errorf("%d files gave no text, the first: %s: %v", len(report.Failed), report.Failed[0].Path, report.Failed[0].Outcome)
	}
	status, err := lib.Status(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(indexed{status.Documents, status.Passages, took, status.BytesOnDisk})
}

func measureIndexing(ctx context.Context, docs, library string, f *figures) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.CommandContext(ctx, program, indexChild, docs, library)
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	var said indexed
	if err := json.Unmarshal(out, &said); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	f.files, f.passages, f.indexing, f.onDisk = said.Files, said.Passages, said.Took, said.OnDisk
	f.peakMemory = peakMemory(child.ProcessState)
	f.bytes, err = folderSize(docs)
	return err
}

// folderSize returns the total size of the files under dir.
func folderSize(dir string) (bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}
