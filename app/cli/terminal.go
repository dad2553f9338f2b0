package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// isTerminal tells whether a person sits at f.
func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// maxSecretBytes bounds a key or a password.
const maxSecretBytes = 10_000

// secret reads a key or a password: from a person without showing it, or else from standard input, of which it is the first line.
func (s *session) secret(prompt string) (string, error) {
	if isTerminal(s.std.In) {
		if _, err := fmt.Fprint(s.std.Err, prompt); err != nil {
			return "", err
		}
		typed, err := term.ReadPassword(int(s.std.In.Fd()))
		_, _ = fmt.Fprintln(s.std.Err) // the person's own line break was not shown
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
