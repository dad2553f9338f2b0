package cli

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// complain tells a person an error: on the terminal, or in a message box where there is none, as for the program that opens the window.
func complain(out *os.File, words string) {
	kind, err := windows.GetFileType(windows.Handle(out.Fd()))
	if err == nil && kind != windows.FILE_TYPE_UNKNOWN {
		fmt.Fprintf(out, "footnote: %s\n", words)
		return
	}
	text, err := windows.UTF16PtrFromString(words)
	if err != nil {
		return // the words are printable: they have no zero in them
	}
	title := windows.StringToUTF16Ptr("Footnote")
	_, _ = windows.MessageBox(0, text, title, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND) // there is nowhere else to say it
}
