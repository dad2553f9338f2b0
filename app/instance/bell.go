package instance

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

// The bell is a socket named after the library, which only the user can reach. Where the system has no such sockets, as older versions of
// Windows, it is a port of this computer, and a file that only the user can read has the port with a secret. The caller writes a line of
// JSON, and the window answers with a byte:
//
//	{"secret":"…","open":["/home/ada/lease.pdf"]}
//	!

// ErrSilent reports that a window is open on the library, and cannot be reached.
var ErrSilent = errors.New("the window does not answer")

// A Request is what another start of the program asks of the window, besides to come forward.
type Request struct {
	Open []string `json:"open,omitempty"` // absolute paths, and links
}

const (
	answerWithin = 2 * time.Second // how long a window may take to answer
	maxWaiting   = 16              // requests that the window has not taken yet
	maxRequest   = 1 << 20         // bytes
)

// A bell listens for other starts of the program.
type bell struct {
	net.Listener
	secret string // that a caller has to know; "" if only the user can reach the socket
	file   string // that has the secret; "" if there is none
}

// Close implements net.Listener.
func (b *bell) Close() error {
	if b.file != "" {
		_ = os.Remove(b.file) // the port in it answers nobody any more
	}
	return b.Listener.Close()
}

// letter is what a caller writes.
type letter struct {
	Secret string `json:"secret,omitempty"`
	Request
}

// answer accepts every caller, passes its request on, and confirms it to the caller.
func (i *Instance) answer(b *bell) {
	for {
		caller, err := b.Accept()
		if err != nil {
			return
		}
		_ = caller.SetDeadline(time.Now().Add(answerWithin)) // if this fails the answer may be late, and the caller stops waiting
		if request, ok := b.read(caller); ok && i.pass(request) {
			_, _ = caller.Write([]byte{'!'})
		}
		_ = caller.Close()
	}
}

// read reads a caller's request.
func (b *bell) read(caller io.Reader) (Request, bool) {
	line, err := bufio.NewReader(io.LimitReader(caller, maxRequest)).ReadBytes('\n')
	var l letter
	if err != nil || json.Unmarshal(line, &l) != nil || subtle.ConstantTimeCompare([]byte(l.Secret), []byte(b.secret)) == 0 {
		return Request{}, false
	}
	return l.Request, true
}

// pass gives the window a request, unless too many wait already. One that opens nothing needs to wait only once.
func (i *Instance) pass(r Request) bool {
	select {
	case i.rung <- r:
		return true
	default:
		return len(r.Open) == 0
	}
}

// Ring asks the window that is open on the library in a folder to show itself, and to open what the request names. The error is ErrSilent
// if it cannot be reached.
func Ring(library string, r Request) error {
	window, secret, err := dial(library)
	if err != nil {
		return fmt.Errorf("ring at the window: %w: %w", ErrSilent, err)
	}
	defer func() { _ = window.Close() }() // what it answered has been read
	line, err := json.Marshal(letter{secret, r})
	if err != nil {
		return fmt.Errorf("ring at the window: %w", err)
	}
	err = window.SetDeadline(time.Now().Add(answerWithin))
	if err == nil {
		_, err = window.Write(append(line, '\n'))
	}
	if err == nil {
		_, err = window.Read(make([]byte, 1))
	}
	if err != nil {
		return fmt.Errorf("ring at the window: %w: %w", ErrSilent, err)
	}
	return nil
}

// dial reaches the bell of a library.
func dial(library string) (window net.Conn, secret string, err error) {
	door, err := address(library)
	if err != nil {
		return nil, "", err
	}
	window, err = net.DialTimeout("unix", door, answerWithin)
	if err == nil {
		return window, "", nil
	}
	var at port
	data, e := os.ReadFile(door + portSuffix)
	if e != nil || json.Unmarshal(data, &at) != nil {
		return nil, "", err
	}
	window, err = net.DialTimeout("tcp", net.JoinHostPort(loopback, at.Port), answerWithin)
	return window, at.Secret, err
}

// listen opens the bell. It removes what a killed program left of one: the caller holds the lock.
func listen(library string) (*bell, error) {
	door, err := address(library)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(door), 0o700); err != nil {
		return nil, err
	}
	for _, left := range []string{door, door + portSuffix} {
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return listenAtPort(door + portSuffix)
		}
	}
	socket, err := net.Listen("unix", door)
	if err != nil {
		return listenAtPort(door + portSuffix)
	}
	_ = os.Chmod(door, 0o600) // if this fails others can ring, which opens documents in the window and gives them access to nothing
	return &bell{Listener: socket}, nil
}

const (
	loopback    = "127.0.0.1"
	portSuffix  = ".port"
	secretBytes = 16
)

// port is what the file has where the bell is a port.
type port struct {
	Port   string `json:"port"`
	Secret string `json:"secret"`
}

// listenAtPort opens a bell at a port that the system chooses, and writes the port with a new secret into a file.
func listenAtPort(file string) (*bell, error) {
	_ = os.Remove(file) // if this fails, writeNew fails too and reports it
	socket, err := net.Listen("tcp", net.JoinHostPort(loopback, "0"))
	if err != nil {
		return nil, err
	}
	random := make([]byte, secretBytes)
	_, _ = rand.Read(random) // it never fails
	at := port{Secret: hex.EncodeToString(random)}
	_, at.Port, err = net.SplitHostPort(socket.Addr().String())
	if err == nil {
		err = writeNew(file, at)
	}
	if err != nil {
		return nil, errors.Join(err, socket.Close())
	}
	return &bell{socket, at.Secret, file}, nil
}

// writeNew creates a file that only the user can read. It fails if the file exists.
func writeNew(file string, at port) error {
	data, err := json.Marshal(at)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
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
