package cli

import (
	"errors"
	"fmt"

	"footnote/index"
)

// removeCommand removes a source from the library.
type removeCommand struct {
	Path string `arg:"" help:"The folder or file, as footnote status shows it."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c removeCommand) Run(s *session) (err error) {
	path, err := absolutePath(c.Path)
	if err != nil {
		return err
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	switch err := lib.Remove(s.ctx, path); {
	case errors.Is(err, index.ErrNotSource):
		return say(err, "%s is not a source of the library. Nothing was removed. `footnote status` lists the sources.", path)
	case errors.Is(err, index.ErrFull):
		return say(err, "The disk is too full even to remove documents from the library. Some documents of %s may already be removed. Free a few "+
			"megabytes, then remove it again.", path)
	case err != nil:
		return fmt.Errorf("remove %s: %w", path, err)
	}
	if c.JSON {
		return printJSON(s.std.Out, removeOutput{Library: s.library, Removed: path})
	}
	_, err = fmt.Fprintf(s.std.Out, "Removed from the library: %s. The files stay as they are.\n", printable(path))
	return err
}
