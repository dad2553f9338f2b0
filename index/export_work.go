package index

import (
	"errors"
	"os"
	"path/filepath"

	"footnote/index/store"
)

// An exportWork is a folder beside the file that is to be exported, in which that is made: no file of the person's is taken for one of it.
// It has a lock, by which it is known again. One that a process left behind which was killed is used by the next export to that file.
type exportWork struct {
	dir  string
	lock *store.Lock
}

// exportPart is the name of the export in its folder until it is whole.
const exportPart = "export"

// beginExport makes the folder for an export to path. The error is fs.ErrExist where there is another folder of its name, and a *HeldError
// where another process exports to that file.
func beginExport(path string) (*exportWork, error) {
	w := &exportWork{dir: path + store.PartSuffix}
	if err := os.Mkdir(w.dir, 0o700); err != nil && !w.left() {
		return nil, err
	}
	var err error
	if w.lock, err = store.TryLock(w.dir, Holder{Name: "export"}); err != nil {
		return nil, err
	}
	if err := w.clear(); err != nil {
		return nil, errors.Join(err, w.lock.Close())
	}
	return w, nil
}

// clearExport removes the folder of an export to path that was killed when all was done but for that.
func clearExport(path string) error {
	w := &exportWork{dir: path + store.PartSuffix}
	if !w.left() {
		return nil
	}
	w, err := beginExport(path)
	if errors.Is(err, ErrBusy) { // it is not done yet
		return nil
	}
	if err != nil {
		return err
	}
	return w.end()
}

// left reports whether the folder is one that an export left behind, or empty.
func (w *exportWork) left() bool {
	if info, err := os.Lstat(w.dir); err != nil || !info.IsDir() {
		return false
	}
	if _, err := os.Lstat(w.path(store.LockName)); err == nil {
		return true
	}
	entries, err := os.ReadDir(w.dir)
	return err == nil && len(entries) == 0
}

func (w *exportWork) path(name string) string { return filepath.Join(w.dir, name) }

// clear removes what may be in the folder.
func (w *exportWork) clear() error {
	var errs []error
	for _, name := range []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.FileName + "-journal", exportPart} {
		if err := os.Remove(w.path(name)); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// end removes the folder.
func (w *exportWork) end() error {
	return errors.Join(w.clear(), w.lock.Remove(), os.Remove(w.dir))
}
