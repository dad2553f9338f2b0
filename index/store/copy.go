package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// copyLook is the interval at which the size of a growing copy is checked.
const copyLook = 200 * time.Millisecond

// copyInto writes a copy of the library in m's folder to the file part, for the folder to. Sources and documents inside the old folder get
// their paths in the new one. It verifies that the copy is complete. The library can be searched meanwhile. report, if not nil, receives
// how many bytes of how many are done.
func (m *Mover) copyInto(ctx context.Context, part, to string, report func(done, all int64)) error {
	if err := removeDatabase(part); err != nil { // of an earlier attempt
		return err
	}
	info, err := os.Stat(m.path)
	if err != nil {
		return err
	}
	if err := makePrivate(part); err != nil {
		return err
	}
	stop := watchSize(part, info.Size(), report)
	_, err = m.db.ExecContext(ctx, `VACUUM INTO ?`, part)
	stop()
	if err == nil {
		err = m.settle(ctx, part, to)
	}
	if err == nil {
		err = syncFile(part)
	}
	return err
}

// settle turns a copy into the library of its folder, and compares it with the original.
func (m *Mover) settle(ctx context.Context, part, to string) error {
	db, err := connect(part, "_pragma=journal_mode(wal)", 1)
	if err != nil {
		return err
	}
	err = moveWithin(ctx, db, filepath.Dir(m.path), to)
	if err == nil {
		_, err = db.ExecContext(ctx, `UPDATE library SET successor = ?, succession = ?`, to, Fresh)
	}
	if err == nil {
		err = seal(ctx, db)
	}
	if err == nil {
		err = verify(ctx, m.db, db)
	}
	return errors.Join(err, db.Close())
}

// moveWithin changes paths inside a library's folder to paths inside another folder, which may be on another volume.
func moveWithin(ctx context.Context, db *sql.DB, from, to string) error {
	before, after := withSeparator(from), withSeparator(to)
	for _, change := range []string{
		`DELETE FROM volume WHERE source IN (SELECT id FROM source WHERE substr(path, 1, ?2 - 1) = ?3)`,
		`UPDATE source SET path = ?1 || substr(path, ?2) WHERE substr(path, 1, ?2 - 1) = ?3`,
		`UPDATE document SET path = ?1 || substr(path, ?2) WHERE substr(path, 1, ?2 - 1) = ?3`,
	} {
		if _, err := db.ExecContext(ctx, change, after, len([]rune(before))+1, before); err != nil {
			return err
		}
	}
	return nil
}

func withSeparator(dir string) string {
	return strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
}

// verify returns ErrDamaged if a copy is incomplete.
func verify(ctx context.Context, original, db *sql.DB) error {
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

// watchSize reports the size of a growing file until stop is called. stop returns after the last report.
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

// removeDatabase removes the files that SQLite keeps beside a database, then the database's own file.
func removeDatabase(path string) error {
	var errs []error
	for _, suffix := range slices.Backward(beside) {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFile flushes a file to disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Replace writes data to a temporary file in the same folder and renames it to path, over any file of that name. It follows no link. Once
// it returns nil, the file survives a power loss.
func Replace(path string, data []byte) (err error) {
	part := path + PartSuffix
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, path); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return SyncFolder(filepath.Dir(path))
}
