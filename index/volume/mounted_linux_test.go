package volume

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestParse(t *testing.T) {
	const mounts = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,noatime shared:1 master:2 - ext4 /dev/not-there rw
40 27 0:35 /@home /home rw - btrfs /dev/not-there-either rw,subvol=/@home
41 27 8:17 / /media/ada/My\040Stick\134 rw,nosuid - vfat /dev/not-there-again rw
42 27 0:50 / /net rw - nfs4 server:/export\040one rw,vers=4.2
43 27 0:51 /
44 27 0:52 / /short rw shared:1
`
	device := unix.Mkdev(8, 17)
	got := parse(strings.NewReader(mounts), map[uint64]string{device: "1234-ABCD"})
	want := Table{
		{"/proc", "proc proc"},
		{"/", "ext4 /dev/not-there"},
		{"/home", "btrfs /dev/not-there-either"},
		{`/media/ada/My Stick\`, "uuid 1234-ABCD"},
		{"/net", "nfs4 server:/export one"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
