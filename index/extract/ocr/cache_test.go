package ocr

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"footnote/index/extract/tool"
)

func TestWhatWasUsedLongestAgoIsTrimmed(t *testing.T) {
	c := &cache{dir: t.TempDir()}
	keys := [][32]byte{{1}, {2}, {3}}
	for i, key := range keys {
		c.put(key, []tool.Page{{}})
		used := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(c.path(key), used, used); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(c.path(keys[0]))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.get(keys[0]); !ok { // now it is the last one used
		t.Fatal("what was kept is gone")
	}
	trim(filepath.Join(c.dir, "ocr"), 2*info.Size())
	for i, want := range []bool{true, false, true} {
		if _, ok := c.get(keys[i]); ok != want {
			t.Errorf("what was kept as number %d is there: %v, want %v", i, ok, want)
		}
	}
	trim(filepath.Join(c.dir, "none"), 0) // a cache that does not exist yet
}
