package ocr

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"footnote/index/extract/tool"
)

// An cache keeps what Tesseract read of a picture, by the picture's content and by what else it depends on: it takes seconds, and is
// needed again to say where the words of a passage stand. The folder can be deleted at any time. When it grows past maxKept, the files used
// longest ago are removed.
type cache struct {
	dir  string        // "" keeps nothing
	kept atomic.Uint64 // pictures of this run
}

const (
	maxKept   = 1 << 30 // bytes
	trimAfter = 500     // keepings between two looks at how large a cache is, the first of them at once
)

// path returns the file in which what is known by key is kept, or "".
func (c *cache) path(key [32]byte) string {
	if c.dir == "" {
		return ""
	}
	name := hex.EncodeToString(key[:])
	return filepath.Join(c.dir, "ocr", name[:2], name[2:]+".json.gz")
}

// get returns what was kept by key.
func (c *cache) get(key [32]byte) (pages []tool.Page, ok bool) {
	path := c.path(key)
	if path == "" {
		return nil, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // it was used; where that cannot be noted, it is removed sooner
	unpacked, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	err = json.NewDecoder(unpacked).Decode(&pages)
	return pages, err == nil
}

// put keeps what was made. Where that fails, it is made again the next time.
func (c *cache) put(key [32]byte, pages []tool.Page) {
	path := c.path(key)
	if path == "" || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if json.NewEncoder(w).Encode(pages) != nil || w.Close() != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return
	}
	_, err = f.Write(packed.Bytes())
	if closeErr := f.Close(); err != nil || closeErr != nil || os.Rename(f.Name(), path) != nil {
		_ = os.Remove(f.Name()) // nothing is lost but the disk's room
	}
	if c.kept.Add(1)%trimAfter == 1 {
		trim(filepath.Join(c.dir, "ocr"), maxKept)
	}
}

// trim removes files of a folder, those used longest ago first, until the others have no more than most bytes together.
func trim(folder string, most int64) {
	type file struct {
		path string
		size int64
		used time.Time
	}
	var files []file
	var held int64
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // what cannot be seen is left
		}
		if info, err := entry.Info(); err == nil {
			files = append(files, file{path, info.Size(), info.ModTime()})
			held += info.Size()
		}
		return nil
	})
	slices.SortFunc(files, func(a, b file) int { return a.used.Compare(b.used) })
	for _, f := range files {
		if held <= most {
			return
		}
		if os.Remove(f.path) == nil {
			held -= f.size
		}
	}
}
