// Package store keeps a library on disk and finds chunks in it: by their words and by their vectors.
//
// A library is one folder with one SQLite database, library.db (drawn in schema.go), that holds everything: sources,
// documents, their canonical text, chunks, the keyword index (FTS5) and the vectors of each model (model.go). Once Vectors is called, the
// vectors are also held in memory, where they are searched. What is held is brought in step with the database by this process's own writes
// and by Refresh.
//
// Beside it are library.lock, which whoever works on the library for long keeps locked (lock.go), and library.reserve, which gives up its room
// on a full disk (reserve.go).
//
// The package ranks by one thing at a time (BM25, cosine) and leaves their fusion to others. It never reads a user's
// document: text, terms and vectors are handed to it. Start reading at Open, Put, Keyword and Vectors.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the database/sql driver
)

// FileName is the name of the database within a library's folder.
const FileName = "library.db"

// maxReaders is how many queries run at once; more wait. Each may keep cacheBytes.
const maxReaders = 4

// A Store is an open library. All its methods may be called concurrently, and several processes may open one folder: one
// writer at a time waits for the other, and readers wait for nobody. Every method that takes a context returns ctx.Err() once
// it is cancelled, and nothing has then been written.
type Store struct {
	path    string
	write   *sql.DB // one connection, and so one writer at a time
	read    *sql.DB
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	cache   postingsCache
	facts   factsCache
	refresh turn        // held while memory is read anew from disk
	file    os.FileInfo // of the database, as it was opened

	holding sync.Mutex // held while the next two change
	holds   int
	lock    *Lock // nil while holds is 0

	wanted atomic.Bool // the vectors have been asked for, and are to be held in memory
	mu     sync.RWMutex
	memory *memory // another one when another model serves, and when the vectors are first held
}

// Open opens the library in the folder dir and creates what is missing of it; first is the model of a new library, its ID ignored. It
// waits for writers only where it has to create or upgrade the library. Others than its owner cannot read it afterwards.
//
// The error is a *VersionError for a library of another version, ErrNotLibrary if library.db is something else, ErrDamaged if it is broken,
// a *MovedError for what is left of a library that was moved, and ErrReadOnly if the folder cannot be written. Where only the file is
// write-protected the library can be searched, and ErrReadOnly is what its writers get.
func Open(dir string, first Model) (*Store, error) {
	if err := first.check(); err != nil {
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	s := &Store{path: filepath.Join(dir, FileName), facts: factsCache{turn: newTurn()}, refresh: newTurn(), memory: newMemory(Model{}, false)}
	s.memory.version = -1 // no library's, so that the first is read whole
	if err := s.open(first); err != nil {
		_ = s.Close() // the first error is the one to tell
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	return s, nil
}

func (s *Store) open(first Model) (err error) {
	if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderCRC(true)); err != nil {
		return err
	}
	if s.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(maxReaders), zstd.WithDecoderMaxMemory(maxPackedBytes)); err != nil {
		return err
	}
	if s.write, err = connect(s.path, "_txlock=immediate", 1); err != nil {
		return err
	}
	if s.read, err = connect(s.path, "mode=rw&_pragma=query_only(1)", maxReaders); err != nil {
		return err
	}
	ctx := context.Background()
	err = fault(ctx, s.openFile(ctx, first))
	if errors.Is(err, ErrFull) && spendReserve(filepath.Dir(s.path)) {
		err = fault(ctx, s.openFile(ctx, first))
	}
	if err != nil {
		return err
	}
	_, err = s.reload(ctx)
	return fault(ctx, err)
}

// openFile makes sure that the database is a library, and remembers which file it is.
func (s *Store) openFile(ctx context.Context, first Model) error {
	if err := makePrivate(s.path); err != nil {
		return err
	}
	is, err := ready(ctx, s.read, s.path)
	if err == nil && !is {
		err = prepare(ctx, s.write, s.path, first)
	}
	if err != nil {
		return err
	}
	if s.file, err = os.Stat(s.path); err != nil {
		return err
	}
	return s.Present(ctx)
}

// Close ends the use of the library. Calls under way end first.
func (s *Store) Close() error {
	var first error
	for _, db := range []*sql.DB{s.read, s.write} { // the last to close folds the log into the database
		if db == nil {
			continue
		}
		if err := db.Close(); err != nil && first == nil {
			first = fmt.Errorf("close library: %w", err)
		}
	}
	if s.pack != nil {
		_ = s.pack.Close() // flushes a stream, and there is none
	}
	if s.unpack != nil {
		s.unpack.Close()
	}
	return first
}

// Size returns how many bytes the library takes on disk.
func (s *Store) Size() (int64, error) {
	var total int64
	for _, suffix := range beside {
		info, err := os.Stat(s.path + suffix)
		if os.IsNotExist(err) && suffix != "" {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("size of library: %w", err)
		}
		total += info.Size()
	}
	return total, nil
}

// update runs change in a transaction and brings memory in step with it. Nothing is changed if it or the commit fails. While another
// process moves the library it waits for a while; see HeldError.
func (s *Store) update(ctx context.Context, act string, change func(tx *sql.Tx) (delta, error)) error {
	var d delta
	var version int64
	err := await(ctx, busyTimeout, nil, func() (err error) {
		d, version, err = s.commit(ctx, change)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", act, fault(ctx, err))
	}
	s.apply(version, d)
	return nil
}

// commit runs change in a transaction and returns the version of the library that it made.
func (s *Store) commit(ctx context.Context, change func(tx *sql.Tx) (delta, error)) (d delta, version int64, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return d, 0, err
	}
	defer func() { _ = tx.Rollback() }() // has no effect after Commit
	leave, err := s.admit(ctx, tx)
	if err != nil {
		return d, 0, err
	}
	defer func() { _ = leave() }() // the lock ends with the process at the latest
	if d, err = change(tx); err != nil {
		return d, 0, err
	}
	if !d.content {
		if err = seal(ctx, tx); err != nil {
			return d, 0, err
		}
	}
	if err = tx.QueryRowContext(ctx, `UPDATE library SET writes = writes + 1 RETURNING writes`).Scan(&version); err != nil {
		return d, 0, err
	}
	if err := s.sameFile(); err != nil {
		return d, 0, err
	}
	return d, version, tx.Commit()
}

// snapshot runs query in a read transaction: what it reads is of one version.
func (s *Store) snapshot(ctx context.Context, act string, query func(tx *sql.Tx) error) error {
	tx, err := s.read.BeginTx(ctx, nil)
	if err == nil {
		err = query(tx)
		_ = tx.Rollback() // it wrote nothing
	}
	if err != nil {
		return fmt.Errorf("%s: %w", act, fault(ctx, err))
	}
	return nil
}
