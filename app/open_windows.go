package app

import "os/exec"

// openFile opens a file in the program the system has for it, and returns when the system has taken it over. No shell sees
// the path.
func openFile(path string) error {
	return exec.Command("rundll32.exe", "url.dll,FileProtocolHandler", path).Run()
}
