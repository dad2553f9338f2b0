package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// Snapshot writes all that the library keeps into a new database at path, for another computer: without what is known of this one's
// drives. It looks that the snapshot is sound; the error is ErrDamaged where it
// is not. Report, if not nil, is given how many bytes of how many are written. Where it fails there is no snapshot.
func (s *Store) Snapshot(ctx context.Context, path string, opt CheckOptions, report func(done, all int64)) error {
	if err := s.snapshotTo(ctx, path, opt, report); err != nil {
		return fmt.Errorf("snapshot library: %w", errors.Join(fault(ctx, err), removeDatabase(path)))
	}
	return nil
}

func (s *Store) snapshotTo(ctx context.Context, path string, opt CheckOptions, report func(done, all int64)) error {
	if err := s.Present(ctx); err != nil {
		return err
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	if err := makePrivate(path); err != nil {
		return err
	}
	source, err := connect(s.path, "", 1)
	if err != nil {
		return err
	}
	stop := watchSize(path, info.Size(), report)
	_, err = source.ExecContext(ctx, `VACUUM INTO ?`, path)
	stop()
	if err := errors.Join(err, source.Close()); err != nil {
		return err
	}
	db, err := connect(path, "_pragma=journal_mode(delete)", 1)
	if err != nil {
		return err
	}
	if err := errors.Join(strip(ctx, db), db.Close()); err != nil {
		return err
	}
	found, err := checkFile(ctx, path, opt)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Severity > Note {
			return fmt.Errorf("%w: %s %v", ErrDamaged, f.Code, f.Args)
		}
	}
	return syncFile(path)
}

// strip takes out of a library what is of this computer alone.
func strip(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `DELETE FROM volume; UPDATE library SET successor = '', succession = 0, checked = 0`); err != nil {
		return err
	}
	return seal(ctx, db)
}
