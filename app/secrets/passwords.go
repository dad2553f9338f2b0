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

// PasswordVariable is the environment's name for a password that is tried beside those that are kept.
const PasswordVariable = "FOOTNOTE_PASSWORD"

// entry is what the passwords lie under in the keyring: all of them, as a JSON array.
const entry = "passwords of documents"

// Passwords are those that open the user's documents: each is tried on every document that needs one. Make one with NewPasswords; its
// methods may be called at the same time.
type Passwords struct {
	ring   Ring
	marker string
	getenv func(name string) string

	mu     sync.Mutex
	known  []string
	marked time.Time // of the marker, when known was read; zero while there was none
}

// NewPasswords returns the passwords that lie in a keyring. marker is the path of a file that is there while there are any, so that a user who
// has none is not asked to unlock the keyring; what changes it lets other processes know.
func NewPasswords(ring Ring, marker string, getenv func(name string) string) *Passwords {
	return &Passwords{ring: ring, marker: marker, getenv: getenv}
}

// Known returns the passwords, the last given first. Where the keyring does not answer these are those given since the start.
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

// refresh reads what the keyring holds where that has changed.
func (p *Passwords) refresh() {
	info, err := os.Stat(p.marker)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !p.marked.IsZero(): // another process had them forgotten
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

// Keep adds a password. Where the error is ErrNoKeyring it serves until the program ends.
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

// Forget takes all passwords out of the keyring. What was read with them stays in the library. Where the error is ErrNoKeyring they are as
// they were.
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
