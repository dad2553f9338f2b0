//go:build !windows && !darwin

package opener

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/index/fileuri"
)

// fakeDesktop puts programs into PATH that record how they are called. It returns a function that reads the records.
func fakeDesktop(t *testing.T, answers map[string]string) (called func() string) {
	t.Helper()
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes")
	for name, answer := range answers {
		script := fmt.Sprintf("#!/bin/sh\nprintf '%s' >>'%s'\nprintf ' %%s' \"$@\" >>'%s'\necho >>'%s'\n%s\n", name, notes, notes, notes, answer)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	return func() string {
		said, _ := os.ReadFile(notes) // no record: nothing was called
		_ = os.Remove(notes)
		return strings.TrimSpace(string(said))
	}
}

var desktop = map[string]string{"xdg-open": "", "xdg-mime": "echo org.gnome.Evince.desktop", "evince": "exit 3", "dbus-send": ""}

func TestOpenAsksTheSystem(t *testing.T) {
	called := fakeDesktop(t, desktop)
	letter, lease := file(t, "a b #1.txt", "words", 0o644), file(t, "lease.pdf", "%PDF-1.7", 0o644)
	for _, c := range []struct {
		path string
		page int
		want string
	}{
		{letter, 0, "xdg-open " + letter},
		{lease, 0, "xdg-open " + lease},
		{lease, 3, "xdg-mime query default application/pdf\nevince --page-index=3 " + lease},
	} {
		if err := Open(c.path, c.page); err != nil {
			t.Errorf("%s: %v", c.path, err)
		}
		if got := called(); got != c.want {
			t.Errorf("%s at page %d calls %q, want %q", c.path, c.page, got, c.want)
		}
	}
}

func TestOpenShowsWhatMayRunInItsFolder(t *testing.T) {
	called := fakeDesktop(t, desktop)
	for _, path := range []string{file(t, "a,b.sh", "#!/bin/sh\n", 0o755), file(t, "lease.pdf", "MZ", 0o644), file(t, "x\u202efdp.js", "x", 0o644)} {
		for _, page := range []int{0, 3} {
			var shown *ShownError
			if err := Open(path, page); !errors.As(err, &shown) || shown.Path != path {
				t.Errorf("%s: %v", path, err)
			}
			got := called()
			if !strings.HasPrefix(got, "dbus-send ") || strings.Contains(got, "xdg-open") || strings.Contains(got, "evince") ||
				!strings.Contains(got, "array:string:"+strings.ReplaceAll(fileuri.Of(path), ",", "%2C")) {
				t.Errorf("%s: called %q", path, got)
			}
		}
	}
}

func TestWithoutAFileManagerTheFolderIsOpened(t *testing.T) {
	called := fakeDesktop(t, map[string]string{"xdg-open": "", "dbus-send": "exit 1"})
	path := file(t, "run.sh", "#!/bin/sh\n", 0o755)
	var shown *ShownError
	if err := Open(path, 0); !errors.As(err, &shown) {
		t.Error(err)
	}
	if got := called(); !strings.HasSuffix(got, "\nxdg-open "+filepath.Dir(path)) {
		t.Errorf("called %q", got)
	}
	called = fakeDesktop(t, map[string]string{"xdg-open": "exit 4", "dbus-send": "exit 1"})
	if err := Open(path, 0); err == nil || errors.As(err, &shown) {
		t.Errorf("nothing was shown, and Open says %v", err)
	}
	called()
}

// Opening a pipe would block.
func TestAPipeIsRefusedAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.txt")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := Check(path)
		done <- err
	}()
	select {
	case err := <-done:
		var shown *ShownError
		if !errors.As(err, &shown) {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("Check waits for the other end of a pipe")
	}
}
