package cli

import (
	"errors"
	"fmt"
	"os"

	"footnote/index"
)

// sayWaiting prints who works on the library while a command waits for it to finish.
func sayWaiting(out *os.File, by index.Holder) {
	fmt.Fprintf(out, "%s Waiting until it has finished; Ctrl+C stops waiting.\n", english.Holding(by))
}

// busy says who is writing to the library, from an ErrBusy.
func busy(err error) string {
	var held *index.HeldError
	if errors.As(err, &held) {
		return english.Holding(held.By)
	}
	return "Another program is writing to the library."
}
