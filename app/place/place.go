// Package place knows the default folder of the library, and moves the library to another folder.
//
// The file library.path in the user's settings holds the path of a library that was moved. Without that file the library is in the system's
// folder for user data. Where that is the folder of the settings too, as on Windows and macOS, it has a folder of its own in it. Start
// reading at Default and Move.
package place

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"footnote/app/basket"
	"footnote/app/instance"
	"footnote/index"
	"footnote/index/store"
	"footnote/seeds"
)

// Starter is the folder of the starter documents within the library's folder.
const Starter = "starter"

// A GoneError reports that the library was moved to a folder and is not there now.
type GoneError struct {
	Dir  string // where it was moved to
	File string // the file that records the move
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("the library was moved to %s, and is not there", e.Dir)
}

// file returns the path of the file that records where a library was moved to.
func file() string { return filepath.Join(xdg.ConfigHome, "footnote", "library.path") }

// Default returns the default folder of the library. The error is a *GoneError, along with the folder, if the library is not where it was
// moved to. It may be on a drive that is not connected, so the caller must not create a new library there.
func Default() (string, error) {
	unmoved := unmoved()
	data, err := os.ReadFile(file())
	dir := strings.TrimSpace(string(data))
	if err != nil || !filepath.IsAbs(dir) {
		return unmoved, nil
	}
	if !index.Holds(dir) {
		return dir, &GoneError{dir, file()}
	}
	return dir, nil
}

// unmoved returns the folder of a library that was never moved. Versions before 0.1 kept it beside the settings; it stays there if it is there.
func unmoved() string {
	dir := filepath.Join(xdg.DataHome, "footnote")
	if dir != filepath.Dir(file()) || index.Holds(dir) {
		return dir
	}
	return filepath.Join(dir, "library")
}

// Free returns a folder for a library within a folder that the user chose: the folder itself if it is empty or does not exist, else a new
// folder in it.
func Free(dir string) string {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return filepath.Join(dir, "Footnote")
	}
	return dir
}

// Parts returns the program's own files in a library's folder, besides the library.
func Parts() []index.Part {
	starter := index.Part{Name: Starter}
	_ = fs.WalkDir(seeds.Files(), ".", func(path string, d fs.DirEntry, err error) error { // they are embedded in the program
		if err == nil && !d.IsDir() {
			starter.Files = append(starter.Files, filepath.FromSlash(path))
		}
		return err
	})
	return []index.Part{{Name: basket.Name}, starter, {Name: instance.LockFile, Stays: true}}
}

// Protect makes Footnote's files about a user outside the library readable by their owner only: the chosen models, the path of the library,
// and the text read from pictures.
func Protect() {
	settings := filepath.Dir(file())
	for _, path := range []string{settings, filepath.Join(xdg.CacheHome, "footnote")} {
		store.Hide(path)
	}
	entries, err := os.ReadDir(settings)
	if err != nil {
		return // nothing exists yet
	}
	for _, e := range entries {
		store.Hide(filepath.Join(settings, e.Name()))
	}
}

// Kept reports whether the user's settings say that the library was moved to a folder.
func Kept(dir string) bool {
	data, err := os.ReadFile(file())
	return err == nil && strings.TrimSpace(string(data)) == dir
}

// Move moves the library in the folder from, with the basket and the starter documents, to the folder to; see index.Move. If it is the
// default library, Default returns the new folder from then on. The caller holds the library with package instance.
func Move(ctx context.Context, from, to string, opt index.MoveOptions) error {
	usual, err := Default()
	if err != nil {
		return err
	}
	keep := func() error {
		if kept, err := basket.Load(to); err == nil && len(kept) > 0 { // a basket that cannot be read moves unchanged
			if err := basket.Save(to, basket.Moved(kept, filepath.Join(from, Starter), filepath.Join(to, Starter))); err != nil {
				return err
			}
		}
		if usual != from {
			return nil
		}
		return remember(to)
	}
	opt.Parts = Parts()
	return index.Move(ctx, from, to, opt, keep)
}

// remember records the folder of the library. It writes the file completely or not at all.
func remember(dir string) error {
	if err := os.MkdirAll(filepath.Dir(file()), 0o700); err != nil {
		return err
	}
	err := store.Replace(file(), []byte(dir+"\n"))
	if err != nil && Kept(dir) { // the record is written, though it may not survive a power loss: the library must stay where it says
		return nil
	}
	return err
}
