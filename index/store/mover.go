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

// A Mover moves a library to another folder, or removes the remains of one that was moved. It holds the library's lock, so nobody else does
// long work on it. Once the library is marked, nobody writes to it. Everyone can search it.
//
// The steps of a move are Mark, Copy, Place, Supersede, Discard. A move may be interrupted after each of them. Until Supersede the library
// is the one in the old folder, afterwards the one in the new.
type Mover struct {
	path string
	file os.FileInfo // of the database, as it was opened
	db   *sql.DB     // one connection
	lock *Lock
}

// BeginMove takes the library in a folder, and upgrades it if it has an earlier version. waiting and errors are as for WaitLock and Open.
// The error is os.ErrNotExist if there is no library. The caller closes the Mover.
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

// Mark records in the library that it is being moved to the folder to. From then on other writers get a *HeldError.
func (m *Mover) Mark(ctx context.Context, to string) error {
	return m.note(ctx, to, Pending)
}

// GiveUp records that the move to the folder to was abandoned. The library can be written again.
func (m *Mover) GiveUp(ctx context.Context, to string) error {
	return m.note(ctx, to, Settled)
}

// Supersede records that the library is the one in the folder to from now on.
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

// Copy copies the library to the folder to, under another name, and verifies that the copy is complete. report, if not nil, receives how
// many bytes of how many are copied. If Copy fails, no copy remains.
func (m *Mover) Copy(ctx context.Context, to string, report func(done, all int64)) error {
	part := filepath.Join(to, partName)
	if err := m.copyInto(ctx, part, to, report); err != nil {
		return fmt.Errorf("copy library: %w", errors.Join(fault(ctx, err), removeDatabase(part)))
	}
	return nil
}

// PartSuffix ends the name of a file until the file is complete.
const PartSuffix = ".part"

// partName is the name of a copy of a database until it is renamed into place.
const partName = FileName + PartSuffix

// Place makes the copy made by Copy the library in the folder to. The caller syncs the folder.
func (m *Mover) Place(to string) error {
	return os.Rename(filepath.Join(to, partName), filepath.Join(to, FileName))
}

// Discard removes the library and its lock, and closes the Mover. The error is ErrBusy if another process is reading the library.
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
	if err == nil { // the database goes last: it identifies the remains of an interrupted removal
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

// DiscardCopy removes the files that Copy and Place made in a folder. The caller knows that nobody uses them.
func DiscardCopy(to string) error {
	return errors.Join(removeDatabase(filepath.Join(to, partName)), removeDatabase(filepath.Join(to, FileName)))
}

// CopyNames returns the names of the files that Copy and Place make.
func CopyNames() (names []string) {
	for _, suffix := range beside {
		names = append(names, FileName+suffix, partName+suffix)
	}
	return names
}
