package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"footnote/index"
	"footnote/index/doc"
)

// patience bounds how long a test waits.
const patience = time.Minute

// A stage is a window with a scripted library and its own clock. The test runs what jobs post, so the test's goroutine is the window's.
type stage struct {
	*testing.T
	*Window
	lib *scripted

	mu     sync.Mutex
	posted []func()
	bell   chan struct{} // rung when something is posted
	now    time.Duration
	timers []*timer
}

type timer struct {
	at time.Duration
	f  func()
}

// open shows a window on a library and waits until it is open.
func open(t *testing.T, lib *scripted, starter Starter) *stage {
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }, Starter: starter})
	s.until("the library is open", func() bool { return s.library != nil && lib.looked() > 0 && !s.sync.running })
	s.jobsDone()
	lib.locked(func() { lib.live = true })
	s.status.Rest("")
	return s
}

func stageWindow(t *testing.T, lib *scripted, opt Options) *stage {
	t.Helper()
	if err := lang.AddTranslationsFS(translations, "translation"); err != nil {
		t.Fatal(err)
	}
	a := test.NewTempApp(t)
	s := &stage{T: t, lib: lib, bell: make(chan struct{}, 1)}
	j := newJobs()
	j.post, j.timer, j.now = s.post, s.timer, s.clock
	s.Window = newWindow(a, opt, j)
	s.win.Resize(fyne.NewSize(1280, 800))
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func (s *stage) post(f func()) {
	s.mu.Lock()
	s.posted = append(s.posted, f)
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
}

func (s *stage) timer(d time.Duration, f func()) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &timer{s.now + d, f}
	s.timers = append(s.timers, t)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		t.f = nil
	}
}

// clock returns the stage's own time.
func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Unix(0, 0).Add(s.now)
}

// pass lets time pass, and fires the timers that are due, in order.
func (s *stage) pass(d time.Duration) {
	s.run()
	s.mu.Lock()
	until := s.now + d
	for {
		var due *timer
		for _, t := range s.timers {
			if t.f != nil && t.at <= until && (due == nil || t.at < due.at) {
				due = t
			}
		}
		if due == nil {
			break
		}
		f := due.f
		due.f, s.now = nil, due.at
		s.mu.Unlock()
		f()
		s.run()
		s.mu.Lock()
	}
	s.now = until
	s.mu.Unlock()
}

// run runs what was posted.
func (s *stage) run() {
	for {
		s.mu.Lock()
		posted := s.posted
		s.posted = nil
		s.mu.Unlock()
		if len(posted) == 0 {
			return
		}
		for _, f := range posted {
			f()
		}
	}
}

// jobsDone waits for the running jobs and the jobs that they start, and runs what they post.
func (s *stage) jobsDone() bool {
	for {
		s.jobs.running.Wait()
		s.mu.Lock()
		idle := len(s.posted) == 0
		s.mu.Unlock()
		if idle {
			return true
		}
		s.run()
	}
}

// until runs what is posted until a condition is true.
func (s *stage) until(what string, holds func() bool) {
	s.Helper()
	deadline := time.After(patience)
	for s.run(); !holds(); s.run() {
		select {
		case <-s.bell:
		case <-deadline:
			s.Fatalf("waited in vain until %s", what)
		}
	}
}

// ask types a question, lets the typing pause pass, and waits for the passages.
func (s *stage) ask(question string, passages int) {
	s.Helper()
	s.asking.page.Field.SetText("")
	test.Type(s.asking.page.Field.Entry(), question)
	s.pass(typingPause)
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == passages && s.reading.reader.Title() != "" })
}

// press types a key into the focused widget.
func (s *stage) press(key fyne.KeyName) {
	s.Helper()
	focused := s.win.Canvas().Focused()
	if focused == nil {
		s.Fatalf("nothing has the focus for %s", key)
	}
	focused.TypedKey(&fyne.KeyEvent{Name: key})
}

// shortcut types a shortcut into the focused widget, as Fyne does.
func (s *stage) shortcut(sc fyne.Shortcut) {
	s.Helper()
	if f, ok := s.win.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(sc)
		return
	}
	s.win.Canvas().(fyne.Shortcutable).TypedShortcut(sc)
}

// scripted is a library that answers as a test says. If a func is nil, the library answers from its documents.
type scripted struct {
	models  scriptedModels
	search  func(ctx context.Context, question string) (index.Result, error)
	sync    func(ctx context.Context, report func(index.Progress), paths []string) (index.Report, error)
	add     func(path string) error
	try     func(ctx context.Context, rules string) (index.Trial, error)
	listed  []index.Listed // the documents of any source
	watch   func(ctx context.Context, report func(index.Watching)) error
	page    func(ctx context.Context, path string, page, width int, span index.Span, others ...index.Span) (index.Page, error)
	found   []index.Passage // what any search finds
	quoted  []index.Quotation
	facets  index.Facets
	explain func(passage index.Citation) (index.Explanation, error)
	export  func(ctx context.Context, path string, opt index.ExportOptions) (index.Manifest, error)
	live    bool // before it is, as at the window's start, syncs find nothing new and are not recorded

	mu        sync.Mutex
	documents map[string]index.Document
	unread    map[string]error // documents that the library lists, and that gave no text
	status    index.Status
	looks     int
	synced    [][]string
	removed   []string
	gone      []string
	retried   []string
	changed   bool
	watched   bool
	closed    bool
	damage    []index.Finding // what Verify finds
	verified  int
	searches  int
	limit     int // of the last search
	asked     index.SearchOptions
	like      []index.Citation // what others like it were asked for
}

func (l *scripted) locked(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f()
}

func (l *scripted) looked() (n int)   { l.locked(func() { n = l.looks }); return n }
func (l *scripted) searched() (n int) { l.locked(func() { n = l.searches }); return n }
func (l *scripted) syncs() (paths [][]string) {
	l.locked(func() { paths = slices.Clone(l.synced) })
	return paths
}

func (l *scripted) Add(_ context.Context, path string) (index.Source, error) {
	if l.add != nil {
		if err := l.add(path); err != nil {
			return index.Source{}, err
		}
	}
	s := index.Source{Path: path}
	l.locked(func() { l.status.Sources = append(l.status.Sources, s) })
	return s, nil
}

func (l *scripted) Remove(_ context.Context, path string) error {
	l.locked(func() { l.removed = append(l.removed, path) })
	return nil
}

// RemoveGone removes an offline source's documents from the library.
func (l *scripted) RemoveGone(_ context.Context, path string) (n int, err error) {
	l.locked(func() {
		l.gone = append(l.gone, path)
		l.status.Offline = nil
		l.status.Sources = slices.Clone(l.status.Sources)
		for i := range l.status.Sources {
			if s := &l.status.Sources[i]; s.Path == path {
				n, s.Offline = s.Offline.Documents, index.Offline{}
			}
		}
	})
	return n, nil
}

func (l *scripted) Retry(_ context.Context, path string) error {
	l.locked(func() { l.retried = append(l.retried, path) })
	return nil
}

// Unlock accepts the password "right".
func (l *scripted) Unlock(_ context.Context, path, password string) error {
	if password != "right" {
		return fmt.Errorf("unlock %s: %w", path, index.ErrPassword)
	}
	return nil
}

func (l *scripted) Sync(ctx context.Context, report func(index.Progress), paths ...string) (index.Report, error) {
	var live bool
	l.locked(func() {
		if live = l.live; live {
			l.synced = append(l.synced, paths)
		}
	})
	if !live {
		return index.Report{}, nil
	}
	if l.sync != nil {
		return l.sync(ctx, report, paths)
	}
	return index.Report{Added: 2, Passages: 9}, nil
}

func (l *scripted) Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error) {
	l.locked(func() { l.searches++; l.limit, l.asked = opt.Limit, opt })
	if l.search != nil {
		return l.search(ctx, question)
	}
	var away error
	l.locked(func() { away = l.models.away })
	return index.Result{Query: question, Words: question, Passages: l.found, Took: 14 * time.Millisecond, Away: away}, nil
}

func (l *scripted) Similar(_ context.Context, to index.Citation, opt index.SearchOptions) (index.Result, error) {
	l.locked(func() { l.like = append(l.like, to); l.asked = opt })
	return index.Result{Passages: l.found[1:], Found: 2, Took: time.Millisecond}, nil
}

func (l *scripted) Explain(_ context.Context, _ string, passage index.Citation, _ index.SearchOptions) (index.Explanation, error) {
	if l.explain == nil {
		return index.Explanation{}, index.ErrNotStatic
	}
	return l.explain(passage)
}

func (l *scripted) Facets(context.Context) (index.Facets, error) { return l.facets, nil }

func (l *scripted) Quote(context.Context, string, []index.Passage) ([]index.Quotation, error) {
	return l.quoted, nil
}

func (l *scripted) Read(_ context.Context, path string) (d index.Document, err error) {
	l.locked(func() {
		var ok bool
		if d, ok = l.documents[path]; !ok {
			err = cmp.Or(l.unread[path], error(index.ErrNotFound))
		}
	})
	return d, err
}

func (l *scripted) Page(ctx context.Context, path string, page, width int, span index.Span, others ...index.Span) (index.Page, error) {
	if l.page == nil {
		return index.Page{}, index.ErrNoPages
	}
	return l.page(ctx, path, page, width, span, others...)
}

func (l *scripted) Status(context.Context) (s index.Status, err error) {
	l.locked(func() { l.looks++; s = l.status })
	return s, nil
}

func (l *scripted) Documents(context.Context, string) ([]index.Listed, error) { return l.listed, nil }

func (l *scripted) SetIgnore(_ context.Context, path, rules string) error {
	l.locked(func() {
		l.status.Sources = slices.Clone(l.status.Sources)
		for i := range l.status.Sources {
			if l.status.Sources[i].Path == path {
				l.status.Sources[i].Ignore = rules
			}
		}
	})
	return nil
}

func (l *scripted) TryIgnore(ctx context.Context, _, rules string) (index.Trial, error) {
	if l.try == nil {
		return index.Trial{Kept: 2}, nil
	}
	return l.try(ctx, rules)
}

func (l *scripted) DiskParts(context.Context) (index.DiskParts, error) {
	return index.DiskParts{Text: 1000, Vectors: 500, Words: 1500}, nil
}

// Watch reports the sources once, because they may have changed before the first call.
func (l *scripted) Watch(ctx context.Context, report func(index.Watching)) error {
	if l.watch != nil {
		return l.watch(ctx, report)
	}
	var paths []string
	l.locked(func() {
		if !l.watched {
			for _, s := range l.status.Sources {
				paths = append(paths, s.Path)
			}
		}
		l.watched = true
	})
	report(index.Watching{Changed: paths})
	return nil
}

func (l *scripted) Refresh(context.Context) (changed bool, err error) {
	l.locked(func() { changed, l.changed = l.changed, false })
	return changed, nil
}

func (l *scripted) Export(ctx context.Context, path string, opt index.ExportOptions) (index.Manifest, error) {
	if l.export != nil {
		return l.export(ctx, path, opt)
	}
	return index.Manifest{}, nil
}

func (l *scripted) Verify(context.Context) (found []index.Finding, err error) {
	l.locked(func() { found = l.damage; l.verified++ })
	return found, nil
}

func (l *scripted) Close() error {
	var twice bool
	l.locked(func() { twice, l.closed = l.closed, true })
	if twice {
		return errors.New("closed twice")
	}
	return nil
}

// lease and letter are documents to ask about.
const (
	lease  = "Lease\n\nThe rent is due on the first. Either party gives two months' notice\nin writing. Keys are handed back on the last day."
	letter = "Dear landlord, we hereby give notice and leave in June."
)

// library returns a library of two documents and three passages.
func library() *scripted {
	documents := map[string]index.Document{
		"/docs/lease.pdf":  {Path: "/docs/lease.pdf", Title: "The lease", Kind: "pdf", Text: lease},
		"/docs/letter.txt": {Path: "/docs/letter.txt", Title: "letter", Kind: "text", Text: letter},
	}
	passage := func(rank int, path, words string, place index.Place) index.Passage {
		d := documents[path]
		at := at(d.Text, words)
		return index.Passage{
			Rank: rank, Score: 0.5, Text: words, Best: index.Span{End: len(words)},
			Highlights: []index.Span{{Start: 0, End: 3}},
			Citation:   index.Citation{Path: path, Title: d.Title, Kind: d.Kind, Place: place, Span: at},
		}
	}
	return &scripted{
		documents: documents,
		found: []index.Passage{
			passage(1, "/docs/lease.pdf", "Either party gives two months' notice\nin writing.", index.Place{Page: 3, Heading: []string{"Leaving"}}),
			passage(2, "/docs/letter.txt", "we hereby give notice", index.Place{Line: 1, EndLine: 1}),
			passage(3, "/docs/lease.pdf", "Keys are handed back on the last day.", index.Place{Page: 4}),
		},
		status: index.Status{
			Sources:   []index.Source{{ID: 1, Path: "/docs", Documents: 2, Passages: 3, Failed: 1, Synced: time.Unix(1, 0)}},
			Documents: 2, Passages: 3, BytesOnDisk: 4 << 20,
			Failed: []index.Failure{{Path: "/docs/scan.pdf", Outcome: doc.NewOutcome(doc.CodeScan)}},
		},
	}
}

func at(text, words string) index.Span {
	for i := range text {
		if len(text)-i >= len(words) && text[i:i+len(words)] == words {
			return index.Span{Start: i, End: i + len(words)}
		}
	}
	panic("no " + words)
}
