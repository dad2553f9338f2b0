package volume

import (
	"path/filepath"
	"testing"
)

func TestOfAndBelow(t *testing.T) {
	dir := func(path string) string { return filepath.FromSlash(path) }
	table := Table{
		{dir("/"), "root"},
		{dir("/mnt/usb"), "stick"},
		{dir("/mnt/usb/inner"), "card"},
		{dir("/mnt/usbs"), "other"},
		{dir("/mnt/usb"), "disk"}, // hides the stick
	}
	for path, want := range map[string]string{
		"/": "root", "/home/ada": "root", "/mnt": "root", "/mnt/usb": "disk", "/mnt/usb/a/b.txt": "disk", "/mnt/usb/inner/c.txt": "card",
		"/mnt/usbs/d.txt": "other", "/mnt/usbstick": "root",
	} {
		if got := table.Of(dir(path)); got != want {
			t.Errorf("%s is on %q, want %q", path, got, want)
		}
	}
	if got := (Table{}).Of(dir("/home")); got != "" {
		t.Errorf("where nothing is mounted a path is on %q", got)
	}
	if below := table.Below(dir("/mnt/usb")); len(below) != 1 || below[0].ID != "card" {
		t.Errorf("below /mnt/usb there is %v", below)
	}
	if below := table.Below(dir("/")); len(below) != 4 {
		t.Errorf("below / there is %v", below)
	}
}

// TestMounted checks that this system identifies the volume of a folder, the same way each time.
func TestMounted(t *testing.T) {
	dir := t.TempDir()
	first, second := Mounted(dir).Of(dir), Mounted(dir).Of(dir)
	if first == "" || first != second {
		t.Errorf("%s is on %q, then on %q", dir, first, second)
	}
}
