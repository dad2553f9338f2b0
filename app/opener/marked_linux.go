package opener

import (
	"io/fs"
	"slices"
	"syscall"
)

// unmarked lists the file systems that store no executable bit and show it on every file: those of memory cards, Windows and file servers
// (linux/magic.h, and the sources of the file systems).
var unmarked = []uint32{
	0x4d44,     // FAT
	0x2011bab0, // exFAT
	0x7366746e, // NTFS
	0x65735546, // FUSE: NTFS-3G and others
	0xff534d42, // CIFS
	0xfe534d42, // SMB 2
	0x01021997, // 9P: Windows' files in WSL
	0x786f4256, // VirtualBox's shared folders
}

// markedExecutable reports whether the file system marks a file as a program.
func markedExecutable(path string, info fs.FileInfo) bool {
	if info.Mode().Perm()&0o111 == 0 {
		return false
	}
	var on syscall.Statfs_t
	err := syscall.Statfs(path, &on)
	return err != nil || !slices.Contains(unmarked, uint32(on.Type))
}
