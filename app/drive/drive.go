// Package drive works Footnote's real window as a person would, on a screen of its own: it starts a virtual display and the built
// program on it, types, presses keys, reads the clipboard, and takes pictures. The real-window tests, `make pictures`, and `make run`
// where there is no display stand on it.
//
// It knows the program by its window, its keys, the clipboard and its terminal commands, and imports nothing of it. It needs
// Xvfb, xdotool and xclip, so it runs on Linux. The display of whoever is logged in is never touched. Start reading at Open.
package drive

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// pollEvery is how often a condition is looked at again: a person does not notice it, and a busy machine bears it.
const pollEvery = 50 * time.Millisecond

// tools are the programs the package calls, by the names of their Debian packages.
var tools = [...]struct{ name, debian string }{
	{"Xvfb", "xvfb"},
	{"xdotool", "xdotool"},
	{"xclip", "xclip"},
}

// Missing returns an error that names what Open needs and is not installed, or nil.
func Missing() error {
	for _, tool := range tools {
		if _, err := exec.LookPath(tool.name); err != nil {
			return fmt.Errorf("%s is not installed (Debian package %s): %w", tool.name, tool.debian, err)
		}
	}
	return nil
}

// waitFor polls until done says so. Where ctx ends first, the error says what was waited for and, if done
// gave one, why it was not so at the last look.
func waitFor(ctx context.Context, what string, done func() (bool, error)) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		ok, err := done()
		if ok {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, errors.Join(ctx.Err(), err))
		}
	}
}
