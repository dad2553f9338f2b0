package cli

import (
	"os"
	"runtime"
)

// windowCommand opens the window.
type windowCommand struct{}

func (windowCommand) Run(s *session) error {
	if !hasDisplay() {
		return say(nil, "There is no display to open the window on. Ask in the terminal instead: footnote search \"your question\" "+
			"(`footnote --help` shows the rest).")
	}
	opt, err := s.options()
	if err != nil {
		return err
	}
	return s.window(s.ctx, s.library, opt)
}

// hasDisplay tells whether a window can be shown. Windows and macOS always say they can; elsewhere a display is named in the
// environment.
func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
