// Package place knows where the library lies when nobody names its folder, and moves it elsewhere.
//
// A library that was moved is found by a file among the person's settings, library.path, which holds the path of its folder; without that
// file it lies where the system keeps a person's data. Start reading at Default and Move.
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

// Starter is the folder of the starter documents within a library's.
const Starter = "starter"

// A GoneError says that the library was moved to a folder in which it is not now.
type GoneError struct {
	Dir  string // where it was moved to
	File string // that says so
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("the library was moved to %s, and is not there", e.Dir)
}

// file is where the place of a library that was moved is kept.
func file() string { return filepath.Join(xdg.ConfigHome, "footnote", "library.path") }

// Default returns the folder of the library that nobody names. The error is a *GoneError, beside which the folder is returned, where
// the library is not where it was moved to: on a drive that is not connected, say, on which no new library must be begun.
func Default() (string, error) {
	unmoved := filepath.Join(xdg.DataHome, "footnote")
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

// Free returns where in a folder that a person chose a library can lie: there if the folder is empty or not there, else in a new one
// within it.
func Free(dir string) string {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return filepath.Join(dir, "Footnote")
	}
	return dir
}

// Parts are what of the program's lies in a library's folder, beside the library.
func Parts() []index.Part {
	starter := index.Part{Name: Starter}
	_ = fs.WalkDir(seeds.Files(), ".", func(path string, d fs.DirEntry, err error) error { // they are part of the program
		if err == nil && !d.IsDir() {
			starter.Files = append(starter.Files, filepath.FromSlash(path))
		}
		return err
	})
	return []index.Part{{Name: basket.Name}, starter, {Name: instance.LockFile, Stays: true}}
}

// Protect lets nobody but their owner read what Footnote keeps of a person outside of the library: which models are chosen, where the
// library is, and what was read of pictures.
func Protect() {
	settings := filepath.Dir(file())
	for _, path := range []string{settings, filepath.Join(xdg.CacheHome, "footnote")} {
		store.Hide(path)
	}
	entries, err := os.ReadDir(settings)
	if err != nil {
		return // there is nothing yet
	}
	for _, e := range entries {
		store.Hide(filepath.Join(settings, e.Name()))
	}
}

// Kept reports whether a person's settings say that the library was moved to a folder.
func Kept(dir string) bool {
	data, err := os.ReadFile(file())
	return err == nil && strings.TrimSpace(string(data)) == dir
}

// Move moves the library in the folder from, with the basket and the starter documents, to the folder to; see index.Move. If it is the one
// that nobody names, it is found there from now on. The caller holds it with package instance.
func Move(ctx context.Context, from, to string, opt index.MoveOptions) error {
	usual, err := Default()
	if err != nil {
		return err
	}
	keep := func() error {
		if kept, err := basket.Load(to); err == nil && len(kept) > 0 { // one that cannot be read goes along as it is
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

// remember keeps where the library lies. The file is written whole or not at all.
func remember(dir string) error {
	if err := os.MkdirAll(filepath.Dir(file()), 0o700); err != nil {
		return err
	}
	err := store.Replace(file(), []byte(dir+"\n"))
	if err != nil && Kept(dir) { // it is written, if perhaps not for good: the library must not be left elsewhere
		return nil
	}
	return err
}
