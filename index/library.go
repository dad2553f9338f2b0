package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"footnote/index/doc"
	"footnote/index/embed"
	"footnote/index/extract"
	"footnote/index/extract/reader"
	"footnote/index/language"
	"footnote/index/provider"
	"footnote/index/query"
	"footnote/index/store"
	"footnote/index/volume"
)

// Errors that callers branch on. Open also returns a *VersionError.
var (
	ErrNotLibrary       = store.ErrNotLibrary // the folder holds something else under a library's name
	ErrDamaged          = store.ErrDamaged    // the library's file is broken; it has to be made again
	ErrReadOnly         = store.ErrReadOnly   // the library's folder or file cannot be written
	ErrFull             = store.ErrFull       // the disk is full; what was committed before is kept
	ErrBusy             = store.ErrBusy       // another program writes to the library, and did not end in time
	ErrNotSource        = errors.New("not a source of this library")
	ErrGone             = store.ErrGone     // the library's file was removed or replaced while it was open
	ErrNotFound         = store.ErrNotFound // no such document in the library
	ErrEmptyQuestion    = errors.New("the question is empty")
	ErrQuestionTooLong  = fmt.Errorf("the question is longer than %d bytes", MaxQuestionBytes)
	ErrSyncing          = errors.New("a sync of this library is already running")
	ErrNoPages          = errors.New("it has no pages to draw")
	ErrNotStatic        = errors.New("the model does not say which words count")
	ErrChanged          = errors.New("the file has changed since it was indexed")
	ErrPassword         = errors.New("the password does not open the file")
	errChangedWhileRead = errors.New("changed while it was read")
)

// A QueryError says which part of a question cannot be meant as it stands.
type QueryError = query.Error

// A VersionError says that a library was written by another version of Footnote.
type VersionError = store.VersionError

// Options sets up a library. The zero value is ready.
type Options struct {
	CacheDir string // where compiled parts of the program may be kept; "" means cache in the library's folder

	// Worker is a command that calls Work with its standard input and output, and CacheDir; files are then read in such
	// processes, and one that crashes or hangs harms nothing. Without it files are read in this process.
	Worker []string

	Key    func(provider.Config) string // finds the key of a server; nil where there are none
	Agreed func(provider.Config) bool   // says whether the key may be sent to the server in the clear; nil where it never may
	OnSend func(Sent)                   // is called, if not nil, before anything leaves this computer, on any goroutine

	Name  string        // of this program's part that uses the library; others that have to wait for it are shown it
	Wait  time.Duration // how long to wait for another process that works on the library: 0 for DefaultWait, negative for as long as it takes
	Parts []Part        // what else of the program's is in the library's folder
	Kept  bool          // the folder is where the library is looked for: a move to it that was cut off has taken place

	Passwords func() []string // those to try on a document that needs one, on any goroutine; nil where there are none
}

// An extractor reads files and draws their pages: in this process or in others.
type extractor interface {
	File(ctx context.Context, path string, passwords ...string) (doc.Document, error)
	FileAdmitted(ctx context.Context, path string, admit extract.Admission, passwords ...string) (doc.Document, error)
	Page(ctx context.Context, path string, view reader.PageView, passwords ...string) (reader.PageImage, error)
	Close() error
}

// extractor returns what reads files: worker processes, atOnce at most, or this process where there is no command for them.
func (o Options) extractor(atOnce int) extractor {
	if len(o.Worker) > 0 {
		pool := extract.NewPool(atOnce, o.Worker...)
		pool.CacheDir = o.CacheDir
		return pool
	}
	return extract.New(o.CacheDir)
}

// A Library is an open library. Its methods are safe for concurrent use; one Sync runs at a time.
type Library struct {
	dir       string
	store     *store.Store
	builtin   *embed.Static
	scale     embed.Scale // of the built-in model
	models    models
	key       func(provider.Config) string
	agreed    func(provider.Config) bool
	onSend    func(Sent)
	passwords func() []string
	name      string
	wait      time.Duration
	extractor extractor
	pages     extractor // draws pages, while the other may be busy with a Sync
	analyzers sync.Pool // of *language.Analyzer
	edition   int       // of the documents it makes

	textBudget int64 // bytes
	syncing    sync.Mutex
	embedding  sync.Mutex
	mounted    func(paths ...string) volume.Table
	now        func() time.Time
	after      func(time.Duration) <-chan time.Time
}

// Open opens the library in dir, and makes an empty one where there is none. The caller closes it.
func Open(dir string, opt Options) (*Library, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	model, err := embed.Builtin()
	if err != nil {
		return nil, fmt.Errorf("load the built-in model: %w", err)
	}
	scale, _, err := embed.Measure(context.Background(), model)
	if err != nil {
		return nil, fmt.Errorf("load the built-in model: %w", err)
	}
	s, err := openStore(dir, model)
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	store.Private(real(dir), ownNames(opt.Parts)...)
	_ = clearFormerPlaces(context.Background(), s, dir, opt) // what is left of a former place does no harm, and is cleared the next time
	if opt.Passwords == nil {
		opt.Passwords = func() []string { return nil }
	}
	if opt.CacheDir == "" {
		opt.CacheDir = filepath.Join(dir, cacheName)
	}
	return &Library{
		dir:       dir,
		store:     s,
		builtin:   model,
		scale:     scale,
		key:       opt.Key,
		agreed:    opt.Agreed,
		onSend:    opt.OnSend,
		passwords: opt.Passwords,
		name:      opt.Name,
		wait:      opt.wait(),
		extractor: opt.extractor(runtime.GOMAXPROCS(0)),
		pages:     opt.extractor(1),
		analyzers: sync.Pool{New: func() any { return new(language.Analyzer) }},
		edition:   edition,

		textBudget: textBudget,
		mounted:    volume.Mounted,
		now:        time.Now,
		after:      time.After,
	}, nil
}

// openStore opens a library's store, which must not wait for one that can be searched as it is.
func openStore(dir string, builtin embed.Model) (*store.Store, error) {
	own := store.Model{Name: builtin.Name(), Dim: builtin.Dim()}
	s, err := store.Open(dir, own)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), renewWithin)
	defer cancel()
	if err := renew(ctx, s, own); err != nil && !mayWait(err) {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// ownNames are the names of what the program makes in a library's folder, besides the store's files.
func ownNames(parts []Part) []string {
	names := []string{moveFile, moveFile + store.PartSuffix, cacheName}
	for _, part := range parts {
		names = append(names, part.Name)
	}
	return names
}

// clearFormerPlaces clears what is left of a library in the places that it was moved from.
func clearFormerPlaces(ctx context.Context, s *store.Store, dir string, opt Options) error {
	uid, err := s.UID(ctx)
	if err != nil {
		return err
	}
	return finishMove(ctx, real(dir), uid, opt.Kept, opt.Parts)
}

// renewWithin is how long Open tries to begin a change of model that has time until the next Sync.
const renewWithin = 200 * time.Millisecond

// mayWait reports an error that does not keep a library from being searched.
func mayWait(err error) bool {
	return errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrFull) ||
		errors.Is(err, context.DeadlineExceeded)
}

// renew begins a change to the built-in model where a library's vectors are those of an earlier one, which no question can be compared
// with any more.
func renew(ctx context.Context, s *store.Store, builtin store.Model) error {
	m, err := s.Models(ctx)
	if making := m.Making(); err == nil && making.Config == "" && making.Name != builtin.Name {
		err = s.Change(ctx, builtin)
	}
	return err
}

// Work is what a process named by Options.Worker does: it reads the files it is asked for on in, answers on out, and returns
// when in ends. abandon must end the process; it is called where a file's reader does not return.
func Work(in io.Reader, out io.Writer, cacheDir string, abandon func()) error {
	return extract.Serve(in, out, cacheDir, abandon)
}

// Close waits for a running Sync and Embed and closes the library. Cancel their contexts first to be quick.
func (l *Library) Close() error {
	l.syncing.Lock()
	defer l.syncing.Unlock()
	l.embedding.Lock()
	defer l.embedding.Unlock()
	return errors.Join(l.extractor.Close(), l.pages.Close(), l.store.Close())
}

// Warm reads into memory what searches need, so that the first one does not wait for it.
func (l *Library) Warm(ctx context.Context) error {
	if _, err := l.store.Vectors(ctx); err != nil {
		return fmt.Errorf("open library: %w", err)
	}
	return nil
}

// Refresh brings the library in step with what other processes wrote, and reports whether there was anything. It is cheap.
func (l *Library) Refresh(ctx context.Context) (changed bool, err error) {
	return l.store.Refresh(ctx)
}

// Read returns an indexed document. The error is ErrNotFound if the library does not list the path, and a *doc.Refusal if the file gave no text.
func (l *Library) Read(ctx context.Context, path string) (Document, error) {
	d, err := l.store.Text(ctx, path)
	if err != nil {
		return Document{}, fmt.Errorf("read %s: %w", path, err)
	}
	if d.Text == "" && d.Outcome.Code != "" {
		return Document{}, fmt.Errorf("read %s: %w", path, &doc.Refusal{Outcome: d.Outcome})
	}
	places, err := decodePlaces(d.Places)
	if err != nil {
		return Document{}, fmt.Errorf("read %s: %w", path, err)
	}
	return Document{Path: d.Path, Title: d.Title, Kind: d.Kind, Text: d.Text, Notes: d.Notes, Places: places}, nil
}

// Extract returns the canonical text and the places of a file as a library would store them, without a library. Of opt it takes Worker,
// CacheDir ("" keeps nothing) and Passwords.
func Extract(ctx context.Context, path string, opt Options) (doc Document, err error) {
	x := opt.extractor(1)
	defer func() { err = errors.Join(err, x.Close()) }()
	var passwords []string
	if opt.Passwords != nil {
		passwords = opt.Passwords()
	}
	d, err := x.File(ctx, path, passwords...)
	if err != nil {
		return Document{}, err
	}
	return Document{Path: path, Title: d.Title, Kind: d.Kind, Text: d.Text, Notes: d.Notes, Places: d.Places}, nil
}

// Status returns what the library holds.
func (l *Library) Status(ctx context.Context) (Status, error) {
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("library status: %w", err)
	}
	noted, err := l.store.Volumes(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("library status: %w", err)
	}
	status := Status{Dir: l.dir, Model: l.store.Serving().Name}
	for _, s := range sources {
		source := sourceOf(s)
		offline := offlineParts(s, noted[s.ID])
		source.Offline = offlineAs(offline)
		status.Offline = append(status.Offline, offline...)
		status.Sources = append(status.Sources, source)
		status.Documents += s.Documents
		status.Passages += s.Passages
	}
	failures, err := l.store.Failures(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("library status: %w", err)
	}
	status.Failed = failures
	if status.BytesOnDisk, err = l.store.Size(); err != nil {
		return Status{}, fmt.Errorf("library status: %w", err)
	}
	return status, nil
}
