package app

import (
	"fyne.io/fyne/v2/lang"

	"footnote/app/words"
)

const (
	step = words.Step // separates the parts of a path or of headings
	dot  = words.Dot  // separates facts in one line
)

// inWords returns the words for outcomes, places, paths and errors in the window's language.
func inWords() words.Face {
	return words.Face{Language: words.In(func(english string) string { return lang.X(english, english) })}
}

// shorten writes the user's home folder as "~".
func shorten(path string) string { return words.Short(path) }
