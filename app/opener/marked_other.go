//go:build !linux && !darwin

package opener

import (
	"io/fs"
	"runtime"
)

// markedExecutable says whether the file system marks a file as a program. Windows' do not.
func markedExecutable(_ string, info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o111 != 0
}
