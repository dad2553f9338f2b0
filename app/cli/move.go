package cli

import (
	"context"
	"errors"
	"fmt"
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

// Help says what is moved, and how the program finds it afterwards.
func (moveCommand) Help() string {
	return `The library is copied, looked through and only then removed from its old folder, so that it is whole wherever
that is cut off. Your documents stay where they are. The library that is used when none is named is found in its new folder
from then on, by the window, too; another has to be named there with --library.`
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
	found := "Footnote looks for it there from now on."
	if usual != s.library {
		found = "Name it there with --library."
	}
	_, err = fmt.Fprintf(s.std.Out, "The library is now in %s. %s\n", printable(to), found)
	return err
}

// moved shows how much of the library is copied.
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
		return say(err, "%s is not empty. %s Name an empty folder, or one that is not there yet.", to, stays)
	case errors.As(err, &held):
		return say(err, "%s %s Wait for that to end, or stop it, and move the library then.", english.Holding(held.By), stays)
	case errors.Is(err, index.ErrBusy):
		return say(err, "Another program is writing to the library. %s Try again when it is done.", stays)
	case errors.Is(err, index.ErrFull):
		return say(err, "There is no room for the library in %s. %s", to, stays)
	case errors.Is(err, index.ErrDamaged), errors.Is(err, index.ErrNotLibrary), errors.As(err, new(*index.VersionError)), errors.As(err, new(*index.MovedError)):
		return err // as for every command
	}
	return say(err, "The library could not be moved%s. %s", reason(err), stays)
}
