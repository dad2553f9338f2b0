package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// terminalWidth returns the width of the terminal f in columns, or 0 if f is not a terminal.
func terminalWidth(f *os.File) int {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info); err != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// enableStyle makes the terminal f obey escape sequences, and reports whether it does.
func enableStyle(f *os.File) bool {
	handle := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return true // a Cygwin terminal, which is not a console and always obeys
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
