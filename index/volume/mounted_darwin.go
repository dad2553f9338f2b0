package volume

import (
	"fmt"
	"strings"

	"golang.org/x/sys/unix"
)

// dataVolume is where macOS mounts the volume that holds /Users, /Applications and other folders that appear to be in "/".
const dataVolume = "/System/Volumes/Data"

// Mounted returns the current mounts, or nothing if the system does not list them. The arguments are the paths of interest.
//
// Device names and numbers change from one mount to the next. So the id of a volume on a device is the type of its file system and the
// creation time of its root folder, which is when the volume was made. The id of a network share is its address.
func Mounted(...string) Table {
	n, err := unix.Getfsstat(nil, unix.MNT_NOWAIT)
	if err != nil {
		return nil
	}
	all := make([]unix.Statfs_t, n+8) // more mounts may appear in the meantime
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
