package index_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"footnote/index"
)

// ownMounts, when set, says that this process sees mounts of its own, which it may change.
const ownMounts = "FOOTNOTE_TEST_MOUNTS"

// mounting runs a test in a process of its own that may mount and unmount without touching those of the system. It is skipped where the
// system allows no such thing.
func mounting(t *testing.T) bool {
	t.Helper()
	if os.Getenv(ownMounts) != "" {
		return true
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1", "-test.timeout=5m")
	c.Env = append(os.Environ(), ownMounts+"=1")
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	var output bytes.Buffer
	c.Stdout, c.Stderr = &output, &output
	if err := c.Start(); err != nil {
		t.Skip("no mounts of one's own here:", err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, output.String())
	}
	if strings.Contains(output.String(), "cannot mount") {
		t.Skip(output.String())
	}
	return false
}

// mount mounts a new, empty volume on a folder.
func (tr *tree) mount(name, volume string) {
	tr.t.Helper()
	tr.mounts(name, volume, "tmpfs", 0)
}

// bind shows a folder in another place as well.
func (tr *tree) bind(from, to string) {
	tr.t.Helper()
	tr.mounts(to, tr.path(from), "", unix.MS_BIND)
}

func (tr *tree) mounts(name, source, kind string, flags uintptr) {
	tr.t.Helper()
	if err := os.MkdirAll(tr.path(name), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	if err := unix.Mount(source, tr.path(name), kind, flags, ""); err != nil {
		tr.t.Skip("cannot mount:", err)
	}
	tr.t.Cleanup(func() { _ = unix.Unmount(tr.path(name), unix.MNT_DETACH) }) // it may be unmounted already
}

func (tr *tree) unmount(name string) {
	tr.t.Helper()
	if err := unix.Unmount(tr.path(name), 0); err != nil {
		tr.t.Fatal(err)
	}
}

// TestUnmountedDrive unmounts drives for real: one that is a source, and one in a source.
func TestUnmountedDrive(t *testing.T) {
	if !mounting(t) {
		return
	}
	tr := newTree(t)
	tr.mount("store", "stick") // so that the files are still somewhere when the drive is unmounted
	tr.mount("card", "card")
	tr.bind("store", "usb")
	tr.bind("card", "home/card")
	tr.letters("usb", 0, 20)
	tr.letters("home", 100, 60)
	tr.letters("home/card", 200, 3)
	tr.add("usb", "home")
	tr.sync()
	tr.unmount("usb")
	tr.unmount("home/card")
	for range 2 {
		tr.offline(tr.sync(), index.Offline{Path: "home/card", Reason: index.Emptied, Documents: 3}, index.Offline{Path: "usb", Reason: index.Emptied, Documents: 20})
	}
	tr.mount("usb", "another")
	tr.write("usb/000.txt", bread)
	tr.offline(tr.sync(), index.Offline{Path: "home/card", Reason: index.Emptied, Documents: 3}, index.Offline{Path: "usb", Reason: index.OtherVolume, Documents: 19})
	tr.unmount("usb")
	tr.bind("store", "usb")
	tr.bind("card", "home/card")
	tr.online(tr.sync(), 0)
}

// TestWatchedDriveIsUnmounted unmounts a drive that is watched: what Watch reports leads to a source that is offline, and then there is
// peace; when the drive is back, so is the source.
func TestWatchedDriveIsUnmounted(t *testing.T) {
	if !mounting(t) {
		return
	}
	tr := newTree(t)
	tr.mount("store", "stick")
	tr.bind("store", "home/usb")
	tr.letters("home", 0, 30)
	tr.letters("home/usb", 100, 5)
	tr.add("home")
	tr.sync()
	tr.lib.Wait(func(time.Duration) { time.Sleep(20 * time.Millisecond) })
	ctx, cancel := context.WithCancel(context.Background())
	reports, done := make(chan index.Watching, 1000), make(chan error, 1)
	go func() { done <- tr.lib.Watch(ctx, func(w index.Watching) { reports <- w }) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Watch returned %v", err)
		}
	}()
	until := func(what string, ok func(index.Report) bool) {
		t.Helper()
		deadline := time.After(time.Minute)
		for {
			select {
			case w := <-reports:
				r, err := tr.lib.Sync(ctx, nil, w.Changed...)
				if err != nil || len(tr.listed("home")) < 35 {
					t.Fatalf("%s: %+v, %v; want nothing lost", what, r, err)
				}
				if ok(r) {
					return
				}
			case <-deadline:
				t.Fatalf("waited in vain until %s", what)
			}
		}
	}
	away := []index.Offline{{Path: tr.path("home/usb"), Reason: index.Emptied, Documents: 5}}
	until("all is watched", func(r index.Report) bool { return r.Unchanged == 35 })
	tr.unmount("home/usb")
	until("the drive is away", func(r index.Report) bool { return slices.Equal(r.Offline, away) })
	tr.write("home/usb/note.txt", bread) // on the disk below, where the drive was
	until("what lies in its place is read", func(r index.Report) bool { return r.Added == 1 })
	if n := len(reports); n > 20 {
		t.Errorf("%d more reports: it spins", n)
	}
	tr.bind("store", "home/usb")
	until("the drive is back", func(r index.Report) bool { return r.Unchanged >= 35 && len(r.Offline) == 0 })
	tr.letters("home/usb", 300, 1)
	until("the drive is watched again", func(r index.Report) bool { return r.Added == 1 })
}
