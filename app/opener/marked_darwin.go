package opener

import (
	"io/fs"
	"slices"
	"syscall"
)

// unmarked lists the file systems that store no executable bit and show it on every file.
var unmarked = []string{"msdos", "exfat", "ntfs", "smbfs", "webdav"}

// markedExecutable reports whether the file system marks a file as a program.
func markedExecutable(path string, info fs.FileInfo) bool {
	if info.Mode().Perm()&0o111 == 0 {
		return false
	}
	var on syscall.Statfs_t
	if err := syscall.Statfs(path, &on); err != nil {
		return true
	}
	var name []byte
	for _, c := range on.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return !slices.Contains(unmarked, string(name))
}
