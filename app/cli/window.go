package cli

import (
	"errors"
	"os"
	"runtime"
)

// ErrNoDisplay reports that no window can be shown. A Window returns it if the display that is named does not exist.
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

// hasDisplay reports whether a window can be shown. On Windows and macOS it is always true; elsewhere the environment must name a display.
func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
