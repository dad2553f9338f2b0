package store_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"footnote/index/store"
)

// childHold, if set, turns the test binary into a process that holds the library in a folder until it is killed.
const childHold = "FOOTNOTE_STORE_TEST_HOLD"

func holdForEver(dir string) error {
	lock, err := store.TryLock(dir, store.Holder{Name: "index", Act: store.ActReading})
	if err != nil {
		return err
	}
	if _, err := os.Stdout.WriteString("held\n"); err != nil {
		return err
	}
	time.Sleep(time.Hour) // it is killed before
	return lock.Close()
}

// heldElsewhere starts another process that holds a library.
func heldElsewhere(t *testing.T, dir string) *os.Process {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childHold+"="+dir)
	out := must(child.StdoutPipe())(t)
	ok(t, child.Start())
	t.Cleanup(func() { _ = child.Process.Kill(); _ = child.Wait() }) // it is killed
	must(out.Read(make([]byte, 5)))(t)
	return child.Process
}

func TestLockSaysWhoHoldsIt(t *testing.T) {
	dir := t.TempDir()
	process := heldElsewhere(t, dir)
	var held *store.HeldError
	_, err := store.TryLock(dir, store.Holder{})
	if !errors.As(err, &held) || !errors.Is(err, store.ErrBusy) {
		t.Fatalf("got %v, want a HeldError", err)
	}
	if by := held.By; by.PID != process.Pid || by.Name != "index" || by.Act != store.ActReading || time.Since(by.Since) > time.Hour {
		t.Errorf("held by %+v, want process %d", by, process.Pid)
	}
	var told []store.Holder
	_, err = store.WaitLock(t.Context(), dir, store.Holder{}, 3*time.Millisecond, func(by store.Holder) { told = append(told, by) })
	if !errors.As(err, &held) || len(told) != 1 || told[0] != held.By {
		t.Errorf("waited for %+v, then %v", told, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = store.WaitLock(ctx, dir, store.Holder{}, -1, func(store.Holder) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	ok(t, process.Kill())
	lock := must(store.WaitLock(t.Context(), dir, store.Holder{}, time.Minute, nil))(t) // of a killed process
	if _, err := store.TryLock(dir, store.Holder{}); !errors.As(err, &held) || held.By.PID != os.Getpid() {
		t.Errorf("locked twice: %v", err)
	}
	ok(t, lock.Close())
	ok(t, must(store.TryLock(dir, store.Holder{}))(t).Remove())
	if _, err := os.Stat(filepath.Join(dir, store.LockName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lock's file is still there: %v", err)
	}
}

// TestLockIsNoOthersFile replaces the lock's file by something else, which must not be written to.
func TestLockIsNoOthersFile(t *testing.T) {
	dir := t.TempDir()
	lock, mine := filepath.Join(dir, store.LockName), filepath.Join(dir, "mine")
	ok(t, os.WriteFile(mine, []byte("mine"), 0o600))
	ok(t, os.Symlink(mine, lock))
	if _, err := store.TryLock(dir, store.Holder{Name: "index"}); err == nil {
		t.Error("locked through a link")
	}
	if data := must(os.ReadFile(mine))(t); string(data) != "mine" {
		t.Errorf("the file says %q", data)
	}
	ok(t, os.Remove(lock))
	ok(t, os.Mkdir(lock, 0o700))
	if _, err := store.TryLock(dir, store.Holder{}); err == nil {
		t.Error("locked a folder")
	}
	ok(t, os.Remove(lock))
	for _, said := range []string{"", "{", "null", `{"pid": "x"}`, `{"pid": -1}`} {
		ok(t, os.WriteFile(lock, []byte(said), 0o600))
		held := must(store.TryLock(dir, store.Holder{}))(t)
		ok(t, os.WriteFile(lock, []byte(said), 0o600))
		var other *store.HeldError
		if _, err := store.TryLock(dir, store.Holder{}); !errors.As(err, &other) || other.By.PID > 0 {
			t.Errorf("%s: %v", said, err)
		}
		ok(t, held.Close())
	}
}

// TestHoldsAddUp checks that one store may hold its library several times, and that another store cannot hold it meanwhile.
func TestHoldsAddUp(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir), open(t, dir)
	first := must(s.Hold(t.Context(), store.Holder{Act: store.ActReading}, 0, nil))(t)
	second := must(s.Hold(t.Context(), store.Holder{Act: store.ActEmbedding}, 0, nil))(t)
	refused := func() bool {
		release, err := other.Hold(t.Context(), store.Holder{}, 0, nil)
		if err == nil {
			ok(t, release())
		}
		return errors.Is(err, store.ErrBusy)
	}
	if !refused() {
		t.Error("held by two stores")
	}
	source(t, other, "/short") // short work needs no hold
	ok(t, first())
	if !refused() {
		t.Error("given up with the first of two holds")
	}
	ok(t, second())
	if refused() {
		t.Error("not given up")
	}
}

// TestReadersNeverWait opens and searches a library during another process's unfinished write.
func TestReadersNeverWait(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s, source(t, s, "/docs"), 5)
	ok(t, s.Close())
	for _, begin := range []string{`BEGIN IMMEDIATE`, `BEGIN EXCLUSIVE`} {
		held := must(database(t, dir).Conn(t.Context()))(t)
		must(held.ExecContext(t.Context(), begin))(t)
		must(held.ExecContext(t.Context(), `UPDATE document SET title = 'changed'`))(t)
		s = must(store.Open(dir, store.Model{Name: model, Dim: dim}))(t) // a write would wait for half a minute and fail
		if hits := must(s.Keyword(t.Context(), store.Words("title"), 10, nil))(t); len(hits) == 0 {
			t.Error("nothing is found")
		}
		must(s.Refresh(t.Context()))(t)
		must(held.ExecContext(t.Context(), `ROLLBACK`))(t)
		ok(t, held.Close())
		ok(t, s.Close())
	}
}

// TestGone removes, replaces and moves the database of an open library. Later writes must report that.
func TestGone(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed": os.Remove,
		"renamed": func(path string) error { return os.Rename(path, path+".old") },
		"replaced": func(path string) error {
			data, err := os.ReadFile(path)
			return errors.Join(err, os.Rename(path, path+".old"), os.WriteFile(path, data, 0o600))
		},
		"the folder is renamed": func(path string) error { return os.Rename(filepath.Dir(path), filepath.Dir(path)+"-old") },
	} {
		dir := filepath.Join(t.TempDir(), "library")
		s := open(t, dir)
		src := source(t, s, "/docs")
		if err := take(filepath.Join(dir, store.FileName)); err != nil {
			t.Skip(err) // Windows cannot remove an open file
		}
		_, err := s.AddSource(t.Context(), "/more")
		errs := map[string]error{"AddSource": err, "RemoveSource": s.RemoveSource(t.Context(), src), "Present": s.Present(t.Context())}
		_, errs["Refresh"] = s.Refresh(t.Context())
		_, errs["Hold"] = s.Hold(t.Context(), store.Holder{}, 0, nil)
		for act, err := range errs {
			if !errors.Is(err, store.ErrGone) {
				t.Errorf("%s: %s: got %v, want ErrGone", name, act, err)
			}
		}
	}
}

// TestMoverLeavesReadersAlone searches a library and writes to it at every step of a move.
func TestMoverLeavesReadersAlone(t *testing.T) {
	dir, to := filepath.Join(t.TempDir(), "library"), t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	fill(t, s, src, 5)
	m := must(store.BeginMove(t.Context(), dir, store.Holder{Name: "move", Act: store.ActMoving}, 0, nil))(t)
	defer func() { _ = m.Close() }()
	writes := func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		_, err := s.AddSource(ctx, "/more")
		return err
	}
	reads := func(step string) {
		t.Helper()
		again := must(store.Open(dir, store.Model{Name: model, Dim: dim}))(t)
		if hits := must(again.Keyword(t.Context(), store.Words("title"), 10, nil))(t); len(hits) == 0 {
			t.Errorf("after %s nothing is found", step)
		}
		ok(t, again.Close())
	}
	reads("nothing")
	ok(t, writes())
	ok(t, m.Mark(t.Context(), to))
	reads("Mark")
	if err := writes(); !errors.Is(err, context.DeadlineExceeded) { // it waits, and would report after half a minute who is moving
		t.Errorf("written to while it is moved: %v", err)
	}
	ok(t, m.Copy(t.Context(), to, nil))
	reads("Copy")
	ok(t, m.Place(to))
	reads("Place")
	ok(t, m.Supersede(t.Context(), to))
	var moved *store.MovedError
	if err := writes(); !errors.As(err, &moved) || moved.To != to {
		t.Errorf("written to after it has moved: %v", err)
	}
	if _, err := store.Open(dir, store.Model{Name: model, Dim: dim}); !errors.As(err, &moved) || moved.To != to {
		t.Errorf("opened after it has moved: %v", err)
	}
	ok(t, m.Discard(t.Context()))
	ok(t, os.RemoveAll(dir))
	if _, err := s.Hold(t.Context(), store.Holder{}, 0, nil); !errors.As(err, &moved) || moved.To != to {
		t.Errorf("held after its old folder was removed: %v", err)
	}
	consistent(t, to, open(t, to))
	if got, want := must(open(t, to).UID(t.Context()))(t), must(s.UID(t.Context()))(t); got != want {
		t.Errorf("the id is %s, and was %s", got, want)
	}
}

// TestCutOffMoveIsForgotten kills a process that is moving a library. The next writer must succeed.
func TestCutOffMoveIsForgotten(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	s := open(t, dir)
	m := must(store.BeginMove(t.Context(), dir, store.Holder{}, 0, nil))(t)
	ok(t, m.Mark(t.Context(), to))
	ok(t, m.Close())
	source(t, s, "/docs")
	id := must(store.Identify(t.Context(), dir))(t)
	ok(t, s.Close())
	if id = must(store.Identify(t.Context(), dir))(t); id.Succession != store.Settled || id.Successor != to {
		t.Errorf("got %+v", id)
	}
}
