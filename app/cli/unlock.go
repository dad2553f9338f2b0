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
	File   string `arg:"" optional:"" help:"A PDF that needs a password, as footnote status lists it."`
	Forget bool   `help:"Remove all passwords from the keyring. Text that was read with them stays in the library."`
}

// Help says how a password is stored.
func (unlockCommand) Help() string {
	return `The password is asked for, or read from standard input. If it opens the file it is kept in the system's keyring, and tried on every other PDF that
needs one. What is read of such a file lies in the library like any other text: searching it needs no password.

Where there is no keyring, one password is read from the environment: ` + secrets.PasswordVariable + `.

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
			return say(err, "The keyring does not answer, so the passwords are as they were.")
		}
		return s.print("All passwords of documents are forgotten. What was read with them stays in the library until its folder is removed.")
	case c.File == "":
		return say(nil, "Name a PDF that needs a password: footnote unlock FILE. `footnote status` lists them.")
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
		return say(nil, "%s is not in the library as a PDF that needs a password. Nothing was changed; `footnote status` lists those that do.", path)
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
		if _, err := fmt.Fprintf(s.std.Err, "The password could not be kept in the keyring; it serves for this once. To have it tried again, give it in the environment: %s.\n",
			secrets.PasswordVariable); err != nil {
			return err
		}
	}
	return indexCommand{}.sync(s, lib, nil, 0)
}
