package extract_test

import (
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/process"
)

// shared allocates memory that could be shared with other processes.
func shared(n int) []byte {
	memory, err := syscall.Mmap(-1, 0, n, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED|syscall.MAP_ANON)
	if err != nil {
		return nil
	}
	return memory
}

// filesOfAtMost makes this process fail to write larger files, as on a full disk.
func filesOfAtMost(bytes uint64) {
	signal.Ignore(unix.SIGXFSZ)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: bytes}); err != nil {
		panic(err)
	}
}

// A full disk under the cache keeps no PDF from being read.
func TestPDFWithoutRoomForTheCache(t *testing.T) {
	if process.DetectorMemory > 0 {
		t.Skip("compiling PDFium without a cache takes more than a worker may have under the race detector")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, extracttest.PDF("", "Some words.").Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FOOTNOTE_TEST_CACHE", t.TempDir())
	document, err := pool(t, 1, "full disk").File(t.Context(), path)
	if err != nil || document.Text != "Some words." {
		t.Errorf("File = %q, %v", document.Text, err)
	}
}
