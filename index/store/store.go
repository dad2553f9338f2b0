// Package store keeps a library on disk and finds chunks in it, by their words and by their vectors.
//
// A library is a folder with one SQLite database, library.db (drawn in schema.go). The database holds everything: sources, documents, their
// canonical text, chunks, the keyword index (FTS5) and the vectors of each model (model.go). After the first call of Vectors, memory also
// holds the vectors, and searches use them there. This process's own writes and Refresh keep memory up to date with the database.
//
// Beside it are library.lock, which a process locks for long work on the library (lock.go), and library.reserve, which frees its space on a
// full disk (reserve.go).
//
// The package ranks by one measure at a time (BM25, cosine) and leaves their fusion to others. It never reads a user's document: callers
// pass it text, terms and vectors. Start reading at Open, Put, Keyword and Vectors.
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
	"time"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the database/sql driver
)

// FileName is the name of the database within a library's folder.
const FileName = "library.db"

// openAgain is the interval between attempts to open a library that another process creates or upgrades.
const openAgain = 10 * time.Millisecond

// maxReaders is how many queries run at once; others wait. Each may use cacheBytes.
const maxReaders = 4

// A Store is an open library. All its methods are safe for concurrent use. Several processes may open one folder: writers wait for each
// other, and readers never wait. Every method that takes a context returns ctx.Err() once the context is cancelled, and has then written
// nothing.
type Store struct {
	path   string
	write  *sql.DB // one connection, so one writer at a time
	read   *sql.DB
	pack   *zstd.Encoder
	unpack *zstd.Decoder
	cache  postingsCache
	facts  factsCache

	languages languagesCache
	terms     termsCache
	refresh   turn        // held during a read of memory's content from disk
	file      os.FileInfo // of the database, as it was opened

	holding sync.Mutex // guards the next two
	holds   int
	lock    *Lock // nil while holds is 0

	wanted atomic.Bool // the vectors were asked for, and memory is to hold them
	mu     sync.RWMutex
	memory *memory // replaced when another model serves, and when vectors are first held
}

// Open opens the library in the folder dir and creates what is missing. first is the model of a new library; Open ignores its ID. It waits
// for writers only if it must create or upgrade the library. Afterwards only the owner can read the files.
//
// The error is a *VersionError for a library of another version, ErrNotLibrary if library.db is something else, ErrDamaged if it is broken,
// a *MovedError for the remains of a library that was moved, and ErrReadOnly if the folder cannot be written. If only the file is
// write-protected, the library can be searched, and writers get ErrReadOnly.
func Open(dir string, first Model) (*Store, error) {
	if err := first.check(); err != nil {
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	s := &Store{
		path: filepath.Join(dir, FileName), facts: factsCache{turn: newTurn()}, languages: languagesCache{turn: newTurn()},
		terms: termsCache{turn: newTurn()}, refresh: newTurn(), memory: newMemory(Model{}, false),
	}
	s.memory.version = -1 // no library's version, so that the first one is read completely
	if err := s.open(first); err != nil {
		_ = s.Close() // the first error is the one to report
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
	err = s.openFile(ctx, first)
	if errors.Is(err, ErrFull) && spendReserve(filepath.Dir(s.path)) {
		err = s.openFile(ctx, first)
	}
	if err != nil {
		return err
	}
	_, err = s.reload(ctx)
	return fault(ctx, err)
}

// openFile checks that the database is a library, and remembers which file it is. It tries again while another process opens the library:
// SQLite does not wait for busyTimeout where two want to change the journal mode.
func (s *Store) openFile(ctx context.Context, first Model) error {
	for begun := time.Now(); ; time.Sleep(openAgain) {
		err := fault(ctx, s.openOnce(ctx, first))
		if !errors.Is(err, ErrBusy) || time.Since(begun) > busyTimeout {
			return err
		}
	}
}

func (s *Store) openOnce(ctx context.Context, first Model) error {
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

// Close closes the library, after the calls in progress end.
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
		_ = s.pack.Close() // it flushes a stream, and there is none
	}
	if s.unpack != nil {
		s.unpack.Close()
	}
	return first
}

// Size returns the size of the library on disk, in bytes.
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

// update runs change in a transaction and brings memory up to date with it. If change or the commit fails, nothing changes. While another
// process moves the library, update waits for a while; see HeldError.
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

// commit runs change in a transaction and returns the resulting version of the library.
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

// snapshot runs query in a read transaction, so that all it reads is of one version.
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
