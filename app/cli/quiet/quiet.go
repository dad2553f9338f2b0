// Package quiet drops what other packages log while the program starts. Import it for that effect alone.
//
// Fyne's language package looks at the locale when it is initialised, and logs three lines for one that is no language, such as
// C.UTF-8. They would stand on stderr before the words of every terminal command, though no window is in question. Packages are
// initialised in the order of their import paths as far as their imports allow (https://go.dev/ref/spec#Program_initialization),
// and this one comes before fyne.io. The engine and the terminal face do not log; who opens the window calls Speak.
package quiet

import (
	"io"
	"log"
	"os"
)

func init() { log.SetOutput(io.Discard) }

// Speak lets what is logged be seen again.
func Speak() { log.SetOutput(os.Stderr) }
