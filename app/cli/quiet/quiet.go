// Package quiet drops what other packages log while the program starts. Import it for that effect.
//
// When Fyne's language package is initialised, it reads the locale and logs three lines about one that is not a language, such as C.UTF-8.
// These lines would be on stderr before the output of every terminal command, although no window is open. Packages are initialised in the
// order of their import paths, as far as their imports allow (https://go.dev/ref/spec#Program_initialization), and this package comes before
// fyne.io. The engine and the terminal do not log. Whoever opens the window calls Speak.
package quiet

import (
	"io"
	"log"
	"os"
)

func init() { log.SetOutput(io.Discard) }

// Speak shows later log lines again.
func Speak() { log.SetOutput(os.Stderr) }
