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

// LockName is the name of the file in a library's folder that whoever works on the library for long keeps locked. The lock is the
// system's and ends with the process. The file says who holds it:
//
//	{"pid": 4711, "name": "index", "act": "reading", "since": "2026-11-30T10:02:00Z"}
const LockName = "library.lock"

const (
	lockLook      = 100 * time.Millisecond // how often a lock that is held is tried again
	maxHolderSize = 1 << 10                // bytes that are read of what the file says
)

// An Act is what a process does with a library for long.
type Act string

const (
	ActReading   Act = "reading"   // documents
	ActEmbedding Act = "embedding" // making vectors
	ActMoving    Act = "moving"    // the library to another folder; nobody may write meanwhile
	ActRepairing Act = "repairing" // nobody may write meanwhile
)

// A Holder is a process that works on a library. What is not known is zero.
type Holder struct {
	PID   int       `json:"pid"`
	Name  string    `json:"name"` // of the command or the window, as its program gave it
	Act   Act       `json:"act"`
	Since time.Time `json:"since"`
}

// A HeldError reports that another process works on the library. It is an ErrBusy.
type HeldError struct{ By Holder }

func (e *HeldError) Error() string {
	return fmt.Sprintf("process %d (%s) holds the library for %s", e.By.PID, e.By.Name, e.By.Act)
}

// Is makes errors.Is(err, ErrBusy) true.
func (e *HeldError) Is(target error) bool { return target == ErrBusy }

// A Lock is the right to work on a library for long.
type Lock struct {
	file *os.File
	path string
}

// TryLock locks the library in a folder, or returns a *HeldError at once. The error is ErrReadOnly where the folder cannot be written.
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
		_ = l.file.Close() // the file was removed, and perhaps made anew, before it was locked: take that one
	}
}

// WaitLock is TryLock that waits for a lock that is held. Waiting, if not nil, is told who holds it. The error is a *HeldError after the
// time wait, or ctx.Err(); a negative wait has no end.
func WaitLock(ctx context.Context, dir string, as Holder, wait time.Duration, waiting func(Holder)) (l *Lock, err error) {
	err = await(ctx, wait, waiting, func() error {
		l, err = TryLock(dir, as)
		return err
	})
	return l, err
}

// await calls try until the library is not held.
func await(ctx context.Context, wait time.Duration, waiting func(Holder), try func() error) error {
	begun := time.Now()
	told := -1 // the process that waiting was told of
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

// Close lets the next one have the lock.
func (l *Lock) Close() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

// Remove removes the lock's file and closes it, for a library that is about to go.
func (l *Lock) Remove() error {
	if err := os.Remove(l.path); err == nil {
		return l.Close()
	}
	return errors.Join(l.Close(), os.Remove(l.path)) // where a file that is open cannot be removed
}

// current reports whether the file that is locked still has its name.
func (l *Lock) current() bool {
	mine, err := l.file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(l.path)
	return err == nil && os.SameFile(mine, named)
}

// sign writes into the file who holds it. The lock holds without that, too.
func (l *Lock) sign(as Holder) error {
	as.PID, as.Since = os.Getpid(), time.Now().UTC().Truncate(time.Second)
	data, err := json.Marshal(as)
	if err == nil {
		err = l.file.Truncate(0)
	}
	if err == nil {
		_, _ = l.file.WriteAt(data, 0) // on a full disk nobody can be told, which must not keep documents from being removed
	}
	if err != nil {
		return errors.Join(err, l.file.Close())
	}
	return nil
}

// holder reads who holds the file. It may be read while it is written.
func (l *Lock) holder() (by Holder) {
	data, err := io.ReadAll(io.NewSectionReader(l.file, 0, maxHolderSize))
	if err != nil || json.Unmarshal(data, &by) != nil {
		return Holder{}
	}
	return by
}

// lockFault gives the system's error its name among ours.
func lockFault(err error) error {
	if errors.Is(err, fs.ErrPermission) || readOnlyFileSystem(err) {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return diskFault(err)
}

// Hold makes this store's process the one that works on the library for long, until release is called. Calls by the same store come on top
// of each other. Waiting and errors are as WaitLock's; it is ErrGone or a *MovedError where the library is not there any more.
func (s *Store) Hold(ctx context.Context, as Holder, wait time.Duration, waiting func(Holder)) (release func() error, err error) {
	if err := await(ctx, wait, waiting, func() error { return s.hold(as) }); err != nil {
		if errors.Is(err, fs.ErrNotExist) { // the folder has gone
			err = errors.Join(s.Present(ctx), err)
		}
		return nil, fmt.Errorf("hold library: %w", err)
	}
	if err := s.Present(ctx); err != nil {
		return nil, errors.Join(err, s.letGo())
	}
	keepReserve(filepath.Dir(s.path))
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

// letGo gives up one hold.
func (s *Store) letGo() error {
	s.holding.Lock()
	defer s.holding.Unlock()
	if s.holds--; s.holds > 0 {
		return nil
	}
	return s.lock.Close()
}

// holdsLock reports whether this store works on the library for long.
func (s *Store) holdsLock() bool {
	s.holding.Lock()
	defer s.holding.Unlock()
	return s.holds > 0
}

// openRegular opens a file to write to, and makes it where it is not there. It follows no link, and opens nothing but files.
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
