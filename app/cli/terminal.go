package cli

import (
	"os"

	"github.com/mattn/go-isatty"
)

// isTerminal tells whether a person sits at f.
func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}
