package store

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	ErrNotLibrary = errors.New("not a library")                   // library.db is something else
	ErrDamaged    = errors.New("the library is damaged")          // and must be built again
	ErrReadOnly   = errors.New("the library cannot be written")   // its folder or its file is write-protected
	ErrFull       = errors.New("the disk is full")                // what was committed before is kept
	ErrBusy       = errors.New("another program is writing")      // to the library, and did not finish in time
	ErrNotFound   = errors.New("no such document in the library") // or no such source
	ErrPaused     = errors.New("no vectors are made for now")     // see Pause
	ErrNoModel    = errors.New("the library has no such model")   // any more
	ErrNoSource   = errors.New("the library has no such source")  // any more
	ErrGone       = errors.New("the library is gone")             // its file was removed or replaced while it was open
)

// A MovedError reports that a library was moved to another folder, and that the one here is an old copy.
type MovedError struct{ To string }

func (e *MovedError) Error() string { return "the library was moved to " + e.To }

// A VersionError reports that a library has a version that this program does not read.
type VersionError struct {
	Path        string // of the database
	Found, Want int
}

func (e *VersionError) Error() string {
	return fmt.Sprintf("%s is a library of version %d, and this program reads version %d", e.Path, e.Found, e.Want)
}

// fault converts a database's error to one of this package's errors. After a cancellation it returns ctx.Err().
func fault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case sqlite3.SQLITE_READONLY_DBMOVED:
		return fmt.Errorf("%w: %w", ErrGone, err)
	case sqlite3.SQLITE_IOERR_SHMSIZE: // there is no room for the files that SQLite keeps beside the database
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	switch e.Code() & 0xff { // the primary code: https://www.sqlite.org/rescode.html
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrNotLibrary, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}
