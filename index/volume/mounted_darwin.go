package volume

import (
	"fmt"
	"strings"

	"golang.org/x/sys/unix"
)

// dataVolume is where macOS mounts the volume that holds what looks like a part of "/": /Users, /Applications and the like.
const dataVolume = "/System/Volumes/Data"

// Mounted returns what is mounted now; nothing where the system does not say. The paths are those that will be asked about.
//
// Device names and numbers change from one mount to the next, so a volume on a device is told by its file system's type and by when its
// root folder was made, which is when the volume was. A network share is told by its address.
func Mounted(...string) Table {
	n, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return nil
	}
	all := make([]unix.Statfs_t, n+8) // more may be mounted meanwhile
	if n, err = unix.Getfsstat(all, unix.MNT_NOWAIT); err != nil {
		return nil
	}
	var table Table
	for _, fs := range all[:n] {
		m := Mount{Path: unix.ByteSliceToString(fs.Mntonname[:])}
		kind, source := unix.ByteSliceToString(fs.Fstypename[:]), unix.ByteSliceToString(fs.Mntfromname[:])
		m.ID = kind + " " + source
		var root unix.Stat_t
		if strings.HasPrefix(source, "/dev/") && unix.Stat(m.Path, &root) == nil {
			m.ID = fmt.Sprintf("%s made %d.%09d", kind, root.Btim.Sec, root.Btim.Nsec)
		}
		table = append(table, m)
		if m.Path == dataVolume {
			table = append(table, Mount{Path: "/", ID: m.ID})
		}
	}
	return table
}
