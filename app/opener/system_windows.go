package opener

import (
	"errors"
	"os/exec"
	"path/filepath"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// launch asks the system to open a file, at a page if page is above 0 and the program is known to accept one. No shell sees the path, and
// nothing takes it for a URL.
func launch(path string, page int) error {
	if page > 0 {
		if v, _, ok := viewerOf(programFor(".pdf")); ok {
			err := exec.Command(programFor(".pdf"), v.args(path, page)...).Run()
			var exit *exec.ExitError
			if err == nil || errors.As(err, &exit) { // its exit status does not tell whether it opened the file
				return nil
			}
		}
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	folder, err := windows.UTF16PtrFromString(filepath.Dir(path))
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, windows.StringToUTF16Ptr("open"), file, nil, folder, windows.SW_SHOWNORMAL)
}

// programFor returns the path of the system's program for an extension, or "" if it has none (AssocQueryStringW of shlwapi:
// https://learn.microsoft.com/windows/win32/api/shlwapi/nf-shlwapi-assocquerystringw).
func programFor(extension string) string {
	const executable = 2 // ASSOCSTR_EXECUTABLE
	name, err := syscall.UTF16PtrFromString(extension)
	if err != nil {
		return ""
	}
	var program [syscall.MAX_LONG_PATH]uint16
	length := uint32(len(program))
	query := syscall.NewLazyDLL("shlwapi.dll").NewProc("AssocQueryStringW")
	if query.Find() != nil {
		return ""
	}
	failed, _, _ := query.Call(0, executable, uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(&program[0])), uintptr(unsafe.Pointer(&length)))
	if failed != 0 {
		return ""
	}
	return syscall.UTF16ToString(program[:])
}

// reveal asks Explorer. Explorer parses its command line in its own way and exits with 1 on success. A path on Windows cannot contain a
// quotation mark.
func reveal(path string) error {
	cmd := exec.Command("explorer.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}
