package cli

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"footnote/app/link"
)

// ErrNoDisplay reports that no window can be shown. A Window returns it if the display that is named does not exist.
var ErrNoDisplay = errors.New("no display")

// windowCommand opens the window.
type windowCommand struct {
	Open []string `arg:"" optional:"" name:"file" help:"Show this file in the window. It need not be in the library, and is not added to it."`
}

// Help says what can be opened.
func (windowCommand) Help() string {
	return `Without a file the window opens on the question. If a window is open already, it comes forward, and shows the file.

The word window can be left out: footnote lease.pdf. A folder narrows the next question to it; if it is not in the library, the window asks
whether to add it. A link such as footnote://open?path=/home/ada/lease.pdf&start=120 opens a document of the library at a citation; for any
other file, the window asks first.`
}

func (c windowCommand) Run(s *session) error {
	open, err := c.targets()
	if err != nil {
		return err
	}
	if !hasDisplay() {
		return ErrNoDisplay
	}
	opt, err := s.options()
	if err != nil {
		return err
	}
	return s.window(s.ctx, s.library, opt, s.passwords, open)
}

// targets returns what is to be opened: links as they are, and files and folders, which must exist, as the library names them. A link may
// come from anybody, so nothing looks at the file that it names.
func (c windowCommand) targets() ([]string, error) {
	var open []string
	for _, given := range c.Open {
		if link.Is(given) {
			if _, err := link.Parse(given); err != nil {
				return nil, say(err, "This is not a link that Footnote can open: %s", given)
			}
			open = append(open, given)
			continue
		}
		if isWord(given) {
			if _, err := os.Stat(given); errors.Is(err, os.ErrNotExist) {
				return nil, say(err, "%s is neither a command nor a file. `footnote --help` lists the commands.", given)
			}
		}
		paths, err := existing([]string{given})
		if err != nil {
			return nil, err
		}
		path := paths[0]
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		open = append(open, path)
	}
	return open, nil
}

// isWord reports whether an argument may be meant as a command: it has nothing that only paths have.
func isWord(given string) bool { return !strings.ContainsAny(given, `./\:`) }

// hasDisplay reports whether a window can be shown. On Windows and macOS it is always true; elsewhere the environment must name a display.
func hasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
