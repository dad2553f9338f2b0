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

// launch has the system open a file, at a page where page is above 0 and the program is known to take one. No shell sees the path; path is
// absolute, so it cannot be taken for an option.
func launch(path string, page int) error {
	if page > 0 {
		if cmd := viewerCommand(path, page); cmd != nil {
			return runViewer(cmd)
		}
	}
	return exec.Command("xdg-open", path).Run()
}

// viewerCommand returns the command that opens a PDF at a page in the program that the system has for it, nil where that program is not
// known to take a page.
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
	if err != nil { // in a sandbox of its own
		return nil
	}
	return exec.Command(program, v.args(path, page)...)
}

// runViewer runs a program that may go on when this one has ended. How it ends says nothing of whether the file was opened: it says
// that itself.
func runViewer(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

// reveal asks the file manager; where none answers by the freedesktop.org interface
// (https://www.freedesktop.org/wiki/Specifications/file-manager-interface), the folder that the file lies in is opened.
func reveal(path string) error {
	address := strings.ReplaceAll(fileuri.Of(path), ",", "%2C") // dbus-send takes a comma for the next item
	err := exec.Command("dbus-send", "--session", "--print-reply", "--reply-timeout=3000", "--dest=org.freedesktop.FileManager1",
		"/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems", "array:string:"+address, "string:").Run()
	if err == nil {
		return nil
	}
	return exec.Command("xdg-open", filepath.Dir(path)).Run()
}
