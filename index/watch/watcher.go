package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// mostPaths is how many paths a change names; where more changed, their roots are named instead.
const mostPaths = 200

// A watcher is one Run.
type watcher struct {
	roots   []Root
	folders *folders
	polled  map[string]bool // roots that cannot be watched now
	report  func(Change)
}

// begin watches a root, or notes that it cannot be.
func (w *watcher) begin(r Root) {
	err := w.watch(r, r.Path, r.Wanted())
	if err != nil {
		w.folders.removeUnder(r.Path)
	}
	w.polled[r.Path] = err != nil
}

// watch watches a folder of a root with those in it, as far as they are wanted; of a root that is a file, the folder it lies in. Folders
// in it that cannot be read are left to whoever reads them.
func (w *watcher) watch(r Root, start string, wanted func(string, bool) bool) error {
	return filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == r.Path:
			return err
		case err != nil:
			return nil
		case !entry.IsDir() && path == r.Path:
			return w.folders.add(filepath.Dir(path))
		case !entry.IsDir():
			return w.folders.count(filepath.Dir(path))
		case path != r.Path && !wanted(path, true):
			return fs.SkipDir
		}
		err = w.folders.add(path)
		if err != nil && path != r.Path && !errors.Is(err, errTooMany) {
			return fs.SkipDir
		}
		return err
	})
}

// take reports what has changed, and watches the folders that are new. What is gone comes first: a folder that was renamed is
// forgotten under its old name before it is watched under the new one.
func (w *watcher) take() {
	changed, overflow := w.folders.take()
	if overflow {
		w.sweep()
		return
	}
	there := map[string]fs.FileInfo{}
	for path := range changed {
		info, err := os.Lstat(path)
		if err != nil {
			w.folders.removeUnder(path)
			continue
		}
		there[path] = info
	}
	wanted := map[string]func(string, bool) bool{}
	var paths []string
	for path, op := range changed {
		r, ok := w.rootOf(path)
		if !ok {
			continue
		}
		if wanted[r.Path] == nil {
			wanted[r.Path] = r.Wanted()
		}
		if w.look(r, path, op, there[path], wanted[r.Path]) {
			paths = append(paths, path)
		}
	}
	if paths = w.few(paths); len(paths) > 0 {
		w.tell(paths)
	}
}

// look reports whether a change at a path of a root is wanted, and watches the folder that is new there. info is nil where nothing is.
func (w *watcher) look(r Root, path string, op fsnotify.Op, info fs.FileInfo, wanted func(string, bool) bool) bool {
	isRoot := path == r.Path
	switch {
	case isRoot && info == nil:
		w.polled[path] = true
		return true
	case isRoot && w.polled[path]: // it has come back
		w.begin(r)
		return true
	case w.polled[r.Path]:
		return false
	case info == nil:
		return wanted(path, false)
	case !info.IsDir():
		return isRoot || wanted(path, false)
	case op == fsnotify.Write: // something in it has changed, and is told of by itself
		return false
	case !isRoot && !wanted(path, true):
		return false
	}
	w.folders.removeUnder(path) // what is watched may be a folder that had this name before
	if err := w.watch(r, path, wanted); err != nil {
		w.folders.removeUnder(r.Path)
		w.polled[r.Path] = true
	}
	return true
}

// rootOf returns the root that a path lies in: of two, the inner one.
func (w *watcher) rootOf(path string) (root Root, ok bool) {
	for _, r := range w.roots {
		if within(r.Path, path) && (!ok || len(r.Path) > len(root.Path)) {
			root, ok = r, true
		}
	}
	return root, ok
}

// few returns paths without those that lie in another, or their roots where they are many.
func (w *watcher) few(paths []string) []string {
	if len(paths) > mostPaths {
		for i, path := range paths {
			r, _ := w.rootOf(path)
			paths[i] = r.Path
		}
	}
	slices.Sort(paths)
	var few []string
	for _, path := range paths {
		if !slices.ContainsFunc(few, func(f string) bool { return within(f, path) }) {
			few = append(few, path)
		}
	}
	return few
}

// poll reports the roots that are there and cannot be watched. One that may be watched by now, is.
func (w *watcher) poll() {
	var paths []string
	for _, r := range w.roots {
		if !w.polled[r.Path] {
			continue
		}
		if _, err := os.Lstat(r.Path); err == nil {
			w.begin(r)
			paths = append(paths, r.Path)
		}
	}
	if len(paths) > 0 {
		w.tell(paths)
	}
}

// sweep reports every root that is watched.
func (w *watcher) sweep() {
	var paths []string
	for _, r := range w.roots {
		if !w.polled[r.Path] {
			paths = append(paths, r.Path)
		}
	}
	if len(paths) > 0 {
		w.tell(w.few(paths))
	}
}

func (w *watcher) tell(paths []string) {
	c := Change{Paths: paths}
	for _, r := range w.roots {
		if w.polled[r.Path] {
			c.Polled = append(c.Polled, r.Path)
		}
	}
	w.report(c)
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator)))
	return ok && (rest == "" || rest[0] == filepath.Separator)
}
