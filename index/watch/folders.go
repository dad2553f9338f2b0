package watch

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// errTooMany reports that no more folders can be watched.
var errTooMany = errors.New("too many folders to watch")

// folders are the folders that the system watches, each without its subfolders. Call its methods from one goroutine. Another goroutine
// collects the system's events, so the system never waits.
type folders struct {
	notify  *fsnotify.Watcher
	watched map[string]int // what each adds to counted: 1, and its files if they are held open
	counted int            // sum of watched
	most    int
	bell    chan struct{} // signals a change
	done    chan struct{}

	mu       sync.Mutex
	changed  map[string]fsnotify.Op // all operations at a path
	overflow bool                   // events were lost
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
	_ = f.notify.Close() // closing ends every watch, even if it fails
	<-f.done
}

// gather records events until the folders are closed.
func (f *folders) gather() {
	defer close(f.done)
	for {
		select {
		case e, ok := <-f.notify.Events:
			if !ok {
				return
			}
			if e.Op != fsnotify.Chmod { // search engines and backups do this all the time
				f.note(func() { f.changed[filepath.Clean(e.Name)] |= e.Op })
			}
		case _, ok := <-f.notify.Errors: // an overflow, or a folder that disappeared while it was read: check everything
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

// take returns the changes since the last call, and whether some were lost.
func (f *folders) take() (changed map[string]fsnotify.Op, overflow bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	changed, overflow = f.changed, f.overflow
	f.changed, f.overflow = map[string]fsnotify.Op{}, false
	return changed, overflow
}

// add watches a folder. It returns errTooMany if the system or the options allow no more.
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
	case errors.Is(err, os.ErrNotExist): // it disappeared after it was listed
		return nil
	}
	return err
}

// count counts a file of a folder if watching holds it open.
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

// removeUnder stops watching a folder and its subfolders.
func (f *folders) removeUnder(dir string) {
	for path, count := range f.watched {
		if within(dir, path) {
			_ = f.notify.Remove(path) // the folder may be gone already, and its watch with it
			delete(f.watched, path)
			f.counted -= count
		}
	}
}
