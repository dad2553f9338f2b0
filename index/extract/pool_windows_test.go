package extract_test

import (
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"footnote/index/extract"
)

// An ended worker leaves no job handle open.
func TestWorkersLeaveNoHandles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("Some words."), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(asWorker, "serve")
	const workers = 20
	count := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetProcessHandleCount")
	read := func() (handles uint32) {
		for range workers {
			p := extract.NewPool(1, os.Args[0])
			if _, err := p.File(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if ok, _, err := count.Call(uintptr(windows.CurrentProcess()), uintptr(unsafe.Pointer(&handles))); ok == 0 {
			t.Skipf("the system does not count handles: %v", err)
		}
		return handles
	}
	if before, after := read(), read(); after >= before+workers/2 {
		t.Errorf("%d workers left %d handles behind", workers, after-before)
	}
}
