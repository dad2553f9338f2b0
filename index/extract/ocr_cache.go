package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
)

// What a tool made of a file is kept by the file's content, and by what else it depends on: it takes seconds, and is needed again
// to say where the words of a passage stand. The folder can be deleted at any time.

// cachePath is the file in which what is known by key is kept, or "".
func (b *toolbox) cachePath(kind string, key [32]byte) string {
	if b.cacheDir == "" {
		return ""
	}
	name := hex.EncodeToString(key[:])
	return filepath.Join(b.cacheDir, kind, name[:2], name[2:]+".json.gz")
}

// cached returns what was kept by key.
func (b *toolbox) cached(kind string, key [32]byte) (pages []ocrPage, ok bool) {
	path := b.cachePath(kind, key)
	if path == "" {
		return nil, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	err = json.NewDecoder(unpacked).Decode(&pages)
	return pages, err == nil
}

// keep keeps what was made. Where that fails, it is made again the next time.
func (b *toolbox) keep(kind string, key [32]byte, pages []ocrPage) {
	path := b.cachePath(kind, key)
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
}
