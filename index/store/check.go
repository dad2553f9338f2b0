package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// CheckOptions sets up a Check. The zero value is ready.
type CheckOptions struct {
	// Places reports what is wrong with a document's places; nil takes any.
	Places func(text string, places []byte) error
	// Rest is called between two parts of the work with the time that the last one took, and may wait; an error ends the check.
	Rest func(ctx context.Context, worked time.Duration) error
	// Report is given how much of the work is done, from 0 to 1.
	Report func(share float64)
}

// Check compares a library with its digests, its tables with each other, and its database with SQLite's own rules. It changes nothing, and
// can be done while other processes use the library. It returns what it found, in the order in which it looked. The error is fs.ErrNotExist
// where there is no library, the disk's, or ctx.Err(); damage is no error.
func Check(ctx context.Context, dir string, opt CheckOptions) ([]Finding, error) {
	found, err := checkFile(ctx, filepath.Join(dir, FileName), opt)
	if err != nil {
		return nil, fmt.Errorf("check library: %w", fault(ctx, err))
	}
	return found, nil
}

// checkFile is Check for a database at any path.
func checkFile(ctx context.Context, path string, opt CheckOptions) ([]Finding, error) {
	c, err := newCheck(path, opt)
	if err != nil {
		return nil, err
	}
	err = c.all(ctx)
	return c.found, errors.Join(err, c.close())
}

// A check is a run of Check.
type check struct {
	CheckOptions
	path   string
	db     *sql.DB // one connection, which cannot write
	unpack *zstd.Decoder
	found  []Finding
	begun  time.Time // the part of the work that is under way
	models map[int64]int
}

// maxUnpacked bounds what the text or the places of one document may take when they are unpacked: several times what is read of a file.
const maxUnpacked = 64 << 20

func newCheck(path string, opt CheckOptions) (*check, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	c := &check{CheckOptions: opt, path: path, begun: time.Now()}
	var err error
	if c.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked)); err != nil {
		return nil, err
	}
	if c.db, err = connect(path, "mode=ro&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)", 1); err != nil {
		c.unpack.Close()
		return nil, err
	}
	return c, nil
}

func (c *check) close() error {
	c.unpack.Close()
	return c.db.Close()
}

// The parts of a check, with about what share of the work is done after each.
func (c *check) all(ctx context.Context) error {
	for _, part := range []struct {
		code  Code // of the finding where SQLite cannot go on
		run   func(ctx context.Context) (goOn bool, err error)
		share float64
	}{
		{CodeUnreadable, c.header, 0},
		{CodeUnreadable, c.shape, 0},
		{CodeStructure, c.structure, .4},
		{CodeStructure, c.settings, .4},
		{CodeStructure, c.references, .45},
		{CodeStructure, c.documents, .8},
		{CodeKeywords, c.keywords, 1},
	} {
		goOn, err := part.run(ctx)
		if said, broken := c.broken(err); broken && ctx.Err() == nil {
			c.note(part.code, Damage, repairOf(part.code), said)
			err, goOn = nil, part.code != CodeUnreadable
		}
		if err != nil || !goOn {
			return err
		}
		c.report(part.share)
		if err := c.rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

func repairOf(broken Code) Remedy {
	if broken == CodeKeywords {
		return RepairWords
	}
	return RepairRebuild
}

// broken says whether an error is the database's, and not the disk's or the caller's, and what SQLite says of it.
func (c *check) broken(err error) (said string, broken bool) {
	var e *sqlite.Error
	if errors.Is(err, ErrDamaged) {
		return err.Error(), true
	}
	if !errors.As(err, &e) {
		return "", false
	}
	switch e.Code() & 0xff { // https://www.sqlite.org/rescode.html
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH:
		return e.Error(), true
	}
	return "", false
}

func (c *check) note(code Code, severity Severity, repair Remedy, args ...string) {
	c.found = append(c.found, Finding{code, args, severity, repair})
}

func (c *check) report(share float64) {
	if c.Report != nil {
		c.Report(share)
	}
}

// rest lets others have the machine.
func (c *check) rest(ctx context.Context) error {
	if c.Rest == nil {
		return ctx.Err()
	}
	err := c.Rest(ctx, time.Since(c.begun))
	c.begun = time.Now()
	return err
}

// within runs f in a transaction, so that all it reads is of one version.
func (c *check) within(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it wrote nothing
	return f(tx)
}
