package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// copyLook is how often the size of a copy that is being made is looked at.
const copyLook = 200 * time.Millisecond

// Copy makes a copy of the library in the folder from in the folder to, where sources and documents that lie in from are said to lie in
// to, and looks that it is whole. No process can write to the library until done is called; it can be searched. Report, if not nil, is
// given how many bytes of how many there are. Errors are those of Open, of the disk, ErrBusy where another process writes, or ctx.Err();
// then there is no copy.
func Copy(ctx context.Context, from, to string, report func(done, all int64)) (done func() error, err error) {
	source := filepath.Join(from, FileName)
	info, err := os.Stat(source)
	if err != nil {
		return nil, fmt.Errorf("copy library: %w", err)
	}
	held, err := connect(source, "_txlock=immediate", 1)
	if err != nil {
		return nil, fmt.Errorf("copy library: %w", err)
	}
	release := held.Close // which ends the transaction too
	fail := func(err error) (func() error, error) {
		return nil, fmt.Errorf("copy library: %w", errors.Join(fault(ctx, err), release()))
	}
	if _, err := inspect(ctx, held, source); err != nil {
		return fail(err)
	}
	tx, err := held.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	release = func() error { return errors.Join(tx.Rollback(), held.Close()) }
	part := filepath.Join(to, FileName+".part")
	stop := watchSize(part, info.Size(), report)
	err = vacuumInto(ctx, source, part)
	stop()
	if err == nil {
		err = settle(ctx, tx, part, from, to)
	}
	if err == nil {
		err = os.Rename(part, filepath.Join(to, FileName))
	}
	if err != nil {
		return fail(errors.Join(err, removeDatabase(part)))
	}
	return release, nil
}

// vacuumInto writes what a database holds at present into a new file.
func vacuumInto(ctx context.Context, source, part string) error {
	if err := removeDatabase(part); err != nil { // of an earlier try
		return err
	}
	db, err := connect(source, "_pragma=query_only(0)", 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, part)
	return errors.Join(err, db.Close())
}

// settle makes a copy the library of its folder, and holds it against the one it is of.
func settle(ctx context.Context, original *sql.Tx, part, from, to string) error {
	db, err := connect(part, "_pragma=journal_mode(delete)", 1)
	if err != nil {
		return err
	}
	err = moveWithin(ctx, db, from, to)
	if err == nil {
		err = seal(ctx, db)
	}
	if err == nil {
		err = verify(ctx, original, db)
	}
	return errors.Join(err, db.Close())
}

// moveWithin has what lay in a library's folder lie in another.
func moveWithin(ctx context.Context, db *sql.DB, from, to string) error {
	before, after := withSeparator(from), withSeparator(to)
	for _, table := range []string{"source", "document"} {
		_, err := db.ExecContext(ctx, `UPDATE `+table+` SET path = ?1 || substr(path, ?2) WHERE substr(path, 1, ?2 - 1) = ?3`,
			after, len([]rune(before))+1, before)
		if err != nil {
			return err
		}
	}
	return nil
}

func withSeparator(dir string) string {
	return strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
}

// verify reports a copy that is not whole as ErrDamaged.
func verify(ctx context.Context, original *sql.Tx, db *sql.DB) error {
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: its copy: %s", ErrDamaged, said)
	}
	const count = `SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM document), (SELECT count(*) FROM chunk), (SELECT count(*) FROM vectors)`
	var want, got [4]int64
	if err := original.QueryRowContext(ctx, count).Scan(&want[0], &want[1], &want[2], &want[3]); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, count).Scan(&got[0], &got[1], &got[2], &got[3]); err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%w: its copy has %v sources, documents, chunks and vectors of %v", ErrDamaged, got, want)
	}
	return nil
}

// watchSize reports the size of a file that grows until stop is called, which returns after the last report.
func watchSize(path string, all int64, report func(done, all int64)) (stop func()) {
	if report == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(copyLook)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				if info, err := os.Stat(path); err == nil {
					report(min(info.Size(), all), all)
				}
			}
		}
	}()
	return func() { close(quit); <-ended }
}

// Discard removes the library in a folder: the database and what SQLite keeps beside it.
func Discard(dir string) error { return removeDatabase(filepath.Join(dir, FileName)) }

func removeDatabase(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
