package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"

	"footnote/app/secrets"
	"footnote/index"
)

// unlockCommand adds a password for documents that need one.
type unlockCommand struct {
	File   string `arg:"" optional:"" help:"A document that needs a password, as footnote status lists it."`
	Forget bool   `help:"Remove all passwords from the keyring. Text that was read with them stays in the library."`
}

// Help says how a password is stored.
func (unlockCommand) Help() string {
	return `Footnote asks for the password, or reads it from standard input. If the password opens the file, Footnote keeps it in the system's
keyring and tries it on every other document that needs one. The library keeps the text of such a file like any other text: searching it
needs no password.

Without a keyring, Footnote reads one password from the environment: ` + secrets.PasswordVariable + `.

Examples:

    footnote unlock ~/Documents/payslip-may.pdf
    footnote unlock --forget`
}

// passwords returns the passwords of documents in the keyring and the environment.
func passwords() *secrets.Passwords {
	return secrets.NewPasswords(secrets.System{}, filepath.Join(xdg.ConfigHome, "footnote", "passwords"), os.Getenv)
}

func (c unlockCommand) Run(s *session) error {
	switch {
	case c.Forget:
		if err := s.passwords.Forget(); err != nil {
			return say(err, "The keyring does not answer. The passwords were not removed.")
		}
		return s.print("Removed all passwords of documents. Text that was read with them stays in the library until you remove its folder.")
	case c.File == "":
		return say(nil, "Name a document that needs a password: footnote unlock FILE. `footnote status` lists them.")
	}
	return c.unlock(s)
}

func (c unlockCommand) unlock(s *session) (err error) {
	paths, err := existing([]string{c.File})
	if err != nil {
		return err
	}
	path, err := filepath.EvalSymlinks(paths[0]) // as the library stores it
	if err != nil {
		return err
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	status, err := lib.Status(s.ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(status.Failed, func(f index.Failure) bool { return f.Path == path && index.Locked(f.Outcome) }) {
		return say(nil, "The library does not list %s as a document that needs a password. Nothing was changed. `footnote status` lists those that do.", path)
	}
	password, err := s.secret("Password: ")
	if err != nil {
		return err
	}
	if password == "" {
		return say(nil, "No password was given. Nothing was changed.")
	}
	switch err := lib.Unlock(s.ctx, path, password); {
	case errors.Is(err, index.ErrPassword):
		return say(err, "The password does not open %s. Nothing was changed.", path)
	case err != nil:
		return err
	}
	if err := s.passwords.Keep(password); err != nil {
		why := "The password could not be saved in the keyring"
		if errors.Is(err, secrets.ErrTooLong) {
			why = "The keyring has no room for another password"
		}
		if _, err := fmt.Fprintf(s.std.Err, "%s, so it works only this once. To use it again, set it in the environment: %s.\n", why, secrets.PasswordVariable); err != nil {
			return err
		}
	}
	return indexCommand{}.sync(s, lib, nil, 0)
}
