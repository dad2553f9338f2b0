//go:build !linux && !darwin

package opener

import (
	"io/fs"
	"runtime"
)

// markedExecutable reports whether the file system marks a file as a program. File systems on Windows do not.
func markedExecutable(_ string, info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o111 != 0
}
