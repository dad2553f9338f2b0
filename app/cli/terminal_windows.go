package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// terminalWidth is the width of the terminal at f in columns, 0 where f is none.
func terminalWidth(f *os.File) int {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info); err != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// enableStyle makes the terminal at f obey escape sequences, and tells whether it does.
func enableStyle(f *os.File) bool {
	handle := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return true // a Cygwin terminal, which is no console and always obeys
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
