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

// mostPaths is the most paths in a change. If more changed, the change has their roots instead.
const mostPaths = 200

// A watcher is one Run.
type watcher struct {
	roots   []Root
	folders *folders
	polled  map[string]bool // roots that cannot be watched now
	report  func(Change)
}

// begin watches a root, or records that it cannot be watched.
func (w *watcher) begin(r Root) {
	err := w.watch(r, r.Path, r.Wanted())
	if err != nil {
		w.folders.removeUnder(r.Path)
	}
	w.polled[r.Path] = err != nil
}

// watch watches the wanted folders from start down. For a root that is a file it watches the file's folder. It skips folders that it cannot
// read.
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

// take reports the changes and watches new folders. It handles deletions first: a renamed folder must be forgotten under its old name
// before it is watched under the new one.
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

// look reports whether a change at a path of a root is wanted, and watches a new folder. info is nil if nothing exists at the path.
func (w *watcher) look(r Root, path string, op fsnotify.Op, info fs.FileInfo, wanted func(string, bool) bool) bool {
	isRoot := path == r.Path
	switch {
	case isRoot && info == nil:
		w.polled[path] = true
		return true
	case isRoot && w.polled[path]: // the root is back
		w.begin(r)
		return true
	case w.polled[r.Path]:
		return false
	case info == nil:
		return wanted(path, false)
	case !info.IsDir():
		return isRoot || wanted(path, false)
	case op == fsnotify.Write: // something in the folder changed and has its own event
		return false
	case !isRoot && !wanted(path, true):
		return false
	}
	w.folders.removeUnder(path) // a watch may belong to a former folder of this name
	if err := w.watch(r, path, wanted); err != nil {
		w.folders.removeUnder(r.Path)
		w.polled[r.Path] = true
	}
	return true
}

// rootOf returns the innermost root that contains a path.
func (w *watcher) rootOf(path string) (root Root, ok bool) {
	for _, r := range w.roots {
		if within(r.Path, path) && (!ok || len(r.Path) > len(root.Path)) {
			root, ok = r, true
		}
	}
	return root, ok
}

// few returns paths without those inside another, or their roots if there are many.
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

// poll reports the roots that exist and cannot be watched, and watches those that can be watched again.
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

// sweep reports every watched root.
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

// within reports whether path is dir or inside it.
func within(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator)))
	return ok && (rest == "" || rest[0] == filepath.Separator)
}
