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

// Terminal runs one of the program's terminal commands in the same home, and returns what it prints.
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

// WaitIndexed waits until a library has sources and each of them has been indexed to its end. The library is the one in a folder,
// or the default one of the program's home where library is empty.
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

// Ask types a question in place of whatever stands in the question field, and sends it off.
func (p *Program) Ask(ctx context.Context, question string) error {
	return errors.Join(p.Press(ctx, "ctrl+k", "BackSpace"), p.Type(ctx, question), p.Press(ctx, "Return"))
}

// Passages waits for the first passage found, goes down into the list, and copies each to its end or to the limit.
func (p *Program) Passages(ctx context.Context, limit int) ([]string, error) {
	if _, err := p.Copy(ctx); err != nil {
		return nil, err
	}
	var found []string
	for len(found) < limit {
		if err := p.Press(ctx, "Down"); err != nil { // the first leads from the question to the first passage
			return found, err
		}
		passage, err := p.Copy(ctx)
		if err != nil {
			return found, err
		}
		if n := len(found); n > 0 && found[n-1] == passage {
			break // Down has nowhere to go from the last
		}
		found = append(found, passage)
	}
	return found, nil
}
