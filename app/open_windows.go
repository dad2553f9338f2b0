package app

import (
	"errors"
	"os/exec"
	"syscall"
	"unsafe"
)

// openFile opens a file in the program the system has for it, at a page where page is above 0 and the program is known to do so. It
// returns when the system has taken it over, or the program has ended. No shell sees the path.
func openFile(path string, page int) error {
	if page > 0 {
		if v, _, ok := viewerOf(programFor(".pdf")); ok {
			err := exec.Command(programFor(".pdf"), v.args(path, page)...).Run()
			var exit *exec.ExitError
			if err == nil || errors.As(err, &exit) { // how it ends says nothing of whether the file was opened
				return nil
			}
		}
	}
	return exec.Command("rundll32.exe", "url.dll,FileProtocolHandler", path).Run()
}

// programFor is the path of the program that the system has for an extension, empty where it has none (AssocQueryStringW of shlwapi:
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
