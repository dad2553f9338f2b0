package cli

import (
	"os"

	"footnote/index"
)

// readCommand reads files for another process of this program, so that a crash or a hang of a reader harms nothing else. It ignores an
// interrupt, which a terminal sends to both: the other process ends it.
type readCommand struct{}

func (readCommand) Run(s *session) error {
	return index.Work(s.std.In, s.std.Out, cacheDir(), func() { os.Exit(exitError) })
}
