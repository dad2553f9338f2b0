package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"footnote/index/store"
)

// childDir, if set, turns the test binary into a process that puts documents into a library until it is killed.
const childDir = "FOOTNOTE_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := putForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if dir := os.Getenv(childHold); dir != "" {
		fmt.Fprintln(os.Stderr, holdForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// putForEver puts and replaces documents, and prints a line for each to standard output.
func putForEver(dir string) error {
	ctx := context.Background()
	s, err := store.Open(dir, store.Model{Name: model, Dim: dim})
	if err != nil {
		return err
	}
	src, err := s.AddSource(ctx, "/docs")
	if err != nil {
		return err
	}
	m := newMaker(uint64(os.Getpid()))
	for i := 0; ; i++ {
		d, chunks := m.document(src, fmt.Sprintf("/docs/%d", i%37), m.IntN(60))
		if err := s.Put(ctx, d, chunks, s.Serving()); err != nil {
			return err
		}
		fmt.Println(d.Path, len(d.Text))
	}
}

// TestKilled repeatedly kills a process that puts documents. All that it reported as committed must be there, and complete.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	for round := range 4 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir)
		var stderr strings.Builder
		child.Stderr = &stderr
		out := must(child.StdoutPipe())(t)
		ok(t, child.Start())
		last := map[string]int{} // the sizes of the texts committed last
		lines := bufio.NewScanner(out)
		for n := 0; n < 10+31*round && lines.Scan(); n++ {
			var path string
			var size int
			must(fmt.Sscan(lines.Text(), &path, &size))(t)
			last[path] = size
		}
		ok(t, child.Process.Kill())
		for lines.Scan() { // printed before it died
			var path string
			var size int
			if n, _ := fmt.Sscan(lines.Text(), &path, &size); n == 2 {
				last[path] = size
			}
		}
		_ = child.Wait() // it was killed
		if len(last) == 0 {
			t.Fatalf("the process put nothing: %s", stderr.String())
		}
		s := open(t, dir)
		consistent(t, dir, s)
		differing := 0
		for path, size := range last {
			if d := must(s.Text(t.Context(), path))(t); len(d.Text) != size {
				differing++ // committed, and killed before it could print
			}
		}
		if differing > 1 {
			t.Errorf("round %d: %d documents are not as they were committed", round, differing)
		}
		ok(t, s.Close())
	}
}

// TestTwoStores checks that a second store on the same library sees what the first one writes.
func TestTwoStores(t *testing.T) {
	dir := t.TempDir()
	one, two := open(t, dir), open(t, dir)
	refresh := func(s *store.Store, want bool) {
		t.Helper()
		if got := must(s.Refresh(t.Context()))(t); got != want {
			t.Errorf("Refresh reports %v, want %v", got, want)
		}
	}
	same := func() {
		t.Helper()
		query := newMaker(1).vector(dim)
		a, b := must(vectors(t, one).Nearest(t.Context(), query, 1000, nil))(t), must(vectors(t, two).Nearest(t.Context(), query, 1000, nil))(t)
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("the stores find %d and %d vectors, or others", len(a), len(b))
		}
	}
	refresh(two, false)
	src := source(t, one, "/docs")
	fill(t, one, src, 25)
	refresh(one, false)
	refresh(two, true)
	refresh(two, false)
	same()
	fill(t, two, src, 10) // replaces, with memory up to date
	refresh(two, false)
	refresh(one, true)
	same()
	m := newMaker(3)
	d, chunks := m.document(src, "/docs/by-one", 5)
	ok(t, one.Put(t.Context(), d, chunks, one.Serving()))
	d, chunks = m.document(src, "/docs/by-two", 5) // with memory behind
	ok(t, two.Put(t.Context(), d, chunks, two.Serving()))
	refresh(one, true)
	refresh(two, false)
	same()
	ok(t, one.RemoveSource(t.Context(), src))
	refresh(two, true)
	same()
	consistent(t, dir, one)
	consistent(t, dir, two)
}

// TestConcurrent searches, writes and refreshes from many goroutines, for the race detector.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	stores := []*store.Store{open(t, dir), open(t, dir)}
	src := source(t, stores[0], "/docs")
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for w := range 4 {
		writers.Go(func() {
			m, s := newMaker(uint64(w)), stores[w%2]
			for i := range 15 {
				d, chunks := m.document(src, fmt.Sprint("/docs/", m.IntN(15)), m.IntN(12))
				if err := s.Put(t.Context(), d, chunks, s.Serving()); err != nil {
					t.Error(err)
				}
				if i%5 == 4 {
					stamps, err := s.Stamps(t.Context(), src)
					if err != nil {
						t.Error(err)
					}
					for _, stamp := range stamps {
						if err := s.RemoveDocuments(t.Context(), stamp.ID); err != nil {
							t.Error(err)
						}
						break
					}
				}
			}
		})
	}
	for r := range 4 {
		readers.Go(func() {
			m, s := newMaker(uint64(100+r)), stores[r%2]
			for {
				select {
				case <-done:
					return
				default:
				}
				_, err1 := s.Refresh(t.Context())
				near, err2 := vectors(t, s).Nearest(t.Context(), m.vector(dim), 10, nil)
				words, err3 := s.Keyword(t.Context(), store.Words("w1", "w2"), 10, nil)
				var ids []int64
				for _, h := range append(near, words...) {
					ids = append(ids, h.Chunk)
				}
				_, err4 := s.Passages(t.Context(), ids)
				vectors(t, s).Cosines(m.vector(dim), ids)
				_, err5 := s.Frequencies(t.Context(), store.Words("w3"))
				if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	consistent(t, dir, stores[0])
	consistent(t, dir, stores[1])
}

// TestDiskFull limits the database's size. A Put that does not fit must fail with ErrFull and change nothing.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	fill(t, s, src, 5)
	before := must(s.Sources(t.Context()))(t)
	ok(t, s.LimitPages(t.Context(), 40))
	m := newMaker(5)
	d, chunks := m.document(src, "/docs/large", 4000)
	if err := s.Put(t.Context(), d, chunks, s.Serving()); !errors.Is(err, store.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if after := must(s.Sources(t.Context()))(t); after[0] != before[0] {
		t.Errorf("got %+v, want %+v", after, before)
	}
	consistent(t, dir, s)
	ok(t, s.LimitPages(t.Context(), 1<<30))
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	consistent(t, dir, s)
}

// TestCancelledMidway cancels a Put during its write.
func TestCancelledMidway(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	m := newMaker(5)
	d, chunks := m.document(src, "/docs/large", 5000)
	held := must(database(t, dir).Conn(t.Context()))(t)
	defer func() { _ = held.Close() }()
	must(held.ExecContext(t.Context(), `BEGIN IMMEDIATE`))(t) // so that the Put waits
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() { result <- s.Put(ctx, d, chunks, s.Serving()) }()
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	must(held.ExecContext(t.Context(), `ROLLBACK`))(t)
	consistent(t, dir, s)
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	consistent(t, dir, s)
}
