package volume

import (
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// Mounted returns the volumes of those paths whose volumes are present. The id of a volume is the serial number it gets when it is
// formatted. The id of a network share is its address: Mounted does not query shares, because a missing one takes half a minute to fail.
func Mounted(paths ...string) Table {
	var table Table
	for _, path := range paths {
		if m, err := mountOf(path); err == nil {
			table = append(table, m)
		}
	}
	return table
}

func mountOf(path string) (Mount, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Mount{}, err
	}
	root := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(name, &root[0], uint32(len(root))); err != nil {
		return Mount{}, err
	}
	m := Mount{Path: filepath.Clean(windows.UTF16ToString(root))}
	if windows.GetDriveType(&root[0]) == windows.DRIVE_REMOTE {
		m.ID = "share " + m.Path
		return m, nil
	}
	var serial uint32
	if err := windows.GetVolumeInformation(&root[0], nil, 0, &serial, nil, nil, nil, 0); err != nil {
		return Mount{}, err
	}
	m.ID = fmt.Sprintf("serial %08x", serial)
	return m, nil
}
