package instance_test

import (
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"footnote/app/instance"
)

func TestRequestReachesTheWindow(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library")
	i := hold(t, library)
	want := []string{"/home/ada/lease.pdf", "footnote://open?path=/home/ada/a%20b.txt&start=3"}
	if err := instance.Ring(library, instance.Request{Open: want}); err != nil {
		t.Fatal(err)
	}
	if got := <-i.Rung(); !slices.Equal(got.Open, want) {
		t.Errorf("got %q, want %q", got.Open, want)
	}
	for n := range 40 { // more than wait
		err := instance.Ring(library, instance.Request{Open: want})
		if n < 16 && err != nil || n >= 16 && !errors.Is(err, instance.ErrSilent) {
			t.Fatalf("request %d: %v", n, err)
		}
	}
	if err := instance.Ring(library, instance.Request{}); err != nil {
		t.Errorf("to come forward, which waits already: %v", err)
	}
	if err := i.Close(); err != nil {
		t.Error(err)
	}
}

// Where there are no sockets in the file system, the bell is a port with a secret.
func TestBellWithoutSockets(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LOCALAPPDATA", os.Getenv("XDG_CACHE_HOME"))
	door, err := instance.Address(library)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(door, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	i := hold(t, library)
	if err := instance.Ring(library, instance.Request{Open: []string{"/a"}}); err != nil {
		t.Fatal(err)
	}
	if got := <-i.Rung(); !slices.Equal(got.Open, []string{"/a"}) {
		t.Errorf("got %q", got.Open)
	}
	file := door + ".port"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var at struct{ Port, Secret string }
	if err := json.Unmarshal(data, &at); err != nil || len(at.Secret) < 32 {
		t.Fatalf("%s (%v)", data, err)
	}
	if info, err := os.Stat(file); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm()&0o077 != 0) {
		t.Errorf("others can read the secret: %v (%v)", info.Mode(), err)
	}
	for _, line := range []string{"\n", "{}\n", `{"secret":"0","open":["/a"]}` + "\n"} {
		if rings(t, at.Port, line) {
			t.Errorf("%q rang without the secret", line)
		}
	}
	if len(i.Rung()) > 0 {
		t.Errorf("the window was asked for %v", <-i.Rung())
	}
	if err := i.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the secret is left: %v", err)
	}
	if err := instance.Ring(library, instance.Request{}); !errors.Is(err, instance.ErrSilent) {
		t.Errorf("rang where nobody is: %v", err)
	}
}

// rings writes a line to a port, and reports whether that is confirmed.
func rings(t *testing.T, port, line string) bool {
	t.Helper()
	window, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = window.Close() }() // nothing is written to it
	if _, err := window.Write([]byte(line)); err != nil {
		t.Fatal(err)
	}
	n, _ := window.Read(make([]byte, 1))
	return n > 0
}
