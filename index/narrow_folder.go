package index

import (
	"os"
	"path/filepath"
	"strings"

	"footnote/index/language"
)

// folders is a set of folders, each named by its path from the root or from the user's own folder ("~"), or by its name, or by the names of
// some folders in a row. Case and accents do not matter.
type folders struct {
	all    bool            // one of them is the root
	rooted map[string]bool // paths, as names joined with a slash
	named  map[string]bool // names, joined likewise
	counts map[int]bool    // of the names in one of named
}

func newFolders(paths []string) *folders {
	f := &folders{rooted: map[string]bool{}, named: map[string]bool{}, counts: map[int]bool{}}
	for _, path := range paths {
		if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
			if home, err := os.UserHomeDir(); err == nil {
				path = home + rest
			}
		}
		wanted := names(path)
		switch key := strings.Join(wanted, "/"); {
		case len(wanted) == 0:
			f.all = true
		case filepath.IsAbs(path):
			f.rooted[key] = true
		default:
			f.named[key], f.counts[len(wanted)] = true, true
		}
	}
	return f
}

// anyFolder is newFolders where no folder at all means any: nil.
func anyFolder(paths []string) *folders {
	if len(paths) == 0 {
		return nil
	}
	return newFolders(paths)
}

// hold says whether a folder, by its names from the root on, is one of the folders or lies below one. The time that takes grows with the
// names, and not with the folders.
func (f *folders) hold(dir []string) bool {
	if f.all {
		return true
	}
	joined := strings.Join(dir, "/")
	ends := make([]int, 0, len(dir)+1) // of each name in joined, and where the first begins
	ends = append(ends, -1)
	for _, name := range dir {
		end := ends[len(ends)-1] + 1 + len(name)
		ends = append(ends, end)
		if f.rooted[joined[:end]] {
			return true
		}
	}
	for count := range f.counts {
		for i := 0; i+count < len(ends); i++ {
			if f.named[joined[ends[i]+1:ends[i+count]]] {
				return true
			}
		}
	}
	return false
}

// names are the folders of a path, folded.
func names(path string) []string {
	return strings.FieldsFunc(language.Fold(path), func(r rune) bool { return r == '/' || r == filepath.Separator })
}
