// Package secrets stores what must not be in a file: keys of services and passwords of documents. They go to the system's keyring and
// nowhere else. Without a keyring, the environment can provide them.
//
// The package knows neither services nor documents. Start with System and Passwords.
package secrets

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// ErrNoKeyring reports that no keyring answers on this system, for example on a bare terminal.
var ErrNoKeyring = errors.New("there is no keyring on this system")

// ErrTooLong reports that the system's keyring takes no secret of this length: 2,560 bytes on Windows, and about 4,000 on macOS.
var ErrTooLong = errors.New("the secret is too long for the system's keyring")

// program is the service name of our entries in the keyring.
const program = "Footnote"

// A Ring is a keyring. Its methods may ask the user to unlock it, and wait for that.
type Ring interface {
	Get(entry string) (string, error) // "" if there is none
	Set(entry, secret string) error   // "" removes it
}

// System is the system's keyring. Its only errors are ErrNoKeyring and, of Set, ErrTooLong.
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

// failed translates a keyring's error. A missing entry is not an error.
func failed(err error) error {
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	if errors.Is(err, keyring.ErrSetDataTooBig) {
		return ErrTooLong
	}
	return fmt.Errorf("%w: %w", ErrNoKeyring, err)
}
