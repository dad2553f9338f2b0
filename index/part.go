package index

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/store"
	"footnote/index/volume"
)

// A part is what goes and comes back together: a source without the folders in it on which other volumes are mounted, or one of those
// folders. Whether documents are gone or their drive is away is judged part by part.
type part struct {
	path    string
	volume  string       // the id of the volume it is on now; empty where that is not known
	mounted bool         // that volume is mounted on this folder
	noted   store.Volume // what the library noted of it at an earlier walk; zero where it noted nothing
	info    fs.FileInfo  // of the path when the walk began; nil where nothing was there
	err     error        // why the path cannot be looked at, or the folder there not be read

	files int    // found by the walk
	known int    // documents that the library had of it when the walk began
	gone  []lost // documents whose files are not there
}

// A lost document is one that a walk did not find.
type lost struct {
	path  string
	stamp store.Stamp
}

// partsOf returns the parts of a source, the inner ones first.
func partsOf(source store.Source, noted []store.Volume, table volume.Table) []*part {
	byPath := map[string]*part{source.Path: {path: source.Path, volume: table.Of(source.Path)}}
	for _, m := range table.Below(source.Path) {
		id := m.ID
		if id == table.Of(filepath.Dir(m.Path)) { // a folder of a volume can be mounted within that volume
			id = "part of " + id
		}
		byPath[m.Path] = &part{path: m.Path, volume: id, mounted: true}
	}
	for _, v := range noted {
		path := filepath.Join(source.Path, filepath.FromSlash(v.Path))
		if byPath[path] == nil {
			byPath[path] = &part{path: path, volume: table.Of(path)}
		}
		byPath[path].noted = v
	}
	var parts []*part
	for _, p := range byPath {
		if p.path == source.Path || p.noted.ID != "" { // a network drive that hangs, and is left out, is not touched
			p.info, p.err = os.Lstat(p.path)
		}
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b *part) int { return len(b.path) - len(a.path) })
	return parts
}

// away returns why the documents of a part that are gone are kept, or Online where they may leave the library. After a walk of less than
// the whole source it is a suspicion, which a walk of the whole has to settle.
func (p *part) away(whole bool) OfflineReason {
	n := len(p.gone)
	if n == 0 {
		return Online
	}
	now, err := os.Lstat(p.path)
	switch {
	case missing(err):
		return NotThere
	case whole && p.files == 0, !whole && (n == p.known || isEmpty(p.path)):
		return Emptied
	case p.swapped(), p.info != nil && !os.SameFile(p.info, now): // before the walk, or during it
		return OtherVolume
	case n > mostGone && 2*n > p.known:
		return MostGone
	case p.noted.Documents > 0 && (!whole || 2*n > p.noted.Documents): // most of what was kept has not come back
		return OfflineReason(p.noted.Offline)
	}
	return Online
}

// swapped reports whether the part is on another volume than it was.
func (p *part) swapped() bool {
	return p.noted.ID != "" && p.volume != "" && p.volume != p.noted.ID
}

// isEmpty reports whether a folder has nothing in it.
func isEmpty(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // only read from
	_, err = f.Readdirnames(1)
	return errors.Is(err, io.EOF)
}

// note returns what is to be noted of a part for the next walk, and whether it is worth noting.
func (p *part) note(source string, reason OfflineReason) (store.Volume, bool) {
	v := store.Volume{ID: p.volume}
	if rel, err := filepath.Rel(source, p.path); err == nil && rel != "." {
		v.Path = filepath.ToSlash(rel)
	}
	if reason != Online {
		v.ID, v.Offline, v.Documents = p.noted.ID, int(reason), len(p.gone)
		return v, true
	}
	return v, v.Path == "" || p.mounted && p.known+p.files > 0
}
