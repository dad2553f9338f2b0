// Package volume tells which volume a path is on: a drive, a partition, a network share.
//
// A volume is named by an id that stays the same when it is taken away and comes back, so that an empty folder where a drive was
// mounted can be told from the drive, and one drive from another. The package reads the system's table of mounts and no files. Start
// at Mounted.
package volume

import (
	"path/filepath"
	"strings"
)

// A Mount is a volume and the folder it is mounted on.
type Mount struct {
	Path string // absolute and clean
	ID   string // the same whenever this volume is mounted; empty where the system tells none
}

// A Table is what is mounted. Of two mounts on one folder the later one hides the other.
type Table []Mount

// Of returns the id of the volume that a path is on, which need not be there; empty where that is not known.
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

// Below returns what is mounted on folders in a folder, not on the folder itself.
func (t Table) Below(dir string) Table {
	var below Table
	for _, m := range t {
		if m.Path != dir && within(dir, m.Path) {
			below = append(below, m)
		}
	}
	return below
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator)))
	return ok && (rest == "" || rest[0] == filepath.Separator)
}
