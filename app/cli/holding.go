package cli

import (
	"errors"
	"fmt"
	"os"

	"footnote/index"
)

// sayWaiting says who works on the library while a command waits for that.
func sayWaiting(out *os.File, by index.Holder) {
	fmt.Fprintf(out, "%s Waiting for that to end; Ctrl+C stops waiting.\n", english.Holding(by))
}

// busy says who keeps a library busy, from an ErrBusy.
func busy(err error) string {
	var held *index.HeldError
	if errors.As(err, &held) {
		return english.Holding(held.By)
	}
	return "Another program is writing to the library."
}
