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

// A cache keeps what Tesseract read, by the picture and all else that the result depends on. Reading takes seconds, and is needed again to show where
// the words of a passage stand. The folder can be deleted at any time. When it grows past maxKept, the files unused for longest are removed.
type cache struct {
	dir  string        // "" keeps nothing
	kept atomic.Uint64 // pictures kept in this run
}

const (
	maxKept   = 1 << 30 // bytes
	trimAfter = 500     // pictures kept between two checks of the cache's size; the first one checks at once
)

// path returns the path of the file for key, or "".
func (c *cache) path(key [32]byte) string {
	if c.dir == "" {
		return ""
	}
	name := hex.EncodeToString(key[:])
	return filepath.Join(c.dir, "ocr", name[:2], name[2:]+".json.gz")
}

// get returns what was kept for key.
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
	_ = os.Chtimes(path, now, now) // marks it as used; if that fails, it is removed sooner
	unpacked, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	err = json.NewDecoder(unpacked).Decode(&pages)
	return pages, err == nil
}

// put keeps pages for key. If that fails, they are made again next time.
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
		_ = os.Remove(f.Name()) // only disk space is lost
	}
	if c.kept.Add(1)%trimAfter == 1 {
		trim(filepath.Join(c.dir, "ocr"), maxKept)
	}
}

// trim removes files from a folder, those unused for longest first, until the rest has at most most bytes.
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
			return nil // what cannot be read stays
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
