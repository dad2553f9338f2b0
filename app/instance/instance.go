// Package instance lets one window at a time be open on a library: the first holds it, and one that is started later rings at it.
//
// What is held is a lock of the system's on a file in the library's folder. It ends with the process that holds it, however that ends,
// so that a file which a killed program left behind is no obstacle. The bell is a local socket, named for the library. The package
// reads and writes nothing of the library. Start reading at Hold.
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

// LockFile is the name of the file in a library's folder that is locked while a window is open on it.
const LockFile = "window.lock"

// ErrHeld says that a window is open on the library already.
var ErrHeld = errors.New("a window is open on the library already")

// answerWithin is how long a window may take to answer the bell.
const answerWithin = 2 * time.Second

// An Instance is the only window on a library until it is closed.
type Instance struct {
	lock *os.File
	bell net.Listener // nil where there can be none
	rung chan struct{}
	done sync.WaitGroup
}

// Hold makes this process the one with a window on the library in a folder, which is made where there is none. The error is ErrHeld
// where another one is; any other says that the folder cannot be written, and so that nobody else can hold it either.
func Hold(library string) (*Instance, error) {
	i := &Instance{rung: make(chan struct{}, 1)}
	if err := i.take(library); err != nil {
		return nil, fmt.Errorf("hold library: %w", err)
	}
	return i, nil
}

// Move holds another library in place of the present one, which is let go; where it cannot, that one stays held. Errors are Hold's.
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

// take locks a library, and hangs up a bell where there can be one.
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
		_ = lock.Close() // the lock is the news
		return err
	}
	i.lock, i.bell = lock, nil
	if bell, err := listen(library); err == nil {
		i.bell = bell
		i.done.Go(func() { i.answer(bell) })
	}
	return nil
}

// Rung is sent to when another start has rung.
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

// answer rings for everyone who comes, and lets them know.
func (i *Instance) answer(bell net.Listener) {
	for {
		caller, err := bell.Accept()
		if err != nil {
			return
		}
		select {
		case i.rung <- struct{}{}:
		default: // it rings already
		}
		_ = caller.SetDeadline(time.Now().Add(answerWithin)) // else it is late, and the caller waits no longer
		_, _ = caller.Write([]byte{'!'})
		_ = caller.Close()
	}
}

// Ring lets the window that is open on the library in a folder know that it is wanted.
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

// listen hangs up the bell. A socket that a killed program left behind is taken away: whoever calls this holds the lock.
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
		_ = os.Chmod(door, 0o600) // where others could ring all the same, they open nothing
	}
	return bell, err
}

// maxAddress is how long a socket's path may be: 104 bytes with an end mark on some systems.
const maxAddress = 100

// address is the path of a library's bell: among the person's caches, or with what is temporary where that path is too long.
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
