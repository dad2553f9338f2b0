package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// LockName is the name of the lock file in a library's folder. A process locks it for long work on the library. The lock is a system lock
// and ends with the process. The file names the holder:
//
//	{"pid": 4711, "name": "index", "act": "reading", "since": "2026-11-30T10:02:00Z"}
const LockName = "library.lock"

const (
	lockLook      = 100 * time.Millisecond // the interval between attempts at a lock that is held
	maxHolderSize = 1 << 10                // bytes read from the lock file
)

// An Act is a process's long work on a library.
type Act string

const (
	ActReading   Act = "reading"   // documents
	ActEmbedding Act = "embedding" // making vectors
	ActMoving    Act = "moving"    // the library to another folder; nobody may write meanwhile
	ActRepairing Act = "repairing" // nobody may write meanwhile
)

// A Holder is a process that works on a library. Unknown fields are zero.
type Holder struct {
	PID   int       `json:"pid"`
	Name  string    `json:"name"` // of the command or the window, as its program gave it
	Act   Act       `json:"act"`
	Since time.Time `json:"since"`
}

// A HeldError reports that another process works on the library. It matches ErrBusy.
type HeldError struct{ By Holder }

func (e *HeldError) Error() string {
	return fmt.Sprintf("process %d (%s) holds the library for %s", e.By.PID, e.By.Name, e.By.Act)
}

// Is makes errors.Is(err, ErrBusy) true.
func (e *HeldError) Is(target error) bool { return target == ErrBusy }

// A Lock is the right to do long work on a library.
type Lock struct {
	file *os.File
	path string
}

// TryLock locks the library in a folder, or returns a *HeldError at once. The error is ErrReadOnly if the folder cannot be written.
func TryLock(dir string, as Holder) (*Lock, error) {
	l := &Lock{path: filepath.Join(dir, LockName)}
	for {
		var err error
		if l.file, err = openRegular(l.path); err != nil {
			return nil, lockFault(err)
		}
		taken, err := tryLock(l.file)
		if err != nil || !taken {
			by := l.holder()
			_ = l.file.Close() // nothing was written
			if err != nil {
				return nil, lockFault(err)
			}
			return nil, &HeldError{by}
		}
		if l.current() {
			return l, l.sign(as)
		}
		_ = l.file.Close() // another process removed, and perhaps made, the file before it was locked: lock the present one
	}
}

// WaitLock is TryLock that waits for a lock that is held. waiting, if not nil, receives the holder. The error is a *HeldError after the
// time wait, or ctx.Err(). A negative wait has no limit.
func WaitLock(ctx context.Context, dir string, as Holder, wait time.Duration, waiting func(Holder)) (l *Lock, err error) {
	err = await(ctx, wait, waiting, func() error {
		l, err = TryLock(dir, as)
		return err
	})
	return l, err
}

// await calls try until the library is free.
func await(ctx context.Context, wait time.Duration, waiting func(Holder), try func() error) error {
	begun := time.Now()
	told := -1 // the process that waiting was last told of
	for {
		err := try()
		var held *HeldError
		if !errors.As(err, &held) || wait >= 0 && time.Since(begun) >= wait {
			return err
		}
		if waiting != nil && told != held.By.PID {
			told = held.By.PID
			waiting(held.By)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lockLook):
		}
	}
}

// Close releases the lock.
func (l *Lock) Close() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

// Remove removes the lock's file and closes it, for a library that is about to be removed.
func (l *Lock) Remove() error {
	if err := os.Remove(l.path); err == nil {
		return l.Close()
	}
	return errors.Join(l.Close(), os.Remove(l.path)) // on systems that cannot remove an open file
}

// current reports whether the locked file is still at its path.
func (l *Lock) current() bool {
	mine, err := l.file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(l.path)
	return err == nil && os.SameFile(mine, named)
}

// sign writes the holder into the file. The lock holds without that, too.
func (l *Lock) sign(as Holder) error {
	as.PID, as.Since = os.Getpid(), time.Now().UTC().Truncate(time.Second)
	data, err := json.Marshal(as)
	if err == nil {
		err = l.file.Truncate(0)
	}
	if err == nil {
		_, _ = l.file.WriteAt(data, 0) // on a full disk nobody can be told; that must not prevent the removal of documents
	}
	if err != nil {
		return errors.Join(err, l.file.Close())
	}
	return nil
}

// holder reads who holds the file. It may read during a write.
func (l *Lock) holder() (by Holder) {
	data, err := io.ReadAll(io.NewSectionReader(l.file, 0, maxHolderSize))
	if err != nil || json.Unmarshal(data, &by) != nil {
		return Holder{}
	}
	return by
}

// lockFault converts a system error to one of this package's errors.
func lockFault(err error) error {
	if errors.Is(err, fs.ErrPermission) || readOnlyFileSystem(err) {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return diskFault(err)
}

// Hold makes this store's process the one that does long work on the library, until release is called. Calls on the same store nest.
// waiting and errors are as for WaitLock. The error is ErrGone or a *MovedError if the library is no longer there.
func (s *Store) Hold(ctx context.Context, as Holder, wait time.Duration, waiting func(Holder)) (release func() error, err error) {
	if err := await(ctx, wait, waiting, func() error { return s.hold(as) }); err != nil {
		if errors.Is(err, fs.ErrNotExist) { // the folder is gone
			err = errors.Join(s.Present(ctx), err)
		}
		return nil, fmt.Errorf("hold library: %w", err)
	}
	if err := s.Present(ctx); err != nil {
		return nil, errors.Join(err, s.letGo())
	}
	keepReserve(filepath.Dir(s.path))
	_ = DiscardIncoming(filepath.Dir(s.path)) // of an import that was cut off: its file only takes space
	return s.letGo, nil
}

func (s *Store) hold(as Holder) (err error) {
	s.holding.Lock()
	defer s.holding.Unlock()
	if s.holds == 0 {
		if s.lock, err = TryLock(filepath.Dir(s.path), as); err != nil {
			return err
		}
	}
	s.holds++
	return nil
}

// letGo releases one hold.
func (s *Store) letGo() error {
	s.holding.Lock()
	defer s.holding.Unlock()
	if s.holds--; s.holds > 0 {
		return nil
	}
	return s.lock.Close()
}

// holdsLock reports whether this store holds the library for long work.
func (s *Store) holdsLock() bool {
	s.holding.Lock()
	defer s.holding.Unlock()
	return s.holds > 0
}

// openRegular opens a file for writing, and creates it if it does not exist. It follows no link, and opens only regular files.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|noFollow, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: path, Err: errors.New("not a file")}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
