package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"footnote/index"
)

// sayWaiting says who works on the library while a command waits for that.
func sayWaiting(out *os.File, by index.Holder) {
	fmt.Fprintf(out, "%s Waiting for that to end; Ctrl+C stops waiting.\n", holding(by))
}

// holding returns a sentence that says who works on the library, and what they do.
func holding(by index.Holder) string {
	who := "Another program"
	switch {
	case by.Name == windowName:
		who = "Footnote's window"
	case isCommand(by.Name):
		who = "`footnote " + by.Name + "`"
	}
	if by.PID > 0 {
		who += fmt.Sprintf(" (process %d)", by.PID)
	}
	doing := "is working on the library"
	switch by.Act {
	case index.ActReading:
		doing = "is reading documents into the library"
	case index.ActEmbedding:
		doing = "is making the library's vectors"
	case index.ActMoving:
		doing = "is moving the library"
	case index.ActImporting:
		doing = "is importing a library"
	case index.ActRepairing:
		doing = "is repairing the library"
	}
	if !by.Since.IsZero() {
		doing += ", since " + by.Since.Local().Format("15:04")
	}
	return who + " " + doing + "."
}

// windowName is the command that opens the window.
const windowName = "window"

// isCommand reports whether a name from a file is one of this program's commands.
func isCommand(name string) bool {
	return name != "" && len(name) < 20 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == ""
}

// busy says who keeps a library busy, from an ErrBusy.
func busy(err error) string {
	var held *index.HeldError
	if errors.As(err, &held) {
		return holding(held.By)
	}
	return "Another program is writing to the library."
}

// explainHeld says who works on the library, and that nothing was done.
func explainHeld(e *index.HeldError) string {
	return holding(e.By) + " Nothing was changed. Wait for that to end, or stop it, and try again."
}

// explainMoved says where a library is that is no longer in the folder dir.
func explainMoved(e *index.MovedError, dir string) string {
	return fmt.Sprintf("The library was moved to %s. The folder %s has an old copy, which was not changed. Use the new one with --library %s; "+
		"or, if it is gone for good, delete library.db in the old folder and index again.", e.To, dir, e.To)
}
