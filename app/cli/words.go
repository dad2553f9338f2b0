package cli

import (
	"errors"
	"strings"

	"footnote/app/words"
)

// english has the words for outcomes, places and errors.
var english words.Language

// printable returns s with characters made visible that would control a terminal: control characters, and those that change the direction
// of writing. File names and documents may come from strangers.
func printable(s string) string {
	return words.Visible(strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s))
}

// count returns a number with its noun: "1 file", "1,200 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return english.Number(n) + " " + noun + "s"
}

// closeInto closes c, and stores its error in err if that is nil.
func closeInto(err *error, c interface{ Close() error }) {
	*err = errors.Join(*err, c.Close())
}
