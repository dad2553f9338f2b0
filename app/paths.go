package app

import (
	"os"
	"path/filepath"
	"strings"

	"footnote/index/fileuri"
)

// pathsIn returns the paths in a text, one per line. A path may be in quotation marks, a file URL, or begin with ~ for the user's home
// folder.
func pathsIn(text string) []string {
	var paths []string
	for line := range strings.Lines(text) {
		path := strings.Trim(strings.TrimSpace(line), `"'`)
		if path == "" {
			continue
		}
		if named, err := fileuri.Path(path); err == nil {
			path = named
		}
		path = filepath.FromSlash(path)
		if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
			if home, err := os.UserHomeDir(); err == nil {
				path = home + rest
			}
		}
		paths = append(paths, filepath.Clean(path))
	}
	return paths
}
