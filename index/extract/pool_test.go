package extract_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

// asWorker is the environment variable that makes this test's program a worker of the kind that it names.
const asWorker = "FOOTNOTE_TEST_WORKER"

func TestMain(m *testing.M) {
	switch os.Getenv(asWorker) {
	case "":
		os.Exit(m.Run())
	case "serve":
		if err := extract.Serve(os.Stdin, os.Stdout, os.Getenv("FOOTNOTE_TEST_CACHE"), func() { os.Exit(0) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "probe":
		_ = extract.ServeProbing(os.Stdin, os.Stdout, probe)
	case "old kernel", "held":
		lackSandbox()
		_ = extract.ServeProbing(os.Stdin, os.Stdout, probe)
	case "dial": // a tool that connects to a server, and says whether it could
		word := "refused"
		if _, err := net.Dial("tcp", os.Getenv("FOOTNOTE_TEST_DIAL")); err == nil {
			word = "connected"
		}
		fmt.Printf("1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t30\t10\t96\t%s\n", word)
	case "old program": // reads a file on a kernel without protection
		lackSandbox()
		if err := os.Setenv(asWorker, "serve"); err != nil {
			panic(err)
		}
		p := extract.NewPool(1, os.Args[0])
		doc, err := p.File(context.Background(), os.Getenv("FOOTNOTE_TEST_FILE"))
		fmt.Printf("%q %v\n", doc.Text, err)
		protection, err := p.Protection(context.Background())
		fmt.Printf("%+v %v\n", protection, err)
	case "once":
		var o once
		_ = extract.Serve(o.in(), o.out(), "", func() { os.Exit(0) })
	case "second": // dies on its first start, and serves on the second, stating its niceness
		path := os.Getenv("FOOTNOTE_TEST_NICE")
		if _, err := os.Stat(path); err != nil {
			_ = os.WriteFile(path, nil, 0o600)
			os.Exit(3)
		}
		_ = extract.Serve(readerFunc(func(p []byte) (int, error) {
			n, err := os.Stdin.Read(p)
			if err == nil { // its priority is set before any request
				_ = os.WriteFile(path, []byte(niceness()), 0o600)
			}
			return n, err
		}), os.Stdout, "", func() { os.Exit(0) })
	case "full disk":
		filesOfAtMost(1 << 20)
		_ = extract.Serve(os.Stdin, os.Stdout, os.Getenv("FOOTNOTE_TEST_CACHE"), func() { os.Exit(0) })
	case "environment": // writes its environment down, and dies
		_ = os.WriteFile(os.Getenv("FOOTNOTE_TEST_ENVIRONMENT"), []byte(strings.Join(os.Environ(), "\n")), 0o600)
		os.Exit(3)
	case "die":
		os.Exit(3)
	case "hog":
		_ = extract.Serve(&hog{allocate: func(n int) []byte { return make([]byte, n) }}, os.Stdout, "", func() {}) // never returns
	case "sharing hog":
		_ = extract.Serve(&hog{allocate: shared}, os.Stdout, "", func() {})
	case "talkative": // dies like a Go program with many goroutines that gets no more memory
		fmt.Fprintln(os.Stderr, "fatal error: runtime: out of memory")
		for i := range 10_000 {
			fmt.Fprintf(os.Stderr, "goroutine %d [running]:\n\tsome/function(...)\n", i)
		}
		os.Exit(2)
	case "babble": // answers with garbage, endlessly
		fmt.Println(strings.Repeat("words ", 100))
		select {}
	case "lie": // answers with a document whose places lie outside of its text
		_, _ = os.Stdout.Write(extract.UnsoundAnswer())
		select {}
	case "killed":
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Kill()
		}
		panic(err)
	case "parent": // starts a worker that hangs, prints its process ID, and waits to be killed
		if err := os.Setenv(asWorker, "hang"); err != nil {
			panic(err)
		}
		pool := extract.NewPool(1, workerCommand("hang")...)
		_, _ = pool.File(context.Background(), os.Args[0])
	case "hang":
		if path := os.Getenv("FOOTNOTE_TEST_PID"); path != "" {
			if err := os.WriteFile(path, fmt.Appendf(nil, "%d", os.Getpid()), 0o600); err != nil {
				panic(err)
			}
		}
		for {
			_ = struct{}{} // a reader in an endless loop
		}
	}
}

// once makes a worker that answers one request and dies on the next.
type once struct{ answered atomic.Bool }

func (o *once) in() io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := os.Stdin.Read(p)
		if o.answered.Load() {
			os.Exit(3)
		}
		return n, err
	})
}

func (o *once) out() io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		o.answered.Store(true)
		return os.Stdout.Write(p)
	})
}

type (
	readerFunc func([]byte) (int, error)
	writerFunc func([]byte) (int, error)
)

func (f readerFunc) Read(p []byte) (int, error)  { return f(p) }
func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// A hog allocates, when it is read, until the process is ended, and records how much it has.
type hog struct{ allocate func(n int) []byte }

func (h *hog) Read([]byte) (int, error) {
	const block, most = 16 << 20, 4 << 30
	var all [][]byte
	note, _ := os.OpenFile(os.Getenv("FOOTNOTE_TEST_HELD"), os.O_WRONLY|os.O_CREATE, 0o600) // nil, which ignores writes, if nobody asks
	for held := block; held < most; held += block {
		memory := h.allocate(block)
		for i := 0; i < len(memory); i += 4096 {
			memory[i] = 1
		}
		all = append(all, memory)
		_, _ = note.WriteAt(fmt.Appendf(nil, "%012d", held), 0)
	}
	return len(all), errors.New("4 GB were not too much")
}

// workerCommand returns the command of a worker of a kind. A shell starts those that exist only for tests, so that the pool does not take them for
// its own program and restrict them.
func workerCommand(kind string) []string {
	switch kind {
	case "serve", "probe", "held":
		return []string{os.Args[0]}
	}
	if runtime.GOOS == "windows" {
		return []string{os.Args[0]}
	}
	return []string{"/bin/sh", "-c", `exec "$0"`, os.Args[0]}
}

func pool(t *testing.T, size int, kind string) *extract.Pool {
	t.Helper()
	t.Setenv(asWorker, kind)
	p := extract.NewPool(size, workerCommand(kind)...)
	p.CacheDir = os.Getenv("FOOTNOTE_TEST_CACHE")
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestPoolReadsAsExtractorDoes(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i := range 20 {
		path := filepath.Join(dir, fmt.Sprintf("%d.md", i))
		if err := os.WriteFile(path, fmt.Appendf(nil, "# Title %d\n\nSome words.\n", i), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	paths = append(paths, filepath.Join(dir, "missing.txt"))
	p, x := pool(t, 2, "serve"), extract.New("")
	var wait sync.WaitGroup
	for _, path := range paths {
		wait.Go(func() {
			got, gotErr := p.File(context.Background(), path)
			want, wantErr := x.File(context.Background(), path)
			if got.Text != want.Text || got.Title != want.Title || len(got.Places.Marks) != len(want.Places.Marks) {
				t.Errorf("%s: the pool reads %+v, the extractor %+v", path, got, want)
			}
			if (gotErr == nil) != (wantErr == nil) || gotErr != nil && outcome(gotErr) != outcome(wantErr) {
				t.Errorf("%s: the pool fails with %v, the extractor with %v", path, gotErr, wantErr)
			}
			var refusal *doc.Refusal
			if gotErr != nil && !errors.As(gotErr, &refusal) {
				t.Errorf("%s: %v is no refusal", path, gotErr)
			}
		})
	}
	wait.Wait()
}

// A document's memory is known before it is received, and a caller without room for it does not receive it.
func TestPoolAsksForRoom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	text := strings.Repeat("Some words. ", 10_000)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p := pool(t, 1, "serve")
	asked := int64(0)
	document, err := p.FileAdmitted(t.Context(), path, func(_ context.Context, bytes int64) error { asked = bytes; return nil })
	if err != nil || document.Text != text || asked < int64(len(text)) || asked > int64(len(text))*2 {
		t.Errorf("a document of %d bytes asks for %d (%v)", len(document.Text), asked, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = p.FileAdmitted(ctx, path, func(ctx context.Context, _ int64) error { cancel(); <-ctx.Done(); return ctx.Err() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("what waits for room when its context ends: %v", err)
	}
	if document, err := p.File(t.Context(), path); err != nil || document.Text != text {
		t.Errorf("after that a file gives %d bytes, %v", len(document.Text), err)
	}
}

// outcome describes a refusal without its cause, which stays in the worker.
func outcome(err error) string {
	var refusal *doc.Refusal
	errors.As(err, &refusal)
	return refusal.Outcome.String()
}

func TestPoolOutlivesItsWorkers(t *testing.T) {
	for _, test := range []struct {
		kind    string
		want    doc.Class
		message string
		passing bool
	}{
		{"die", doc.Damaged, "died", false},
		{"babble", doc.Damaged, "died", false},
		{"lie", doc.Damaged, "died", false},
		{"hog", doc.OutOfMemory, "outgrew(512)", true},
		{"talkative", doc.OutOfMemory, "no-memory", true},
		{"killed", doc.Interrupted, "interrupted", true},
	} {
		p := pool(t, 1, test.kind)
		for range 2 {
			_, err := p.File(context.Background(), os.Args[0])
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != test.want || refusal.Outcome.String() != test.message || refusal.Passing != test.passing {
				t.Errorf("a worker that does %q: %#v, want %q, passing %v", test.kind, err, test.message, test.passing)
			}
			if !errors.Is(err, extract.ErrDied) {
				t.Errorf("a worker that does %q: %v is not ErrDied", test.kind, err)
			}
		}
	}
}

// However a worker takes memory, it is ended soon after it exceeds its bound.
func TestPoolBoundsMemoryOfEveryKind(t *testing.T) {
	const bound, overshoot = 512 << 20, 256 << 20 // a busy machine notices late
	for _, kind := range []string{"hog", "sharing hog"} {
		if kind == "sharing hog" && shared(1) == nil {
			continue // this system has no such memory, or another bound
		}
		path := filepath.Join(t.TempDir(), "held")
		t.Setenv("FOOTNOTE_TEST_HELD", path)
		_, err := pool(t, 1, kind).File(t.Context(), os.Args[0])
		var refusal *doc.Refusal
		if !errors.As(err, &refusal) || refusal.Code.Class() != doc.OutOfMemory {
			t.Errorf("%s: %v, want a refusal for memory", kind, err)
		}
		said, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		held, err := strconv.Atoi(string(said))
		if err != nil || held > bound+overshoot+process.DetectorMemory {
			t.Errorf("%s: it held %d MiB (%v), want not much more than %d", kind, held>>20, err, bound>>20)
		}
	}
}

func TestPoolAsksANewWorkerWhereAUsedOneDied(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("Some words."), 0o600); err != nil {
		t.Fatal(err)
	}
	p := pool(t, 1, "once")
	for range 3 {
		if document, err := p.File(context.Background(), path); err != nil || document.Text != "Some words." {
			t.Errorf("File = %q, %v", document.Text, err)
		}
	}
}

// A file whose worker died is tried once more, in a worker with low priority.
func TestPoolTriesOnceMore(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("Some words."), 0o600); err != nil {
		t.Fatal(err)
	}
	nice := filepath.Join(dir, "nice")
	t.Setenv("FOOTNOTE_TEST_NICE", nice)
	p := pool(t, 1, "second")
	if document, err := p.File(context.Background(), path); err != nil || document.Text != "Some words." {
		t.Errorf("File = %q, %v", document.Text, err)
	}
	if got, err := os.ReadFile(nice); err != nil || runtime.GOOS == "linux" && string(got) != "19" {
		t.Errorf("the second worker has the niceness %q (%v), want 19", got, err)
	}
}

// niceness returns this process's niceness, if /proc states it.
func niceness() string {
	threads, err := filepath.Glob("/proc/self/task/*/stat")
	if err != nil || len(threads) == 0 {
		return ""
	}
	stat, err := os.ReadFile(threads[len(threads)-1]) // the youngest thread: each has its own
	if err != nil {
		return ""
	}
	const nice = 16 // index after the name (proc_pid_stat(5))
	_, rest, _ := strings.Cut(string(stat), ") ")
	return strings.Fields(rest)[nice]
}

func TestPoolEndsAWorkerThatHangs(t *testing.T) {
	p := pool(t, 1, "hang")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.File(ctx, os.Args[0]); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("err = %v, want the context's", err)
	}
}

// However a program ends, its workers end too, even those that hang.
func TestWorkersDieWithTheProgram(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere a worker that hangs outside Go's sight cannot be told to end with the program")
	}
	told := filepath.Join(t.TempDir(), "pid")
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), asWorker+"=parent", "FOOTNOTE_TEST_PID="+told)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pid []byte
	eventually(t, "the worker starts", func() bool {
		pid, _ = os.ReadFile(told)
		return len(pid) > 0
	})
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // it was killed
	eventually(t, "the worker ends", func() bool {
		stat, err := os.ReadFile("/proc/" + string(pid) + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}

// eventually polls until a condition holds. There is no other way to wait for another process.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within 20 s", what)
		}
	}
}

// Nothing waits for a closed pool, and closing it again does nothing.
func TestPoolClosed(t *testing.T) {
	p := pool(t, 1, "hang")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	busy, waiting := make(chan error, 1), make(chan error, 1)
	go func() { _, err := p.File(ctx, os.Args[0]); busy <- err }()
	eventually(t, "the worker is at work", func() bool { return p.Busy() == 1 })
	go func() { _, err := p.File(context.Background(), os.Args[0]); waiting <- err }()
	closed := make(chan error, 2)
	for range 2 {
		go func() { closed <- p.Close() }()
	}
	within := func(what string, result chan error, want error) {
		t.Helper()
		select {
		case err := <-result:
			if !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", what, err, want)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s does not return", what)
		}
	}
	within("a call that waits for a worker", waiting, extract.ErrClosed)
	cancel()
	within("the call at work", busy, context.Canceled)
	within("Close", closed, nil)
	within("Close, a second time", closed, nil)
	go func() { _, err := p.File(context.Background(), os.Args[0]); waiting <- err }()
	within("a call after Close", waiting, extract.ErrClosed)
	go func() {
		_, err := p.Page(context.Background(), os.Args[0], reader.PageView{Page: 1, Width: 1})
		waiting <- err
	}()
	within("a page after Close", waiting, extract.ErrClosed)
}

// A file that waits for its second try stops waiting when its context ends.
func TestPoolTryingOnceMoreEndsWithTheContext(t *testing.T) {
	p := pool(t, 1, "die")
	defer p.HoldAgain()()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { _, err := p.File(ctx, os.Args[0]); ended <- err }()
	time.AfterFunc(50*time.Millisecond, cancel)
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want the context's error", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on waiting")
	}
}
