package cli

import (
	"errors"
	"os"
	"runtime"
)

// ErrNoDisplay says that no window can be shown. A Window returns it where a display is named but not there.
var ErrNoDisplay = errors.New("no display")

// windowCommand opens the window.
type windowCommand struct{}

func (windowCommand) Run(s *session) error {
	if !hasDisplay() {
		return ErrNoDisplay
	}
	opt, err := s.options()
	if err != nil {
		return err
	}
	return s.window(s.ctx, s.library, opt, s.passwords)
}

// hasDisplay tells whether a window can be shown. Windows and macOS always say they can; elsewhere a display is named in the
// environment.
func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
