package models

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"footnote/index/embed"
	"footnote/index/embed/hub"
)

// Folder returns the folder that holds fetched models, one folder for each. All libraries share it.
func Folder() string { return filepath.Join(xdg.DataHome, "footnote-models") }

// Fetched returns the folder for a model in the catalogue, and whether it was fetched. The folder is "" if there is no such model.
func Fetched(name string) (dir string, ok bool) {
	if _, known := hub.Find(name); !known {
		return "", false
	}
	dir = filepath.Join(Folder(), name)
	info, err := os.Stat(dir)
	return dir, err == nil && info.IsDir()
}

// Fetch fetches a model of the catalogue from the hub at address, "" for Hugging Face's, unless it was fetched already, and returns its folder.
// The error is that of hub.Fetch.
func Fetch(ctx context.Context, m hub.Model, address string, report func(hub.Progress)) (dir string, err error) {
	dir, fetched := Fetched(m.Name)
	if fetched {
		return dir, nil
	}
	if err := os.MkdirAll(Folder(), 0o700); err != nil {
		return "", err
	}
	return dir, hub.New(address).Fetch(ctx, m, dir, report)
}

// Remove removes a fetched model, and what there is of one whose fetching stopped. It reports whether there was anything. The error is the
// disk's.
func Remove(name string) (bool, error) {
	if _, known := hub.Find(name); !known {
		return false, nil
	}
	dir := filepath.Join(Folder(), name)
	found := false
	for _, path := range []string{dir, hub.Staging(dir)} {
		if _, err := os.Lstat(path); err == nil {
			found = true
		}
		if err := os.RemoveAll(path); err != nil {
			return found, err
		}
	}
	return found, nil
}

// A Check is what came of trying a model's folder.
type Check struct {
	Dim  int           // of its vectors
	Took time.Duration // for a question
}

// Try opens a model's folder and makes sure that the model tells related texts from unrelated ones. Errors are those of embed.OpenFolder and
// embed.Measure.
func Try(ctx context.Context, dir string) (Check, error) {
	model, err := embed.OpenFolder(dir)
	if err != nil {
		return Check{}, err
	}
	if _, _, err := embed.Measure(ctx, model); err != nil {
		return Check{}, fmt.Errorf("try the model: %w", err)
	}
	start := time.Now()
	_, err = model.EmbedQuery(ctx, "How long does it take?")
	return Check{Dim: model.Dim(), Took: time.Since(start)}, err
}
