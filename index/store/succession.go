package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// A Succession is the state of a library's successor, which is a folder.
type Succession int

const (
	Settled    Succession = iota // none; if a successor is named, a move there was abandoned, and files there are its remains
	Pending                      // a move there is in progress or was interrupted; the library is still this one
	Superseded                   // the library was moved there, and this is an old copy
	Fresh                        // the library was moved here, and has not been written since
)

// An Identity distinguishes a library from others, and from its copies.
type Identity struct {
	UID        string // random, assigned when the library was created
	Successor  string
	Succession Succession
}

func identity(ctx context.Context, q querier) (id Identity, err error) {
	err = q.QueryRowContext(ctx, `SELECT uid, successor, succession FROM library`).Scan(&id.UID, &id.Successor, &id.Succession)
	return id, err
}

// UID returns the library's id: 32 hexadecimal digits, unique to the library. A library keeps it when it moves.
func (s *Store) UID(ctx context.Context) (string, error) {
	id, err := identity(ctx, s.read)
	return id.UID, fault(ctx, err)
}

// Identify returns the identity of the library in a folder. It creates and changes no file, so it is safe in a folder that is not a
// library's. It sees only what has been folded into the database.
func Identify(ctx context.Context, dir string) (id Identity, err error) {
	path := filepath.Join(dir, FileName)
	info, err := os.Lstat(path)
	if err != nil {
		return id, err
	}
	if !info.Mode().IsRegular() {
		return id, ErrNotLibrary
	}
	db, err := connect(path, "mode=ro&immutable=1&_pragma=query_only(1)&_pragma=trusted_schema(0)", 1)
	if err != nil {
		return id, err
	}
	defer func() { err = errors.Join(fault(ctx, err), db.Close()) }()
	version, err := inspect(ctx, db, path)
	switch {
	case errors.Is(err, errEmpty):
		return id, ErrNotLibrary
	case err != nil:
		return id, err
	case version < Version:
		return id, &VersionError{Path: path, Found: version, Want: Version}
	}
	return identity(ctx, db)
}

// Present returns an error if the library is no longer there: ErrGone if its file was removed or replaced since it was opened, and a
// *MovedError if another process moved it.
func (s *Store) Present(ctx context.Context) error {
	gone := s.sameFile()
	id, err := identity(ctx, s.read) // of the open file, even if its path no longer leads to it
	switch {
	case err == nil && id.Succession == Superseded:
		return &MovedError{To: id.Successor}
	case gone != nil:
		return gone
	}
	return fault(ctx, err)
}

// sameFile returns ErrGone if the path no longer leads to the open file. SQLite would go on writing to that file.
func (s *Store) sameFile() error {
	info, err := os.Stat(s.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil // it cannot be checked; the open file still works
	}
	if err != nil || !os.SameFile(info, s.file) {
		return ErrGone
	}
	return nil
}

// admit lets a transaction write, or returns an error if the library is being moved or was moved. It abandons an interrupted move. The
// caller calls leave after the transaction.
func (s *Store) admit(ctx context.Context, tx *sql.Tx) (leave func() error, err error) {
	leave = func() error { return nil }
	id, err := identity(ctx, tx)
	switch {
	case err != nil || id.Succession == Settled:
		return leave, err
	case id.Succession == Superseded:
		return nil, &MovedError{To: id.Successor}
	case id.Succession == Pending && !s.holdsLock():
		lock, err := TryLock(filepath.Dir(s.path), Holder{})
		if err != nil {
			return nil, err
		}
		leave = lock.Close
	}
	if _, err := tx.ExecContext(ctx, `UPDATE library SET succession = ?`, Settled); err != nil {
		return nil, errors.Join(err, leave())
	}
	return leave, nil
}
