package watch

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// errTooMany says that no more folders can be watched.
var errTooMany = errors.New("more folders than can be watched")

// folders are those that the system watches, each without those in it. Its methods are called from one goroutine; what the system
// tells is gathered on another, so that it never waits.
type folders struct {
	notify  *fsnotify.Watcher
	watched map[string]int // what each counts against most: itself, and its files where they are opened
	counted int            // what all do
	most    int
	bell    chan struct{} // rung when something has changed
	done    chan struct{}

	mu       sync.Mutex
	changed  map[string]fsnotify.Op // what happened at a path, all of it
	overflow bool                   // changes were lost
}

func newFolders(most int) (*folders, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	f := &folders{
		notify: notify, watched: map[string]int{}, most: most,
		bell: make(chan struct{}, 1), done: make(chan struct{}), changed: map[string]fsnotify.Op{},
	}
	go f.gather()
	return f, nil
}

func (f *folders) close() {
	_ = f.notify.Close() // what is watched ends with it, whatever it says
	<-f.done
}

// gather notes what the system tells until the folders are closed.
func (f *folders) gather() {
	defer close(f.done)
	for {
		select {
		case e, ok := <-f.notify.Events:
			if !ok {
				return
			}
			if e.Op != fsnotify.Chmod { // which search engines and backups do all the time
				f.note(func() { f.changed[filepath.Clean(e.Name)] |= e.Op })
			}
		case _, ok := <-f.notify.Errors: // an overflow, or a folder that went while it was read: look at everything
			if !ok {
				return
			}
			f.note(func() { f.overflow = true })
		}
	}
}

func (f *folders) note(change func()) {
	f.mu.Lock()
	change()
	f.mu.Unlock()
	select {
	case f.bell <- struct{}{}:
	default:
	}
}

// take returns what has changed since it was called last, and whether there may be more.
func (f *folders) take() (changed map[string]fsnotify.Op, overflow bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	changed, overflow = f.changed, f.overflow
	f.changed, f.overflow = map[string]fsnotify.Op{}, false
	return changed, overflow
}

// add watches a folder. The error is errTooMany where the system or the options allow no more.
func (f *folders) add(dir string) error {
	if f.watched[dir] > 0 {
		return nil
	}
	if f.counted >= f.most {
		return errTooMany
	}
	err := f.notify.Add(dir)
	switch {
	case err == nil:
		f.watched[dir] = 1
		f.counted++
	case exhausted(err):
		return errTooMany
	case errors.Is(err, os.ErrNotExist): // gone since it was listed
		return nil
	}
	return err
}

// count counts a file of a folder, where it is opened to be watched.
func (f *folders) count(dir string) error {
	if f.watched[dir] > 0 {
		f.watched[dir] += filesOpened
		f.counted += filesOpened
	}
	if f.counted > f.most {
		return errTooMany
	}
	return nil
}

// removeUnder ends watching a folder and those in it.
func (f *folders) removeUnder(dir string) {
	for path, count := range f.watched {
		if within(dir, path) {
			_ = f.notify.Remove(path) // it may be gone already, and its watch with it
			delete(f.watched, path)
			f.counted -= count
		}
	}
}
