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

// WaitIndexed waits until the library in a folder has sources and each of them has been indexed to its end.
func (p *Program) WaitIndexed(ctx context.Context, library string) error {
	return waitFor(ctx, "the library to be indexed", func() (bool, error) {
		out, err := p.Terminal(ctx, "--library", library, "status", "--json")
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

// Ask types a question over whatever stands in the question field, and sends it off.
func (p *Program) Ask(ctx context.Context, question string) error {
	return errors.Join(p.Press(ctx, "ctrl+a"), p.Type(ctx, question), p.Press(ctx, "Return"))
}

// Passages waits for the first passage found and walks down the list, copying each, to its end or to the limit.
func (p *Program) Passages(ctx context.Context, limit int) ([]string, error) {
	var found []string
	for len(found) < limit {
		passage, err := p.Copy(ctx)
		if err != nil {
			return found, err
		}
		if n := len(found); n > 0 && found[n-1] == passage {
			break // Down has nowhere to go from the last
		}
		found = append(found, passage)
		if err := p.Press(ctx, "Down"); err != nil {
			return found, err
		}
	}
	return found, nil
}
