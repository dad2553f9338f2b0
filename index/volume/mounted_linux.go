package volume

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Mounted returns the current mounts, or nothing if the system does not list them. The arguments are the paths of interest.
//
// A line of the kernel's table (proc_pid_mountinfo(5)) is
//
//	36 35 98:0 /root /mnt/usb rw,noatime shared:1 - ext4 /dev/sdb1 rw,errors=continue
//
// Its third, fifth, ninth and tenth fields are the device, the folder, the type of the file system and the source. There may be any number
// of fields like shared:1. The id is the file system's own UUID, from udev's list, because device numbers and names change from one mount
// to the next. Without a UUID the id is the type and the source, such as "nfs4 server:/export".
func Mounted(...string) Table {
	file, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }() // only read from
	return parse(file, uuids("/dev/disk/by-uuid"))
}

// parse reads the kernel's table. uuids maps devices to the UUIDs of their file systems.
func parse(r io.Reader, uuids map[uint64]string) Table {
	var table Table
	for lines := bufio.NewScanner(r); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 10 {
			continue
		}
		i := 6
		for i < len(fields) && fields[i] != "-" {
			i++
		}
		if i+2 >= len(fields) {
			continue
		}
		kind, source := fields[i+1], unescape(fields[i+2])
		id := kind + " " + source
		if uuid := uuids[device(fields[2], source)]; uuid != "" {
			id = "uuid " + uuid
		}
		table = append(table, Mount{Path: unescape(fields[4]), ID: id})
	}
	return table
}

// device returns the number of a file system's device. It takes the number of the source, because btrfs makes up the one in the table, and
// falls back to the table.
func device(number, source string) uint64 {
	var info unix.Stat_t
	if strings.HasPrefix(source, "/dev/") && unix.Stat(source, &info) == nil && info.Mode&unix.S_IFMT == unix.S_IFBLK {
		return uint64(info.Rdev)
	}
	major, minor, _ := strings.Cut(number, ":")
	a, errA := strconv.ParseUint(major, 10, 32)
	b, errB := strconv.ParseUint(minor, 10, 32)
	if errA != nil || errB != nil {
		return 0
	}
	return unix.Mkdev(uint32(a), uint32(b))
}

// uuids returns the UUIDs of file systems by device, read from the links in a folder.
func uuids(dir string) map[uint64]string {
	found := map[uint64]string{}
	entries, _ := os.ReadDir(dir) // the folder does not exist without udev
	for _, e := range entries {
		var info unix.Stat_t
		if unix.Stat(filepath.Join(dir, e.Name()), &info) == nil && info.Mode&unix.S_IFMT == unix.S_IFBLK {
			found[uint64(info.Rdev)] = e.Name()
		}
	}
	return found
}

// unescape reverses the kernel's escapes for spaces, tabs, line ends and backslashes: "\040" is a space.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
