package app

import (
	"errors"
	"os/exec"
	"syscall"
)

// openFile opens a file in the program the system has for it, and returns when the system has taken it over. No shell sees
// the path.
func openFile(path string) error {
	return exec.Command("rundll32.exe", "url.dll,FileProtocolHandler", path).Run()
}

// revealFile shows a file or a folder, chosen, in the Explorer, which reads its command line in a way of its own and exits
// with 1 when all went well. No path holds a quotation mark there.
func revealFile(path string) error {
	cmd := exec.Command("explorer.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}
