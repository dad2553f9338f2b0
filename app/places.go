package app

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/app/words"
)

const (
	step = words.Step // separates the parts of a path or of headings
	dot  = words.Dot  // separates facts in one line
)

// inWords returns the words for outcomes, places and errors in the window's language.
func inWords() words.Language {
	return words.In(func(english string) string { return lang.X(english, english) })
}

// pathWords puts a path into words: "Home › Contracts › mill-lane.pdf".
func pathWords(path string) string {
	parts := strings.Split(filepath.ToSlash(shorten(path)), "/")
	if parts[0] == "~" {
		parts[0] = lang.L("Home")
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, step)
}

// shorten writes the user's home folder as "~".
func shorten(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "" || home == string(filepath.Separator) {
		return path
	}
	if rel, err := filepath.Rel(home, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.Join("~", rel)
	}
	return path
}
