package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// A Mover moves a library from its folder to another, or clears what was left of one that was moved. It holds the library's lock: nobody
// else works on it for long, and once it is marked nobody writes to it. Everyone can search it.
//
// The steps of a move, after each of which it may be cut off: Mark, Copy, Place, Supersede, Discard. Until Supersede the library is the
// one in the old folder, after it the one in the new.
type Mover struct {
	path string
	file os.FileInfo // of the database, as it was opened
	db   *sql.DB     // one connection
	lock *Lock
}

// BeginMove takes the library in a folder, and upgrades one of an earlier version; waiting and errors are as WaitLock's and Open's. The
// error is os.ErrNotExist where there is no library. The caller closes the Mover.
func BeginMove(ctx context.Context, dir string, as Holder, wait time.Duration, waiting func(Holder)) (m *Mover, err error) {
	m = &Mover{path: filepath.Join(dir, FileName)}
	if _, err := os.Stat(m.path); err != nil {
		return nil, fmt.Errorf("move library: %w", err)
	}
	if m.lock, err = WaitLock(ctx, dir, as, wait, waiting); err != nil {
		return nil, fmt.Errorf("move library: %w", err)
	}
	if err := m.open(ctx); err != nil {
		return nil, fmt.Errorf("move library: %w", errors.Join(fault(ctx, err), m.Close()))
	}
	return m, nil
}

func (m *Mover) open(ctx context.Context) (err error) {
	if m.db, err = connect(m.path, "_txlock=immediate&_pragma=trusted_schema(0)", 1); err != nil {
		return err
	}
	version, err := inspect(ctx, m.db, m.path)
	if err != nil {
		return err
	}
	if m.file, err = os.Stat(m.path); err != nil || version == Version {
		return err
	}
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // has no effect after Commit
	if version, err = inspect(ctx, tx, m.path); err != nil {
		return err
	}
	if err := upgrade(ctx, tx, version); err != nil {
		return err
	}
	return tx.Commit()
}

// Close ends the use of the library.
func (m *Mover) Close() error {
	var errs []error
	if m.db != nil {
		errs = append(errs, m.db.Close())
		m.db = nil
	}
	if m.lock != nil {
		errs = append(errs, m.lock.Close())
		m.lock = nil
	}
	return errors.Join(errs...)
}

// Identity returns the identity of the library.
func (m *Mover) Identity(ctx context.Context) (Identity, error) {
	id, err := identity(ctx, m.db)
	return id, fault(ctx, err)
}

// Mark notes in the library that it is being moved to the folder to. Others get a *HeldError from then on when they write.
func (m *Mover) Mark(ctx context.Context, to string) error {
	return m.note(ctx, to, Pending)
}

// GiveUp notes that the move to the folder to was given up: the library can be written to again.
func (m *Mover) GiveUp(ctx context.Context, to string) error {
	return m.note(ctx, to, Settled)
}

// Supersede notes that the library is the one in the folder to from now on.
func (m *Mover) Supersede(ctx context.Context, to string) error {
	return m.note(ctx, to, Superseded)
}

func (m *Mover) note(ctx context.Context, to string, s Succession) error {
	_, err := m.db.ExecContext(ctx, `UPDATE library SET successor = ?, succession = ?`, to, s)
	if err == nil {
		_, err = m.db.ExecContext(ctx, `PRAGMA wal_checkpoint(passive)`) // so that Identify sees it
	}
	return fault(ctx, err)
}

// Copy makes a copy of the library in the folder to, under another name, and looks that it is whole. Report, if not nil, is given how many
// bytes of how many are copied. Where it fails there is no copy.
func (m *Mover) Copy(ctx context.Context, to string, report func(done, all int64)) error {
	part := filepath.Join(to, partName)
	if err := m.copyInto(ctx, part, to, report); err != nil {
		return fmt.Errorf("copy library: %w", errors.Join(fault(ctx, err), removeDatabase(part)))
	}
	return nil
}

// PartSuffix ends the name of a file until it is whole.
const PartSuffix = ".part"

// partName is the name of a copy of a database until it is put in its place.
const partName = FileName + PartSuffix

// Place makes the copy that Copy made the library in the folder to. The caller syncs the folder.
func (m *Mover) Place(to string) error {
	return os.Rename(filepath.Join(to, partName), filepath.Join(to, FileName))
}

// Discard removes the library, with its lock, and closes the Mover. The error is ErrBusy where somebody reads it just now.
func (m *Mover) Discard(ctx context.Context) error {
	if now, err := os.Lstat(m.path); err != nil || !os.SameFile(now, m.file) {
		return fmt.Errorf("discard library: %w", errors.Join(ErrGone, m.Close()))
	}
	var busy, pages, folded int
	err := m.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(truncate)`).Scan(&busy, &pages, &folded)
	if err == nil && busy != 0 {
		err = ErrBusy
	}
	if err != nil {
		return fmt.Errorf("discard library: %w", errors.Join(fault(ctx, err), m.Close()))
	}
	err = m.db.Close()
	m.db = nil
	if err == nil { // the database goes last: what is left of a removal that was cut off is known by it
		spendReserve(filepath.Dir(m.path))
		err = m.lock.Remove()
		m.lock = nil
	}
	if err == nil {
		err = removeDatabase(m.path)
	}
	if err != nil {
		return fmt.Errorf("discard library: %w", errors.Join(err, m.Close()))
	}
	return nil
}

// DiscardCopy removes from a folder what Copy and Place made there. The caller knows that nobody uses it.
func DiscardCopy(to string) error {
	return errors.Join(removeDatabase(filepath.Join(to, partName)), removeDatabase(filepath.Join(to, FileName)))
}

// CopyNames are the names of the files that Copy and Place make.
func CopyNames() (names []string) {
	for _, suffix := range beside {
		names = append(names, FileName+suffix, partName+suffix)
	}
	return names
}
