//go:build !windows && !darwin

package opener

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"footnote/index/fileuri"
)

// launch asks the system to open a file, at a page if page is above 0 and the program is known to accept one. No shell sees the path. path
// is absolute, so it cannot be taken for an option.
func launch(path string, page int) error {
	if page > 0 {
		if cmd := viewerCommand(path, page); cmd != nil {
			return runViewer(cmd)
		}
	}
	return exec.Command("xdg-open", path).Run()
}

// viewerCommand returns the command that opens a PDF at a page in the system's program for it, or nil if that program is not known to
// accept a page.
func viewerCommand(path string, page int) *exec.Cmd {
	entry, err := exec.Command("xdg-mime", "query", "default", "application/pdf").Output()
	if err != nil {
		return nil
	}
	v, name, ok := viewerOf(strings.TrimSpace(string(entry)))
	if !ok {
		return nil
	}
	program, err := exec.LookPath(name)
	if err != nil { // it is in a sandbox of its own
		return nil
	}
	return exec.Command(program, v.args(path, page)...)
}

// runViewer runs a program that may outlive this one. Its exit status does not tell whether it opened the file: the program itself reports
// that.
func runViewer(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

// reveal asks the file manager. If none answers on the freedesktop.org interface
// (https://www.freedesktop.org/wiki/Specifications/file-manager-interface), it opens the file's folder.
func reveal(path string) error {
	address := strings.ReplaceAll(fileuri.Of(path), ",", "%2C") // dbus-send splits its argument at commas
	err := exec.Command("dbus-send", "--session", "--print-reply", "--reply-timeout=3000", "--dest=org.freedesktop.FileManager1",
		"/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems", "array:string:"+address, "string:").Run()
	if err == nil {
		return nil
	}
	return exec.Command("xdg-open", filepath.Dir(path)).Run()
}
