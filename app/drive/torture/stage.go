package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A stage is the program's surroundings: its own home with a library, folders of documents, and nothing else. They are in one folder during a
// trial, always under the same paths, because a library contains paths.
//
//	home/                       the program's home: home/data/footnote is the library that nobody names, home/config its settings
//	docs/, more/                documents: two sources
//	moved/, port/               where the library is moved and exported to
//	cache/, tmp/                the program's cache, kept from round to round, and its temporary files
//	sets/, kept/                sets of documents and libraries that are taken from in later rounds
//	log                         the commands of the round, and what they printed
type stage struct {
	root    string
	program string
	log     *os.File

	patience time.Duration // for a command of the program
	mounts   []string      // folders that a file system is mounted on, in the order of mounting
}

// newStage makes a stage in a new folder.
func newStage(p plan, name string) (*stage, error) {
	root, err := os.MkdirTemp("", "torture-"+name+"-")
	if err == nil {
		root, err = filepath.EvalSymlinks(root) // as the program names it
	}
	if err != nil {
		return nil, fmt.Errorf("make a stage: %w", err)
	}
	s := &stage{root: root, program: p.program, patience: patience}
	if s.log, err = os.Create(s.path("log")); err != nil {
		return nil, fmt.Errorf("make a stage: %w", err)
	}
	for _, dir := range []string{"cache", "sets", "kept"} {
		if err := os.Mkdir(s.path(dir), 0o755); err != nil {
			return nil, fmt.Errorf("make a stage: %w", err)
		}
	}
	if p.cache != "" {
		if err := copyTree(p.cache, s.path("cache")); err != nil {
			return nil, fmt.Errorf("make a stage: %w", err)
		}
	}
	return s, s.clear()
}

func (s *stage) path(names ...string) string {
	return filepath.Join(append([]string{s.root}, names...)...)
}

// library returns the folder of the default library.
func (s *stage) library() string { return s.path("home", "data", "footnote") }

// warm lets the program compile its PDF reader, which takes seconds, and keeps the result in the plan for every stage.
func (p *plan) warm(ctx context.Context) (remove func() error, err error) {
	s, err := newStage(*p, "warm")
	if err != nil {
		return nil, err
	}
	err = errorsOf(s.makeSets, func() error { return s.takeDocuments(setBefore) }, func() error {
		return s.prepared(ctx, []string{"index", s.path("more")})
	})
	if err == nil {
		p.cache, err = os.MkdirTemp("", "torture-cache-")
	}
	if err == nil {
		err = copyTree(s.path("cache"), p.cache)
	}
	return func() error { return removeAll(p.cache) }, errors.Join(err, s.close())
}

// close removes the stage.
func (s *stage) close() error {
	return errors.Join(s.unmountAll(false), s.log.Close(), removeAll(s.root))
}

// keep leaves the stage on disk, so that a failure can be investigated. It deletes the large parts that can be made again.
func (s *stage) keep() error {
	return errors.Join(s.unmountAll(true), s.log.Close(), removeAll(s.path("cache")), removeAll(s.path("sets")))
}

// clear resets the program's home to its initial state, and removes the documents.
func (s *stage) clear() error {
	if err := errors.Join(s.unmountAll(false), s.log.Truncate(0), rewind(s.log)); err != nil {
		return err
	}
	for _, dir := range []string{"home", "docs", "more", "moved", "port", "tmp"} {
		if err := removeAll(s.path(dir)); err != nil {
			return err
		}
	}
	for _, dir := range []string{"home/data", "home/config", "docs", "more", "port", "tmp"} {
		if err := os.MkdirAll(s.path(dir), 0o755); err != nil {
			return err
		}
	}
	return nil
}

func rewind(f *os.File) error {
	_, err := f.Seek(0, 0)
	return err
}

// keepHome stores a copy of the program's home under a name.
func (s *stage) keepHome(name string) error {
	return copyTree(s.path("home"), s.path("kept", name))
}

// takeHome replaces the program's home by a stored one.
func (s *stage) takeHome(name string) error {
	if err := removeAll(s.path("home")); err != nil {
		return err
	}
	return copyTree(s.path("kept", name), s.path("home"))
}

// takeDocuments replaces docs and more by those of a set.
func (s *stage) takeDocuments(set string) error {
	for _, dir := range []string{"docs", "more"} {
		if err := removeAll(s.path(dir)); err != nil {
			return err
		}
		if err := copyTree(s.path("sets", set, dir), s.path(dir)); err != nil {
			return err
		}
	}
	return nil
}

// prepared runs commands that must succeed, to prepare a round.
func (s *stage) prepared(ctx context.Context, commands ...[]string) error {
	for _, args := range commands {
		if o := s.run(ctx, args...); o.code != 0 || o.fault() != nil {
			return fmt.Errorf("prepare: %w", o.errorf("exit code %d", o.code))
		}
	}
	return nil
}

// copyTree copies a file, or a folder and everything in it, with permissions and times.
func copyTree(from, to string) error {
	type folder struct {
		path string
		info fs.FileInfo
	}
	var folders []folder
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		info, err := d.Info()
		if err != nil {
			return err
		}
		switch {
		case d.IsDir():
			folders = append(folders, folder{target, info})
			return os.MkdirAll(target, 0o755)
		case info.Mode()&fs.ModeSymlink != 0:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		case info.Mode().IsRegular():
			return copyFile(path, target, info)
		}
		return nil
	})
	for i := len(folders) - 1; i >= 0 && err == nil; i-- { // inner folders first, because making a file in a folder changes its time
		f := folders[i]
		err = errors.Join(os.Chmod(f.path, f.info.Mode().Perm()), os.Chtimes(f.path, f.info.ModTime(), f.info.ModTime()))
	}
	return err
}

func copyFile(from, to string, info fs.FileInfo) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, data, info.Mode().Perm()); err != nil {
		return err
	}
	return errors.Join(os.Chmod(to, info.Mode().Perm()), os.Chtimes(to, info.ModTime(), info.ModTime()))
}

// removeAll removes a folder even if permissions within it forbid that.
func removeAll(dir string) error {
	if err := os.RemoveAll(dir); err == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, _ error) error { // RemoveAll reports what fails
		if d != nil && d.IsDir() {
			_ = os.Chmod(path, 0o700)
		}
		return nil
	})
	return os.RemoveAll(dir)
}
