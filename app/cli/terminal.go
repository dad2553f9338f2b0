package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// isTerminal reports whether f is a terminal.
func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// maxSecretBytes bounds a key or a password.
const maxSecretBytes = 10_000

// secret reads a key or a password: from a person without showing it, or else as the first line of standard input.
func (s *session) secret(prompt string) (string, error) {
	if isTerminal(s.std.In) {
		if _, err := fmt.Fprint(s.std.Err, prompt); err != nil {
			return "", err
		}
		typed, err := term.ReadPassword(int(s.std.In.Fd()))
		_, _ = fmt.Fprintln(s.std.Err) // the terminal did not show the person's line break
		if err != nil {
			return "", fmt.Errorf("read what is typed: %w", err)
		}
		return string(typed), nil
	}
	read, err := io.ReadAll(io.LimitReader(s.std.In, maxSecretBytes))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	line, _, _ := strings.Cut(string(read), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}
