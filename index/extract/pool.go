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

// A Pool reads files and draws their pages in worker processes, so that no file can harm the program. A worker that dies, hangs or takes too much
// memory is ended and replaced; its file gets a Refusal.
//
// A worker runs the command that NewPool is given, which must call Serve on its standard input and output. It ends when its standard input does, and
// so never outlives the program.
type Pool struct {
	// CacheDir keeps what other programs read in pictures. Set it before the first file; "" keeps nothing.
	CacheDir string

	command []string
	tools   func() *ocr.Engine // made on first use
	slots   chan struct{}      // its capacity is the number of workers
	warming chan struct{}      // capacity 1: held by the call that has PDFium compiled
	warm    bool               // PDFium is compiled
	pdf     atomic.Bool        // a PDF was seen: every worker loads PDFium from then on
	again   chan struct{}      // capacity 1: full while a file is tried a second time
	done    chan struct{}      // closed by Close
	closing sync.Once
	mu      sync.Mutex
	idle    []*worker
	closed  bool

	installed []tool.Tool // found at looked
	looked    time.Time
}

// Bounds of a worker process.
const (
	workerGrace  = 15 * time.Second // after reader.TimeFor, so that a reader that stops by itself can answer
	warmUpTime   = 3 * time.Minute  // to compile PDFium, which takes seconds
	workerFiles  = 1000             // a worker is replaced after so many, in case a library leaks
	lookAgain    = 5 * time.Second  // between two looks for installed tools
	workerAnswer = 4 << 20          // and after an answer of so many bytes, since both sides keep buffers of its size
)

// ErrClosed is the error of File and Page after Close.
var ErrClosed = errors.New("the pool of workers is closed")

// NewPool returns a pool of at most size workers, each started when it is first needed. Close ends them.
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

// File is Extractor.File in a worker process. It waits for a free worker. Concurrent calls are safe.
func (p *Pool) File(ctx context.Context, path string, passwords ...string) (doc.Document, error) {
	return p.FileAdmitted(ctx, path, nil, passwords...)
}

// FileAdmitted is File for a caller that bounds how much it holds in memory. The worker keeps an answer until it is admitted.
func (p *Pool) FileAdmitted(ctx context.Context, path string, admit Admission, passwords ...string) (doc.Document, error) {
	a, err := p.work(ctx, request{Path: path, Passwords: passwords}, admit)
	return a.Document, err
}

// Page is Extractor.Page in a worker process. It waits for a free worker. Concurrent calls are safe. A page under way is finished even if ctx ends:
// that takes milliseconds, and a new worker most of a second.
func (p *Pool) Page(ctx context.Context, path string, view reader.PageView, passwords ...string) (reader.PageImage, error) {
	a, err := p.work(ctx, request{Path: path, Passwords: passwords, View: &view}, nil)
	return a.Page, err
}

// work has a free worker do a request.
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
	} else if info, err := os.Stat(r.Path); err == nil { // if it fails, the worker says why
		size = info.Size()
	}
	limit := reader.TimeFor(size) + workerGrace
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

// enter waits for room in a channel, until ctx ends or the pool is closed.
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

// warmUp has one worker compile PDFium for all, when the first PDF is read. If that fails, the file's own request says why.
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
	p.warm = ctx.Err() == nil // otherwise it was interrupted, and the next file tries again
	return ctx.Err()
}

// ask gives a request to a free worker. If the worker dies or runs out of time, earlier files or a busy machine may be to blame, so ask tries once
// more, in a new worker with low priority, one file at a time.
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
	if ctx.Err() != nil { // it may have died of that, or at the same moment
		return answer{}, ctx.Err()
	}
	if r.View != nil || !errors.Is(err, ErrDied) && !errors.Is(err, errTimeUp) {
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

// Close waits for the files and pages under way, and ends the workers. Waiting and later calls return ErrClosed. Closing a closed pool does nothing.
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
		for range cap(p.slots) { // every call frees its place when it ends
			p.slots <- struct{}{}
		}
	})
	return nil
}

// take returns an idle worker, or a new one. Once PDFs were seen, it ends idle workers that cannot load PDFium any more.
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

// oneIdle returns an idle worker, or nil.
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
