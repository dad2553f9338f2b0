// Package instance allows one window at a time on a library. The first process holds the library; a later one rings it, so that it shows
// its window and what the later one was asked to open.
//
// The hold is a system lock on a file in the library's folder. The lock ends with the process that holds it, however that process ends, so
// a file left by a killed program does no harm. The bell is a local socket (bell.go). The package reads and writes nothing in the library.
// Start reading at Hold.
package instance

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// LockFile is the name of the file in a library's folder that is locked while a window is open on the library.
const LockFile = "window.lock"

// ErrHeld reports that a window is already open on the library.
var ErrHeld = errors.New("a window is open on the library already")

// An Instance is the only window on a library until it is closed.
type Instance struct {
	lock *os.File
	bell *bell // nil if this system cannot make one
	rung chan Request
	done sync.WaitGroup
}

// Hold makes this process the only one with a window on the library in a folder, and makes the folder if it does not exist. The error is
// ErrHeld if another process has a window on it. Any other error means that the folder cannot be written, so nobody else can hold it
// either.
func Hold(library string) (*Instance, error) {
	i := &Instance{rung: make(chan Request, maxWaiting)}
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

// Rung returns a channel that receives what another process asks for when it rings.
func (i *Instance) Rung() <-chan Request { return i.rung }

// Close lets another process hold the library.
func (i *Instance) Close() error {
	var err error
	if i.bell != nil {
		err = i.bell.Close()
	}
	i.done.Wait()
	return errors.Join(err, i.lock.Close())
}
