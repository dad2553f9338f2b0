package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"footnote/app/instance"
	"footnote/app/place"
	"footnote/index"
)

// moveCommand moves the library to another folder.
type moveCommand struct {
	To   string `arg:"" name:"dir" help:"The new folder. It must be empty, or not exist yet."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help says what is moved, and where Footnote finds it afterwards.
func (moveCommand) Help() string {
	return `Footnote copies the library, checks the copy, and only then removes the library from its old folder. If that is interrupted, the
library is complete in one of the two folders. Your documents stay where they are. From then on, the terminal and the window find
the default library in its new folder. Any other library has to be named with --library.`
}

func (c moveCommand) Run(s *session) error {
	to, err := filepath.Abs(c.To)
	if err != nil {
		return err
	}
	if err := s.exists(); err != nil {
		return err
	}
	held, err := instance.Hold(s.library)
	if errors.Is(err, instance.ErrHeld) {
		return say(err, "Footnote's window is open on this library. Move it in the window's settings, or close the window first.")
	}
	if err != nil {
		return explainMove(err, s.library, to)
	}
	usual, err := place.Default()
	if err != nil {
		return errors.Join(err, held.Close())
	}
	meter := newMeter(s.std.Err)
	begun := time.Now()
	err = place.Move(s.ctx, s.library, to, index.MoveOptions{
		Name:   s.command,
		Report: func(done, all int64) { meter.moved(done, all, time.Since(begun)) },
	})
	meter.end()
	if err := errors.Join(err, held.Close()); err != nil {
		return explainMove(err, s.library, to)
	}
	if c.JSON {
		return printJSON(s.std.Out, moveOutput{Library: to, Moved: s.library})
	}
	found := "Footnote will look for it there."
	if usual != s.library {
		found = "Name it there with --library."
	}
	_, err = fmt.Fprintf(s.std.Out, "The library is now in %s. %s\n", printable(to), found)
	return err
}

// moved shows the progress of copying the library.
func (m *meter) moved(done, all int64, elapsed time.Duration) {
	if !m.terminal || elapsed-m.painted < repaintEvery {
		return
	}
	m.painted = elapsed
	fmt.Fprintf(m.out, "\r\x1b[KMoving the library: %s of %s", size(done), size(all))
}

func explainMove(err error, from, to string) error {
	const stays = "The library stays where it was."
	var held *index.HeldError
	switch {
	case errors.Is(err, context.Canceled):
		return say(err, "Stopped. "+stays)
	case errors.Is(err, index.ErrSamePlace):
		return say(err, "The library is already in %s.", from)
	case errors.Is(err, index.ErrWithin):
		return say(err, "%s is inside the library's own folder. %s Name a folder outside it.", to, stays)
	case errors.Is(err, index.ErrNotEmpty):
		return say(err, "%s is not empty. %s Name an empty folder, or one that does not exist yet.", to, stays)
	case errors.As(err, &held):
		return say(err, "%s %s Wait until it has finished, or stop it, and try again.", english.Holding(held.By), stays)
	case errors.Is(err, index.ErrBusy):
		return say(err, "Another program is writing to the library. %s Try again when it has finished.", stays)
	case errors.Is(err, index.ErrFull):
		return say(err, "The disk is too full for the library in %s. %s", to, stays)
	case errors.Is(err, index.ErrDamaged), errors.Is(err, index.ErrNotLibrary), errors.As(err, new(*index.VersionError)), errors.As(err, new(*index.MovedError)):
		return err // as for every command
	}
	if info, statErr := os.Stat(to); statErr == nil && !info.IsDir() {
		return say(err, "%s is a file, not a folder. %s", to, stays)
	}
	return say(err, "The library could not be moved.%s %s", reason(err), stays)
}
