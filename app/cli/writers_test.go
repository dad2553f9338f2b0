package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"footnote/index"
)

// These tests run several commands on one library at the same time.

// A running command has printed to stderr what a test waited for.
type running struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout bytes.Buffer
	said   strings.Builder
	rest   chan string
}

// runUntil starts a command and returns once it prints words to stderr.
func runUntil(t *testing.T, c *exec.Cmd, words string) *running {
	t.Helper()
	r := &running{t: t, cmd: c, rest: make(chan string, 1)}
	c.Stdout = &r.stdout
	pipe, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(pipe)
	for !strings.Contains(r.said.String(), words) {
		line, err := reader.ReadString('\n')
		r.said.WriteString(line)
		if err != nil {
			t.Fatalf("footnote %s never said %q:\n%s", short(c.Args[1:]), words, r.said.String())
		}
	}
	go func() {
		rest, _ := io.ReadAll(reader) // ends with the process
		r.rest <- string(rest)
	}()
	return r
}

// end waits for the command to end.
func (r *running) end() outcome {
	r.t.Helper()
	r.said.WriteString(<-r.rest)
	_ = r.cmd.Wait() // the exit code tells
	return outcome{r.stdout.String(), r.said.String(), r.cmd.ProcessState.ExitCode()}
}

// TestMoveBesideIndex moves the library while it is being indexed. All that index reports as added must be in the library afterwards.
func TestMoveBesideIndex(t *testing.T) {
	const n = 1500
	docs := manyFiles(t, n)
	l := newLibrary(t)
	indexing := runUntil(t, l.command("index", "--json", docs), " of ")
	to := filepath.Join(t.TempDir(), "new")
	moved := l.run("move", to)
	o := indexing.end()
	if o.code != 0 {
		t.Fatalf("index: %+v", o)
	}
	r := decode[report](t, o.stdout)
	if moved.code != 0 { // it did not wait long enough, and names the process it waited for
		l.refuses(moved, "“footnote index” (process", "reading documents", "stays where it was")
		l.do("move", to)
	}
	if s := (library{t, to}).status(); r.Added != n || s.Documents != n {
		t.Errorf("%d documents added, %d in the library, want %d", r.Added, s.Documents, n)
	}
	if !searchable(library{t, to}, n) {
		t.Error("the library does not answer in its new place")
	}
}

// TestTwoIndexes indexes two folders at once: one run waits for the other, and both complete.
func TestTwoIndexes(t *testing.T) {
	one, two := manyFiles(t, 400), write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	first := runUntil(t, l.command("index", one), " of ")
	second := l.run("index", two)
	if o := first.end(); o.code != 0 {
		t.Errorf("the first: %+v", o)
	}
	if second.code != 0 || !strings.Contains(second.stderr, "“footnote index” (process") || !strings.Contains(second.stderr, "Waiting") {
		t.Errorf("the second: %+v, want it to say whom it waits for", second)
	}
	if s := l.status(); s.Documents != 401 {
		t.Errorf("%d documents, want 401", s.Documents)
	}
}

// TestRemoveBesideIndex removes a source while that and another one are being indexed. The other must be read to its end.
func TestRemoveBesideIndex(t *testing.T) {
	const n = 800
	going, staying := manyFiles(t, n), manyFiles(t, n)
	l := newLibrary(t)
	indexing := runUntil(t, l.command("index", "--json", going, staying), " of ")
	removed := l.run("remove", going)
	o := indexing.end()
	if removed.code != 0 || o.code != 0 {
		t.Fatalf("remove: %+v\nindex: %+v", removed, o)
	}
	s := l.status()
	if len(s.Sources) != 1 || s.Sources[0].Documents != n || s.Sources[0].Synced == "" || s.Documents != n || len(s.Failed) != 0 {
		t.Errorf("%+v, want %d documents of the source that stays", s, n)
	}
	if r := l.index(); r.Unchanged != n || r.Added+r.Changed+r.Removed != 0 {
		t.Errorf("the next index: %+v", r)
	}
	everywhere := l.do("index", going)
	if !strings.Contains(everywhere, fmt.Sprint(n)) {
		t.Errorf("the source that was removed cannot be added again: %s", everywhere)
	}
}

// TestLibraryVanishesUnderIndex deletes, replaces and moves the library while it is being indexed. The command must report that, and must
// not report success.
func TestLibraryVanishesUnderIndex(t *testing.T) {
	docs := manyFiles(t, 1500)
	for name, take := range map[string]func(dir string) error{
		"deleted":     os.RemoveAll,
		"its file is": func(dir string) error { return os.Remove(filepath.Join(dir, "library.db")) },
		"renamed":     func(dir string) error { return os.Rename(dir, dir+"-old") },
		"replaced": func(dir string) error {
			other := newLibrary(t)
			other.index(write(t, map[string]string{"walrus.txt": walrus}))
			return errors.Join(os.Rename(dir, dir+"-old"), os.Rename(other.dir, dir))
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			indexing := runUntil(t, l.command("index", docs), " of ")
			if err := take(l.dir); err != nil {
				_ = indexing.cmd.Process.Kill()
				t.Skip(err) // as on Windows
			}
			o := indexing.end()
			if o.code != 2 || o.stdout != "" || !strings.Contains(o.stderr, "footnote: The library in "+l.dir+" was deleted or replaced") {
				t.Errorf("%+v", o)
			}
			if name == "replaced" && l.status().Documents != 1 {
				t.Errorf("the library in its place was changed: %+v", l.status())
			}
		})
	}
}

// TestNobodyWritesToALibraryThatIsMoved holds a library as a move does, and runs every command on it. Commands that read must work, and
// commands that write must say who is at work.
func TestNobodyWritesToALibraryThatIsMoved(t *testing.T) {
	docs := write(t, map[string]string{"walrus.txt": walrus, "volcano.txt": volcano})
	more := write(t, map[string]string{"violin.txt": violin})
	l := newLibrary(t)
	l.index(docs)
	copied, end := make(chan struct{}), make(chan struct{})
	moved := make(chan error, 1)
	go func() {
		keep := func() error {
			close(copied)
			<-end
			return errors.New("not kept")
		}
		moved <- index.Move(context.Background(), l.dir, filepath.Join(t.TempDir(), "new"), index.MoveOptions{Name: "move"}, keep)
	}()
	<-copied
	for _, args := range [][]string{{"search", "walrus"}, {"status"}, {"ask", "Where does the walrus live?"}, {"ignore", docs}, {"models"}} {
		if o := l.run(args...); o.code == 2 {
			t.Errorf("%v: %+v", args, o)
		}
	}
	var wait sync.WaitGroup
	for _, args := range [][]string{
		{"index", more}, {"index"}, {"remove", docs}, {"ignore", docs, "--add", "volcano.txt"}, {"move", filepath.Join(t.TempDir(), "other")},
	} {
		wait.Go(func() {
			o := l.run(args...)
			lines := strings.Split(strings.TrimSpace(o.stderr), "\n")
			o.stderr = lines[len(lines)-1] + "\n" // index first says that it is waiting
			l.refuses(o, "“footnote move” (process", "moving the library")
		})
	}
	wait.Wait()
	close(end)
	if err := <-moved; err == nil {
		t.Error("it moved though its place could not be kept")
	}
	if r := l.index(more); r.Added != 1 || l.status().Documents != 3 {
		t.Errorf("after the move was given up: %+v", r)
	}
}

// TestReadBesideAWriter searches during another process's transaction that does not end.
func TestReadBesideAWriter(t *testing.T) {
	docs := write(t, map[string]string{"walrus.txt": walrus, "volcano.txt": volcano})
	l := newLibrary(t)
	l.index(docs)
	db, err := sql.Open("sqlite", filepath.Join(l.dir, "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(t.Context())
	if err == nil {
		_, err = conn.ExecContext(t.Context(), `BEGIN IMMEDIATE; UPDATE document SET title = 'half done'`)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"search", "walrus"}, {"status"}, {"ask", "Where does the walrus live?"}, {"ignore", docs}} {
		begun := time.Now()
		if o := l.run(args...); o.code == 2 || strings.Contains(o.stdout, "half done") {
			t.Errorf("%v: %+v", args, o)
		}
		if took := time.Since(begun); took > index.DefaultWait-5*time.Second { // as if it had waited for the writer
			t.Errorf("%v took %v", args, took)
		}
	}
	if _, err := conn.ExecContext(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
}
