package extract

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/ocr"
	"footnote/index/extract/pdf"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// A Pool extracts files, and draws their pages, in worker processes: whatever a file does to its reader, it does not do it to the
// program. A worker that dies, hangs or outgrows its memory is ended and replaced; its file gets a Refusal.
//
// A worker is the command that NewPool is given, which has to call Serve on its standard input and output. It ends when its
// standard input does, and so is gone when the program is, however the program ends.
type Pool struct {
	// CacheDir is where what other programs read of pictures is kept: Serve's. It is set before the first file; "" keeps nothing.
	CacheDir string

	command []string
	tools   func() *ocr.Engine // made once
	slots   chan struct{}      // as many as workers may run
	warming chan struct{}      // of one: held by the call that looks whether PDFium is compiled
	warm    bool               // it is
	pdf     atomic.Bool        // there are PDFs: each worker prepares for them
	again   chan struct{}      // of one: full while a file is tried once more
	done    chan struct{}      // closed by Close
	closing sync.Once
	mu      sync.Mutex
	idle    []*worker
	closed  bool

	installed []tool.Tool // when they were looked for
	looked    time.Time
}

// The bounds of a worker process.
const (
	workerTime      = 30 * time.Second // for a file of no size
	workerTimePerMB = time.Second      // and so much more for each megabyte
	warmUpTime      = 3 * time.Minute  // to compile PDFium, which takes seconds
	workerFiles     = 1000             // after so many it is replaced: what a library leaked is gone with it
	lookAgain       = 5 * time.Second  // after so long a tool may have been installed
	workerAnswer    = 4 << 20          // after an answer of so many bytes, too: both sides keep room for another like it
)

// ErrClosed is what File and Page return after Close.
var ErrClosed = errors.New("the pool of workers is closed")

// NewPool returns a pool of at most size workers; each is started when it is first needed. Close ends them.
func NewPool(size int, command ...string) *Pool {
	p := &Pool{
		command: command,
		slots:   make(chan struct{}, size),
		warming: make(chan struct{}, 1),
		again:   make(chan struct{}, 1),
		done:    make(chan struct{}),
	}
	p.tools = sync.OnceValue(func() *ocr.Engine { return ocr.New(p.CacheDir) })
	return p
}

// File is Extractor.File in a worker process. It waits for a worker that is free. Concurrent calls are safe.
func (p *Pool) File(ctx context.Context, path string, passwords ...string) (doc.Document, error) {
	return p.FileAdmitted(ctx, path, nil, passwords...)
}

// FileAdmitted is File for a caller that bounds how much it has in memory. What waits to be admitted stays in the worker.
func (p *Pool) FileAdmitted(ctx context.Context, path string, admit Admission, passwords ...string) (doc.Document, error) {
	a, err := p.work(ctx, request{Path: path, Passwords: passwords}, admit)
	return a.Document, err
}

// Page is Extractor.Page in a worker process. It waits for a worker that is free. Concurrent calls are safe. A page that is being
// drawn is drawn to its end even when ctx ends: that takes milliseconds, and a new worker the better part of a second.
func (p *Pool) Page(ctx context.Context, path string, view reader.PageView, passwords ...string) (reader.PageImage, error) {
	a, err := p.work(ctx, request{Path: path, Passwords: passwords, View: &view}, nil)
	return a.Page, err
}

// work has a request done by a worker, when one is free.
func (p *Pool) work(ctx context.Context, r request, admit Admission) (answer, error) {
	if err := p.enter(ctx, p.slots); err != nil {
		return answer{}, err
	}
	defer func() { <-p.slots }()
	if strings.EqualFold(filepath.Ext(r.Path), ".pdf") {
		if err := p.warmUp(ctx); err != nil {
			return answer{}, err
		}
	}
	var size int64
	if passesFiles {
		file, bytes, err := reader.OpenRegular(r.Path)
		if err != nil {
			return answer{}, err
		}
		defer func() { _ = file.Close() }() // only read: nothing to lose
		size = bytes
		r.file, r.tools = file, p.tools()
		r.Passed, r.Path, r.Tools = true, filepath.Base(r.Path), p.installedTools()
	} else if info, err := os.Stat(r.Path); err == nil { // else the worker says what is wrong with it
		size = info.Size()
	}
	limit := timeFor(size)
	asked := ctx
	if r.View != nil {
		asked = context.WithoutCancel(ctx)
	}
	a, err := p.ask(asked, r, limit, admit)
	if errors.Is(err, pdf.ErrNotLoaded) {
		if err := p.warmUp(ctx); err != nil {
			return answer{}, err
		}
		a, err = p.ask(asked, r, limit, admit)
	}
	if err != nil {
		return answer{}, err
	}
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	if a.Refusal != nil {
		return answer{}, a.Refusal
	}
	return a, nil
}

// installedTools returns the tools that are installed. It looks for them once in a while, not for every file.
func (p *Pool) installedTools() []tool.Tool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := time.Now(); now.Sub(p.looked) > lookAgain {
		p.installed, p.looked = tool.Installed(), now
	}
	return p.installed
}

// enter waits for a place in a channel, until ctx ends or the pool is closed.
func (p *Pool) enter(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-p.done:
		return ErrClosed
	}
}

// warmUp has one worker compile PDFium for all of them, the first time that a PDF is read. The file's own request says what fails.
func (p *Pool) warmUp(ctx context.Context) error {
	p.pdf.Store(true)
	if err := p.enter(ctx, p.warming); err != nil {
		return err
	}
	defer func() { <-p.warming }()
	if p.warm {
		return nil
	}
	_, _ = p.ask(ctx, request{WarmUp: true}, warmUpTime, nil)
	p.warm = ctx.Err() == nil // else it was broken off, and the next file begins anew
	return ctx.Err()
}

// ask gives a free worker a request. One that dies of it may have been brought near by what it read before, and one whose time is
// up may have had too little of the machine: so a file is tried once more, in a new worker that leaves the machine to others, when
// no other is being tried again.
func (p *Pool) ask(ctx context.Context, r request, limit time.Duration, admit Admission) (answer, error) {
	w, err := p.take()
	if err != nil {
		return answer{}, err
	}
	r.PDF = p.pdf.Load()
	a, err := w.ask(ctx, r, limit, admit)
	if err == nil {
		p.put(w)
		return a, nil
	}
	w.end()
	if r.View != nil || ctx.Err() != nil || !errors.Is(err, ErrDied) && !errors.Is(err, errTimeUp) {
		return answer{}, err
	}
	if err := p.enter(ctx, p.again); err != nil {
		return answer{}, err
	}
	defer func() { <-p.again }()
	if w, err = startWorker(p.command, p.CacheDir); err != nil {
		return answer{}, err
	}
	defer w.end()
	process.LowerPriority(w.process.Process)
	return w.ask(ctx, r, limit, admit)
}

// Close waits for the files and pages that are being read, and ends the workers. Calls that wait for a worker return ErrClosed, and so
// do later ones. Closing a closed pool does nothing.
func (p *Pool) Close() error {
	p.closing.Do(func() {
		close(p.done)
		p.mu.Lock()
		p.closed = true
		idle := p.idle
		p.idle = nil
		p.mu.Unlock()
		for _, w := range idle {
			w.end()
		}
		for range cap(p.slots) { // each call gives its place back when it ends
			p.slots <- struct{}{}
		}
	})
	return nil
}

// take returns a worker that is idle, or a new one. One that can read no PDF any more is ended where there are PDFs.
func (p *Pool) take() (*worker, error) {
	for {
		w, err := p.oneIdle()
		switch {
		case err != nil:
			return nil, err
		case w == nil:
			return startWorker(p.command, p.CacheDir)
		case !p.pdf.Load() || !w.lacksPDF():
			return w, nil
		}
		w.end()
	}
}

// oneIdle returns a worker that is idle; nil where none is.
func (p *Pool) oneIdle() (*worker, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, ErrClosed
	}
	n := len(p.idle)
	if n == 0 {
		return nil, nil
	}
	w := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return w, nil
}

func (p *Pool) put(w *worker) {
	p.mu.Lock()
	keep := !p.closed && w.files < workerFiles
	if keep {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !keep {
		w.end()
	}
}
