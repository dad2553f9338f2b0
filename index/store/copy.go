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

// copyLook is how often the size of a copy that is being made is looked at.
const copyLook = 200 * time.Millisecond

// copyInto makes a copy of the library in m's folder in the file part, as the library of the folder to: sources and documents that lie in
// the old folder lie in the new one. It looks that the copy is whole. The library can be searched meanwhile. Report, if not nil, is given
// how many bytes of how many there are.
func (m *Mover) copyInto(ctx context.Context, part, to string, report func(done, all int64)) error {
	if err := removeDatabase(part); err != nil { // of an earlier try
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

// settle makes a copy the library of its folder, and holds it against the one it is of.
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

// moveWithin has what lay in a library's folder lie in another, which may be on another volume.
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

// verify reports a copy that is not whole as ErrDamaged.
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

// removeDatabase removes a database, whose file goes last, with what SQLite keeps beside it.
func removeDatabase(path string) error {
	var errs []error
	for _, suffix := range slices.Backward(beside) {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFile makes what was written to a file last.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Replace writes a file beside the one of this name, if there is one, and then in its place; it follows no link. Once it returns nil the
// file outlasts a loss of power.
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
