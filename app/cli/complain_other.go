//go:build !windows

package cli

import (
	"fmt"
	"os"
)

// complain tells a person an error on the terminal.
func complain(out *os.File, words string) { fmt.Fprintf(out, "footnote: %s\n", words) }
