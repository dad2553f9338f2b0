// Package volume identifies the volume of a path: a drive, a partition or a network share.
//
// A volume's id stays the same when the volume is removed and returns. So the id tells a drive from the empty folder where it was mounted,
// and one drive from another. The package reads the system's mount table and no files. Start at Mounted.
package volume

import (
	"path/filepath"
	"strings"
)

// A Mount is a volume and the folder where it is mounted.
type Mount struct {
	Path string // absolute and clean
	ID   string // the same whenever this volume is mounted; empty if the system gives none
}

// A Table lists mounts. If two mounts are on one folder, the later one hides the other.
type Table []Mount

// Of returns the id of the volume of a path, which need not exist; empty if unknown.
func (t Table) Of(path string) string {
	best := -1
	for i, m := range t {
		if within(m.Path, path) && (best < 0 || len(m.Path) >= len(t[best].Path)) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return t[best].ID
}

// Below returns the mounts inside a folder, but not the mount on the folder itself.
func (t Table) Below(dir string) Table {
	var below Table
	for _, m := range t {
		if m.Path != dir && within(dir, m.Path) {
			below = append(below, m)
		}
	}
	return below
}

// within reports whether path is dir or is inside it.
func within(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator)))
	return ok && (rest == "" || rest[0] == filepath.Separator)
}
