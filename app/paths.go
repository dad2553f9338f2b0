package app

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// pathsIn returns the paths in a text, one a line, as they are copied: in quotation marks, as file addresses, or with ~ for the person's
// own folder.
func pathsIn(text string) []string {
	var paths []string
	for line := range strings.Lines(text) {
		path := strings.Trim(strings.TrimSpace(line), `"'`)
		if path == "" {
			continue
		}
		if address, err := url.Parse(path); err == nil && address.Scheme == "file" {
			path = address.Path
			if drive := strings.TrimPrefix(path, "/"); filepath.VolumeName(filepath.FromSlash(drive)) != "" { // file:///C:/…
				path = drive
			}
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
