package drive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Terminal runs one of the program's terminal commands in the same home, and returns its output.
func (p *Program) Terminal(ctx context.Context, args ...string) ([]byte, error) {
	out, err := p.command(ctx, p.cmd.Path, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, strings.TrimSpace(string(exit.Stderr)))
		}
		return out, fmt.Errorf("run %s %s: %w", p.cmd.Path, strings.Join(args, " "), err)
	}
	return out, nil
}

// WaitIndexed waits until a library has sources and all of them are indexed. library is the library's folder; empty means the default
// library of the program's home.
func (p *Program) WaitIndexed(ctx context.Context, library string) error {
	args := []string{"status", "--json"}
	if library != "" {
		args = append(args, "--library", library)
	}
	return waitFor(ctx, "the library to be indexed", func() (bool, error) {
		out, err := p.Terminal(ctx, args...)
		if err != nil {
			return false, err
		}
		var status struct {
			Sources []struct{ Synced time.Time }
		}
		if err := json.Unmarshal(out, &status); err != nil {
			return false, fmt.Errorf("read status: %w", err)
		}
		for _, source := range status.Sources {
			if source.Synced.IsZero() {
				return false, nil
			}
		}
		return len(status.Sources) > 0, nil
	})
}

// Ask replaces the text of the question field with a question and submits it.
func (p *Program) Ask(ctx context.Context, question string) error {
	return errors.Join(p.Press(ctx, "ctrl+k", "BackSpace"), p.Type(ctx, question), p.Press(ctx, "Return"))
}

// Passages waits for the first passage, then moves down the list and copies each passage, to the end or to the limit.
func (p *Program) Passages(ctx context.Context, limit int) ([]string, error) {
	if _, err := p.Copy(ctx); err != nil {
		return nil, err
	}
	var found []string
	for len(found) < limit {
		if err := p.Press(ctx, "Down"); err != nil { // the first moves from the question to the first passage
			return found, err
		}
		passage, err := p.Copy(ctx)
		if err != nil {
			return found, err
		}
		if n := len(found); n > 0 && found[n-1] == passage {
			break // Down does not move past the last
		}
		found = append(found, passage)
	}
	return found, nil
}
