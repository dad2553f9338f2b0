package cli_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// manyFiles makes a folder that takes a few seconds to index.
func manyFiles(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := strings.Repeat(fmt.Sprintf("Ledger entry%d was checked by clerk%d on the following day.\n\n", i, i*13), 40)
		put(t, filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), text)
	}
	return dir
}

// stopMidway starts to index dir, and sends the signal when the program reports that a quarter is done. It returns the rest of stderr and
// the exit code.
func stopMidway(l library, dir string, signal os.Signal) (stderr string, code int) {
	l.t.Helper()
	c := l.command("index", dir)
	pipe, err := c.StderrPipe()
	if err != nil {
		l.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		l.t.Fatal(err)
	}
	var said strings.Builder
	sent := false
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), " of ") && !sent {
			sent = true
			if err := c.Process.Signal(signal); err != nil {
				l.t.Fatal(err)
			}
		}
	}
	_ = c.Wait() // the exit code tells
	if !sent {
		l.t.Fatalf("the program never said that a quarter is done:\n%s", said.String())
	}
	return said.String(), c.ProcessState.ExitCode()
}

func TestInterruptedAndResumed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent an interrupt on Windows")
	}
	const n = 2000
	dir := manyFiles(t, n)
	l := newLibrary(t)
	stderr, code := stopMidway(l, dir, os.Interrupt)
	if code != 2 || !strings.Contains(stderr, "footnote: Stopped. What was indexed is kept") {
		t.Errorf("exit code %d, stderr:\n%s", code, stderr)
	}
	kept := l.status()
	if kept.Documents == 0 || kept.Documents >= n || !searchable(l, kept.Documents) {
		t.Fatalf("%d documents kept of %d", kept.Documents, n)
	}
	if r := l.index(dir); r.Unchanged != kept.Documents || r.Added != n-kept.Documents || r.Changed+r.Removed != 0 {
		t.Errorf("resumed with %d kept: %+v", kept.Documents, r)
	}
	if s := l.status(); s.Documents != n {
		t.Errorf("%d documents, want %d", s.Documents, n)
	}
}

func TestKilledAndOpenedAgain(t *testing.T) {
	const n = 2000
	dir := manyFiles(t, n)
	l := newLibrary(t)
	stopMidway(l, dir, os.Kill)
	kept := l.status()
	if kept.Documents == 0 || kept.Documents >= n || !searchable(l, kept.Documents) {
		t.Fatalf("%d documents kept of %d", kept.Documents, n)
	}
	if r := l.index(dir); r.Added+r.Unchanged+r.Changed != n || r.Unchanged < kept.Documents {
		t.Errorf("after a kill with %d kept: %+v", kept.Documents, r)
	}
	cited := newCitations(l)
	for _, i := range []int{0, n / 2, n - 1} {
		result := l.search(fmt.Sprintf("entry%d", i))
		if len(result.Passages) == 0 || filepath.Base(result.Passages[0].Path) != fmt.Sprintf("%04d.txt", i) {
			t.Errorf("entry%d is not found first: %s", i, outline(result.Passages))
		}
		cited.check(result)
	}
}

// searchable reports whether a library of this many documents answers.
func searchable(l library, documents int) bool {
	return documents > 0 && len(l.search("ledger entries checked by a clerk").Passages) > 0
}

// TestFileThatChangesWhileRead keeps writing to a file while it is indexed. The library must hold nothing of the file, or a state that the
// file was in. Once the file stops changing, the next run reads it completely.
func TestFileThatChangesWhileRead(t *testing.T) {
	dir := write(t, map[string]string{"still.txt": walrus})
	path := filepath.Join(dir, "restless.txt")
	put(t, path, strings.Repeat(volcano+"\n\n", 20_000))
	stop, stopped := make(chan struct{}), make(chan error)
	go func() { stopped <- rewrite(path, stop) }()
	l := newLibrary(t)
	r := l.index(dir)
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if r.Added+len(r.Failed) != 2 {
		t.Errorf("%+v, want two files accounted for", r)
	}
	if got := l.firstFound("walrus"); got != "still.txt" {
		t.Errorf("the file beside it found as %q", got)
	}
	put(t, path, violin+"\n")
	if r := l.index(dir); len(r.Failed) != 0 || r.Added+r.Changed != 1 {
		t.Errorf("at rest: %+v, want it read again", r)
	}
	result := l.search("violin strings")
	if len(result.Passages) == 0 || result.Passages[0].Path != path {
		t.Errorf("at rest it is not found: %s", outline(result.Passages))
	}
	newCitations(l).check(result)
	if s := l.status(); len(s.Failed) != 0 {
		t.Errorf("at rest it is still on the list: %+v", s.Failed)
	}
}

// rewrite changes the start of a file repeatedly until stop is closed.
func rewrite(path string, stop <-chan struct{}) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for first := byte('A'); ; first ^= 'A' ^ 'B' {
		select {
		case <-stop:
			return f.Close()
		default:
			if _, err := f.WriteAt([]byte{first}, 0); err != nil {
				return err
			}
		}
	}
}
