package secrets

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// PasswordVariable is the environment variable for a password to try in addition to the stored ones.
const PasswordVariable = "FOOTNOTE_PASSWORD"

// entry is the keyring entry that holds all passwords, as a JSON array.
const entry = "passwords of documents"

// Passwords holds the passwords for the user's documents. Each is tried on every document that needs one. Make one with NewPasswords; its
// methods are safe for concurrent use.
type Passwords struct {
	ring   Ring
	marker string
	getenv func(name string) string

	mu     sync.Mutex
	known  []string
	marked time.Time // the marker's time when known was read; zero if there was no marker
}

// NewPasswords returns the passwords stored in a keyring. marker is the path of a file that exists while there are any, so that a user who
// has none is not asked to unlock the keyring. A change of the file tells other processes about a change of the passwords.
func NewPasswords(ring Ring, marker string, getenv func(name string) string) *Passwords {
	return &Passwords{ring: ring, marker: marker, getenv: getenv}
}

// Known returns the passwords, most recent first. If the keyring does not answer, it returns those given since the program started.
func (p *Passwords) Known() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refresh()
	known := slices.Clone(p.known)
	if given := p.getenv(PasswordVariable); given != "" && !slices.Contains(known, given) {
		known = append(known, given)
	}
	return known
}

// refresh reads the keyring again if it has changed.
func (p *Passwords) refresh() {
	info, err := os.Stat(p.marker)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !p.marked.IsZero(): // another process removed them
		p.known, p.marked = nil, time.Time{}
		return
	case err != nil || info.ModTime().Equal(p.marked):
		return
	}
	p.marked = info.ModTime()
	var kept []string
	secret, err := p.ring.Get(entry)
	if err == nil && secret != "" && json.Unmarshal([]byte(secret), &kept) == nil {
		p.known = kept
	}
}

// Keep adds a password. If the error is ErrNoKeyring or ErrTooLong, the password works until the program ends.
func (p *Passwords) Keep(password string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refresh()
	if slices.Contains(p.known, password) {
		return nil
	}
	p.known = slices.Insert(p.known, 0, password)
	secret, err := json.Marshal(p.known)
	if err != nil {
		return err
	}
	if err := p.ring.Set(entry, string(secret)); err != nil {
		return err
	}
	err = errors.Join(os.MkdirAll(filepath.Dir(p.marker), 0o700), os.WriteFile(p.marker, []byte("Passwords of documents lie in the keyring.\n"), 0o600))
	if info, statErr := os.Stat(p.marker); statErr == nil {
		p.marked = info.ModTime()
	}
	return err
}

// Forget removes all passwords from the keyring. Text that was read with them stays in the library. If the error is ErrNoKeyring, nothing
// has changed.
func (p *Passwords) Forget() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ring.Set(entry, ""); err != nil {
		return err
	}
	p.known = nil
	if err := os.Remove(p.marker); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
