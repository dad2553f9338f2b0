package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"footnote/index/store"
)

// Errors of Move, besides those of Open.
var (
	ErrSamePlace = errors.New("the library lies there already")
	ErrWithin    = errors.New("a library cannot be moved into its own folder")
	ErrNotEmpty  = errors.New("the folder is not empty")
)

// A Part is something of the program's, beside the library itself, in a library's folder: a file, or a folder with files. A move takes
// it along. What is removed from the old place is only what a Part names.
type Part struct {
	Name  string
	Files []string // of a folder: the files that the program makes in it. Others are copied and stay in the old place, too
	Stays bool     // it does not go along, and is only removed from the old place
}

func (p Part) folder() bool { return len(p.Files) > 0 }

// MoveOptions sets up a Move. The zero value is ready.
type MoveOptions struct {
	Name   string // as Options.Name
	Parts  []Part // as Options.Parts
	Wait   time.Duration
	Report func(done, all int64) // is given, if not nil, how many bytes of the database are copied
}

// Holds says whether there is a library in a folder.
func Holds(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, store.FileName))
	return err == nil
}

// Move moves the library in the folder from to the folder to, which must be empty or not be there, or hold what is left of a move of the
// same library that was cut off. Once all of it is whole in its new place keep is called, which has to see to it that the library is
// looked for there from now on; if it fails, the library stays where it was. Then the library and its parts are removed from the old
// place, and nothing else is. The library can be searched meanwhile, also by this process; who writes to it gets a *HeldError, and
// afterwards a *MovedError.
//
// A move that is cut off at any moment, by a kill or a full disk, leaves the library whole in one of the two places: the old one until
// keep has returned. What it left in the other goes when the move is begun again or, once keep has returned, when the library is opened.
//
// The error is one of those above, one of Open's, a *HeldError where another process works on the library for longer than opt.Wait, the
// disk's, keep's, or ctx.Err().
func Move(ctx context.Context, from, to string, opt MoveOptions, keep func() error) error {
	from, to, err := places(from, to)
	if err == nil {
		err = move(ctx, from, to, opt, keep)
	}
	if err != nil {
		return fmt.Errorf("move library: %w", err)
	}
	return nil
}

func move(ctx context.Context, from, to string, opt MoveOptions, keep func() error) error {
	wait := Options{Wait: opt.Wait}.wait()
	mover, err := store.BeginMove(ctx, from, Holder{Name: opt.Name, Act: ActMoving}, wait, nil)
	if err != nil {
		return err
	}
	defer func() { _ = mover.Close() }() // what it wrote is committed
	id, err := mover.Identity(ctx)
	if err != nil {
		return err
	}
	if id.Succession == store.Superseded {
		return &MovedError{To: id.Successor}
	}
	if err := vacant(ctx, from, to, id, opt.Parts); err != nil {
		return err
	}
	m := &moving{mover: mover, from: from, to: to, parts: opt.Parts}
	if err := m.carry(ctx, opt.Report, keep); err != nil {
		return m.undo(ctx, err)
	}
	m.settle(ctx, id.UID)
	return nil
}

// A moving is a move under way.
type moving struct {
	mover    *store.Mover
	from, to string
	parts    []Part
	trail    trail
}

// carry copies the library with its parts, and calls keep.
func (m *moving) carry(ctx context.Context, report func(done, all int64), keep func() error) error {
	if err := m.mover.Mark(ctx, m.to); err != nil {
		return err
	}
	if err := m.trail.mkdirAll(m.to); err != nil {
		return err
	}
	if err := store.DiscardCopy(m.to); err != nil { // of a move that was cut off
		return err
	}
	former, _ := readMove(m.from) // what was left of an earlier place is cleared from the new one
	m.trail.add(filepath.Join(m.to, moveFile))
	if err := (moveState{From: append(former.From, m.from)}).write(m.to); err != nil {
		return err
	}
	for _, name := range store.CopyNames() {
		m.trail.add(filepath.Join(m.to, name))
	}
	if err := m.mover.Copy(ctx, m.to, report); err != nil {
		return err
	}
	for _, part := range m.parts {
		if part.Stays {
			continue
		}
		if err := m.trail.copyTree(ctx, filepath.Join(m.from, part.Name), filepath.Join(m.to, part.Name)); err != nil {
			return err
		}
	}
	if err := m.mover.Place(m.to); err != nil {
		return err
	}
	if err := m.trail.sync(); err != nil {
		return err
	}
	return keep()
}

// undo removes what carry made, and returns its error.
func (m *moving) undo(ctx context.Context, err error) error {
	ctx = context.WithoutCancel(ctx)
	return errors.Join(err, m.trail.undo(), m.mover.GiveUp(ctx, m.to))
}

// settle clears the old place. The library has moved by then: what cannot be cleared now, as another process has it open, Open clears.
func (m *moving) settle(ctx context.Context, uid string) {
	ctx = context.WithoutCancel(ctx)
	if err := m.mover.Supersede(ctx, m.to); err != nil {
		return
	}
	if err := m.mover.Close(); err != nil {
		return
	}
	_ = finishMove(ctx, m.to, uid, true, m.parts)
}

// places are the two folders as they are told apart: whole, and with their links followed as far as they are there.
func places(from, to string) (string, string, error) {
	for _, dir := range []*string{&from, &to} {
		whole, err := filepath.Abs(*dir)
		if err != nil {
			return "", "", err
		}
		*dir = real(whole)
	}
	rel, err := filepath.Rel(from, to)
	switch {
	case err != nil: // on another drive
	case rel == ".":
		return "", "", ErrSamePlace
	case filepath.IsLocal(rel):
		return "", "", ErrWithin
	}
	return from, to, nil
}

// real is a path with its links followed, also where only the beginning of it is there.
func real(path string) string {
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		return followed
	}
	parent := filepath.Dir(path)
	if parent == path {
		return path
	}
	return filepath.Join(real(parent), filepath.Base(path))
}

// vacant reports a folder that the library in from cannot be moved to. One that is not empty can be taken if the library itself says that
// a move there was cut off, and all that lies there is of it.
func vacant(ctx context.Context, from, to string, id store.Identity, parts []Part) error {
	entries, err := os.ReadDir(to)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) == 0:
		return nil
	case id.Successor != to:
		return ErrNotEmpty
	}
	own := append(store.CopyNames(), moveFile, moveFile+store.PartSuffix)
	for _, part := range parts {
		if !part.Stays {
			own = append(own, part.Name, part.Name+store.PartSuffix)
		}
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !slices.Contains(own, e.Name()) }) {
		return ErrNotEmpty
	}
	if !Holds(to) { // it was cut off before the copy was put in its place: nobody can have used it
		return nil
	}
	state, err := readMove(to)
	if err != nil || !slices.Contains(state.From, from) {
		return ErrNotEmpty
	}
	copied, err := store.Identify(ctx, to)
	if err != nil || copied.UID != id.UID || copied.Succession != store.Fresh || copied.Successor != to {
		return ErrNotEmpty
	}
	return nil
}
