//go:build !windows && !darwin

package app

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
)

// openFile opens a file in the program the system has for it, and returns when the system has taken it over. No shell sees
// the path; path is absolute, so it cannot be taken for an option.
func openFile(path string) error { return exec.Command("xdg-open", path).Run() }

// revealFile shows a file or a folder, chosen, in the file manager; where none answers by the freedesktop.org interface
// (https://www.freedesktop.org/wiki/Specifications/file-manager-interface), the folder it lies in is opened.
func revealFile(path string) error {
	address := (&url.URL{Scheme: "file", Path: path}).String()
	address = strings.ReplaceAll(address, ",", "%2C") // dbus-send takes a comma for the next item
	err := exec.Command("dbus-send", "--session", "--print-reply", "--reply-timeout=3000", "--dest=org.freedesktop.FileManager1",
		"/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems", "array:string:"+address, "string:").Run()
	if err == nil {
		return nil
	}
	return openFile(filepath.Dir(path))
}
