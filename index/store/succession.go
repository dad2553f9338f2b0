package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// A Succession says what is the matter with a library's successor, which is a folder.
type Succession int

const (
	Settled    Succession = iota // nothing; a successor that is named is where a move was given up, and what lies there is left of it
	Pending                      // the library is being moved there, or that was cut off; the library is still this one
	Superseded                   // the library was moved there, and this is an old copy
	Fresh                        // the library was moved here, and nothing was written to it since
)

// An Identity tells a library from others, and a library from its copies.
type Identity struct {
	UID        string // random, made with the library
	Successor  string
	Succession Succession
}

func identity(ctx context.Context, q querier) (id Identity, err error) {
	err = q.QueryRowContext(ctx, `SELECT uid, successor, succession FROM library`).Scan(&id.UID, &id.Successor, &id.Succession)
	return id, err
}

// UID returns the library's id: 32 hexadecimal digits that no other library has. A library keeps it when it moves.
func (s *Store) UID(ctx context.Context) (string, error) {
	id, err := identity(ctx, s.read)
	return id.UID, fault(ctx, err)
}

// Identify returns the identity of the library in a folder. It makes and changes no file, so that it may look at a folder that is
// nobody's library, and sees only what has been folded into the database.
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

// Present reports a library that is not there any more: as ErrGone where its file was removed or replaced since it was opened, and as a
// *MovedError where another process moved it.
func (s *Store) Present(ctx context.Context) error {
	gone := s.sameFile()
	id, err := identity(ctx, s.read) // of the file that is open, also when it has its name no more
	switch {
	case err == nil && id.Succession == Superseded:
		return &MovedError{To: id.Successor}
	case gone != nil:
		return gone
	}
	return fault(ctx, err)
}

// sameFile reports as ErrGone that the file that is open has its name no more. SQLite would go on writing to it.
func (s *Store) sameFile() error {
	info, err := os.Stat(s.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil // it cannot be looked at; what is open works all the same
	}
	if err != nil || !os.SameFile(info, s.file) {
		return ErrGone
	}
	return nil
}

// admit lets a transaction write, or reports that the library is moved or was moved. A move that was cut off is given up. The caller
// calls leave after the transaction.
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
