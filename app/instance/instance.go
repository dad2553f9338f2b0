// Package instance allows one window at a time on a library. The first process holds the library; a later one rings it, so that it shows
// its window.
//
// The hold is a system lock on a file in the library's folder. The lock ends with the process that holds it, however that process ends, so
// a file left by a killed program does no harm. The bell is a local socket named after the library. The package reads and writes nothing in
// the library. Start reading at Hold.
package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// LockFile is the name of the file in a library's folder that is locked while a window is open on the library.
const LockFile = "window.lock"

// ErrHeld reports that a window is already open on the library.
var ErrHeld = errors.New("a window is open on the library already")

// answerWithin bounds how long a window may take to answer the bell.
const answerWithin = 2 * time.Second

// An Instance is the only window on a library until it is closed.
type Instance struct {
	lock *os.File
	bell net.Listener // nil if this system cannot make one
	rung chan struct{}
	done sync.WaitGroup
}

// Hold makes this process the only one with a window on the library in a folder, and makes the folder if it does not exist. The error is
// ErrHeld if another process has a window on it. Any other error means that the folder cannot be written, so nobody else can hold it
// either.
func Hold(library string) (*Instance, error) {
	i := &Instance{rung: make(chan struct{}, 1)}
	if err := i.take(library); err != nil {
		return nil, fmt.Errorf("hold library: %w", err)
	}
	return i, nil
}

// Move holds another library instead of the present one, which it releases. If it fails, the present one stays held. Its errors are those
// of Hold.
func (i *Instance) Move(library string) error {
	lock, bell := i.lock, i.bell
	if err := i.take(library); err != nil {
		return fmt.Errorf("hold library: %w", err)
	}
	var err error
	if bell != nil {
		err = bell.Close()
	}
	return errors.Join(err, lock.Close())
}

// take locks a library, and opens a bell if it can.
func (i *Instance) take(library string) error {
	if err := os.MkdirAll(library, 0o700); err != nil {
		return err
	}
	path := filepath.Join(library, LockFile)
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", path) // a link leads out of the library
	}
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := tryLock(lock); err != nil {
		_ = lock.Close() // the failed lock is the error to report
		return err
	}
	i.lock, i.bell = lock, nil
	if bell, err := listen(library); err == nil {
		i.bell = bell
		i.done.Go(func() { i.answer(bell) })
	}
	return nil
}

// Rung returns a channel that receives a value when another process rings.
func (i *Instance) Rung() <-chan struct{} { return i.rung }

// Close lets another process hold the library.
func (i *Instance) Close() error {
	var err error
	if i.bell != nil {
		err = i.bell.Close()
	}
	i.done.Wait()
	return errors.Join(err, i.lock.Close())
}

// answer accepts every caller, reports the ring, and confirms it to the caller.
func (i *Instance) answer(bell net.Listener) {
	for {
		caller, err := bell.Accept()
		if err != nil {
			return
		}
		select {
		case i.rung <- struct{}{}:
		default: // it is ringing already
		}
		_ = caller.SetDeadline(time.Now().Add(answerWithin)) // if this fails the answer may be late, and the caller stops waiting
		_, _ = caller.Write([]byte{'!'})
		_ = caller.Close()
	}
}

// Ring asks the window that is open on the library in a folder to show itself.
func Ring(library string) error {
	door, err := address(library)
	if err != nil {
		return err
	}
	window, err := net.DialTimeout("unix", door, answerWithin)
	if err != nil {
		return fmt.Errorf("ring at the window: %w", err)
	}
	defer func() { _ = window.Close() }() // nothing is written to it
	if err := window.SetDeadline(time.Now().Add(answerWithin)); err != nil {
		return fmt.Errorf("ring at the window: %w", err)
	}
	if _, err := window.Read(make([]byte, 1)); err != nil {
		return fmt.Errorf("ring at the window: %w", err)
	}
	return nil
}

// listen opens the bell. It removes a socket left by a killed program: the caller holds the lock.
func listen(library string) (net.Listener, error) {
	door, err := address(library)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(door), 0o700); err != nil {
		return nil, err
	}
	if err := os.Remove(door); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	bell, err := net.Listen("unix", door)
	if err == nil {
		_ = os.Chmod(door, 0o600) // if this fails others can ring, which gives them access to nothing
	}
	return bell, err
}

// maxAddress bounds the length of a socket's path: some systems allow 104 bytes with the terminator.
const maxAddress = 100

// address returns the path of a library's bell: in the user's cache folder, or in the temporary folder if that path is too long.
func address(library string) (string, error) {
	whole, err := filepath.Abs(library)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(whole); err == nil {
		whole = real
	}
	sum := sha256.Sum256([]byte(whole))
	name := "window-" + hex.EncodeToString(sum[:8])
	if caches, err := os.UserCacheDir(); err == nil {
		if path := filepath.Join(caches, "footnote", name); len(path) <= maxAddress {
			return path, nil
		}
	}
	return filepath.Join(os.TempDir(), "footnote-"+name), nil
}
