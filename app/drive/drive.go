// Package drive operates Footnote's real window as a person would, on its own screen: it starts a virtual display and the built program,
// types, presses keys, reads the clipboard, and takes pictures. The real-window tests, `make pictures`, and `make run` without a display
// use it.
//
// It knows the program only by its window, its keys, the clipboard and its terminal commands, and imports none of its packages. It needs
// Xvfb, xdotool and xclip, so it runs on Linux. It never touches the user's own display. Start reading at Open.
package drive

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// pollEvery is the interval at which conditions are checked: too short for a person to notice, and long enough for a busy machine.
const pollEvery = 50 * time.Millisecond

// tools are the programs that the package calls, with the Debian packages that have them.
var tools = [...]struct{ name, debian string }{
	{"Xvfb", "xvfb"},
	{"xdotool", "xdotool"},
	{"xclip", "xclip"},
}

// Missing returns an error that names the first missing tool, or nil.
func Missing() error {
	for _, tool := range tools {
		if _, err := exec.LookPath(tool.name); err != nil {
			return fmt.Errorf("%s is not installed (Debian package %s): %w", tool.name, tool.debian, err)
		}
	}
	return nil
}

// waitFor polls until done returns true. If ctx ends first, the error has what, and done's last error if there is one.
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
