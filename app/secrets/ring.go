// Package secrets keeps what may lie in no file: keys of services and passwords of documents. They lie in the system's keyring, and
// nowhere else; where there is no keyring they can be given in the environment.
//
// It knows neither services nor documents. Start with System and Passwords.
package secrets

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// ErrNoKeyring says that this system has no keyring that answers, as over a bare terminal.
var ErrNoKeyring = errors.New("there is no keyring on this system")

// program is the name under which secrets lie in the keyring.
const program = "Footnote"

// A Ring is a keyring. Its methods may ask the user to unlock it, and wait for that.
type Ring interface {
	Get(entry string) (string, error) // "" if there is none
	Set(entry, secret string) error   // "" forgets it
}

// System is the system's keyring. Its errors are ErrNoKeyring.
type System struct{}

var _ Ring = System{}

// Get implements Ring.
func (System) Get(entry string) (string, error) {
	secret, err := keyring.Get(program, entry)
	return secret, failed(err)
}

// Set implements Ring.
func (System) Set(entry, secret string) error {
	if secret == "" {
		return failed(keyring.Delete(program, entry))
	}
	return failed(keyring.Set(program, entry, secret))
}

// failed is what a keyring's error means: one that there is no such entry is none.
func failed(err error) error {
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrNoKeyring, err)
}
