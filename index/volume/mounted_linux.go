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

// Mounted returns what is mounted now; nothing where the system does not say. The paths are those that will be asked about.
//
// A line of the kernel's table (proc_pid_mountinfo(5)) is
//
//	36 35 98:0 /root /mnt/usb rw,noatime shared:1 - ext4 /dev/sdb1 rw,errors=continue
//
// with device, folder, type of the file system and source at the third, fifth, ninth and tenth place; there may be any number of fields
// like shared:1. The id is the file system's own UUID, which udev lists; device numbers and names change from one mount to the next.
// Where there is no UUID the id is the type with the source, such as "nfs4 server:/export".
func Mounted(...string) Table {
	file, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }() // only read from
	return parse(file, uuids("/dev/disk/by-uuid"))
}

// parse reads the kernel's table. uuids are those of file systems, by their devices.
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

// device returns the number of the device that a file system is on: that of the source, as the number in the table may be made up
// (btrfs), or else the one in the table.
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

// uuids returns the UUIDs of file systems by their devices, as links in a folder name them.
func uuids(dir string) map[uint64]string {
	found := map[uint64]string{}
	entries, _ := os.ReadDir(dir) // there is none where udev does not run
	for _, e := range entries {
		var info unix.Stat_t
		if unix.Stat(filepath.Join(dir, e.Name()), &info) == nil && info.Mode&unix.S_IFMT == unix.S_IFBLK {
			found[uint64(info.Rdev)] = e.Name()
		}
	}
	return found
}

// unescape undoes what the kernel does to spaces, tabs, line ends and backslashes: "\040" is a space.
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
