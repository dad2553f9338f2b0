package extract

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A Pool extracts files, and draws their pages, in worker processes: whatever a file does to its reader, it does not do it to the
// program. A worker that dies, hangs or outgrows its memory is ended and replaced; its file gets a Refusal.
//
// A worker is the command that NewPool is given, which has to call Serve on its standard input and output. It ends when its
// standard input does, and so is gone when the program is, however the program ends.
type Pool struct {
	command []string
	slots   chan struct{} // as many as workers may run
	warmed  sync.Once
	mu      sync.Mutex
	idle    []*worker
	closed  bool
}

// The bounds of a worker process.
const (
	workerTime      = 30 * time.Second // for a file of no size
	workerTimePerMB = time.Second      // and so much more for each megabyte
	warmUpTime      = 3 * time.Minute  // to compile PDFium, which takes seconds
	workerFiles     = 1000             // after so many it is replaced: what a library leaked is gone with it
	workerStderr    = 16 << 10         // bytes kept of the end of what a worker complained of
)

var (
	// ErrDied is the cause of a Refusal where reading the file brought its worker to an end.
	ErrDied = errors.New("the worker died")

	errTimeUp     = errors.New("its time is up")
	errPoolClosed = errors.New("the pool of workers is closed") // what File and Page return after Close
)

// NewPool returns a pool of at most size workers; each is started when it is first needed. Close ends them.
func NewPool(size int, command ...string) *Pool {
	return &Pool{command: command, slots: make(chan struct{}, size)}
}

// File is Extractor.File in a worker process. It waits for a worker that is free. Concurrent calls are safe.
func (p *Pool) File(ctx context.Context, path string) (Document, error) {
	a, err := p.work(ctx, request{Path: path})
	return a.Document, err
}

// Page is Extractor.Page in a worker process. It waits for a worker that is free. Concurrent calls are safe. A page that is being
// drawn is drawn to its end even when ctx ends: that takes milliseconds, and a new worker the better part of a second.
func (p *Pool) Page(ctx context.Context, path string, view PageView) (PageImage, error) {
	a, err := p.work(ctx, request{Path: path, View: &view})
	return a.Page, err
}

// work has a request done by a worker, when one is free.
func (p *Pool) work(ctx context.Context, r request) (answer, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	if strings.EqualFold(filepath.Ext(r.Path), ".pdf") {
		p.warmed.Do(func() { _, _ = p.ask(ctx, request{WarmUp: true}, warmUpTime) }) // the file's own request says what fails
	}
	asked := ctx
	if r.View != nil {
		asked = context.WithoutCancel(ctx)
	}
	a, err := p.ask(asked, r, timeFor(r.Path))
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

// ask gives a free worker a request. A worker that dies of it may have been brought near by what it read before: then another,
// new one is asked.
func (p *Pool) ask(ctx context.Context, r request, limit time.Duration) (answer, error) {
	w, err := p.take()
	if err != nil {
		return answer{}, err
	}
	used := w.files > 0
	a, err := w.ask(ctx, r, limit)
	if errors.Is(err, ErrDied) && used {
		if w, err = startWorker(p.command); err != nil {
			return answer{}, err
		}
		a, err = w.ask(ctx, r, limit)
	}
	if err != nil {
		w.end()
		return answer{}, err
	}
	p.put(w)
	return a, nil
}

// Close waits for the calls of File and Page that are under way, and ends the workers.
func (p *Pool) Close() error {
	p.mu.Lock()
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, w := range idle {
		w.end()
	}
	for range cap(p.slots) { // wait for those at work: each ends its own
		p.slots <- struct{}{}
	}
	return nil
}

func (p *Pool) take() (*worker, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errPoolClosed
	}
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return w, nil
	}
	return startWorker(p.command)
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

// A request asks a worker for a file, or to compile what it reads PDFs with: then that lies in the cache for the others, each
// of which would take seconds and 310 MB for it, all at the same time.
type request struct {
	Path   string
	View   *PageView // a page of it is to be drawn; nil to read it
	WarmUp bool
}

// An answer is what a worker made of it. A page's picture travels as its bytes: to pack them would take longer than to draw them.
type answer struct {
	Document Document
	Page     PageImage
	Refusal  *Refusal // without its Err, which does not travel
	Working  bool     // another program is at work on the file: it is no answer yet
}

// A worker is a process that works on one file at a time.
type worker struct {
	process *exec.Cmd
	in      io.WriteCloser
	encoder *gob.Encoder
	decoder *gob.Decoder
	stderr  *tail
	files   int
}

func startWorker(command []string) (*worker, error) {
	w := &worker{process: exec.Command(command[0], command[1:]...), stderr: &tail{}}
	w.process.Stderr = w.stderr
	isolate(w.process)
	in, err := w.process.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	out, err := w.process.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	if err := w.process.Start(); err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	w.in, w.encoder, w.decoder = in, gob.NewEncoder(in), gob.NewDecoder(out)
	return w, nil
}

// ask gives the worker a request and waits for the answer. After an error the worker is of no more use.
func (w *worker) ask(ctx context.Context, r request, limit time.Duration) (answer, error) {
	asked, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(limit, func() { cancel(errTimeUp) })
	defer timer.Stop()
	stop := context.AfterFunc(asked, w.kill)
	defer stop()
	w.files++
	var a answer
	err := w.encoder.Encode(r)
	for waiting := true; err == nil && waiting; waiting = a.Working {
		a = answer{}
		if err = w.decoder.Decode(&a); a.Working {
			timer.Reset(limit)
		}
	}
	switch {
	case ctx.Err() != nil:
		return a, ctx.Err()
	case errors.Is(context.Cause(asked), errTimeUp):
		return a, refuse(TimedOut, "took longer than %v to read and was given up", limit.Round(time.Second))
	case err != nil:
		return a, w.obituary(err)
	}
	return a, nil
}

// obituary says why a worker that did not answer died.
func (w *worker) obituary(err error) error {
	w.end() // after which all it had to say is there
	said := w.stderr.String()
	err = fmt.Errorf("%w: %w: %s", ErrDied, err, said)
	if strings.Contains(said, "out of memory") || strings.Contains(said, "failed to allocate") || outgrew(w.process.ProcessState) {
		return refuseErr(TooLarge, err, "needs more than %d MB of memory to read", workerMemory>>20)
	}
	return refuseErr(Damaged, err, "damaged: reading it broke off")
}

// end ends the process and waits for it.
func (w *worker) end() {
	_ = w.in.Close()     // it ends by itself at the end of its input, if it can
	w.kill()             // and is ended if it cannot
	_ = w.process.Wait() // how it ended does not matter any more
}

// kill ends the process at once.
func (w *worker) kill() { _ = w.process.Process.Kill() } // an error means that it is gone already

func timeFor(path string) time.Duration {
	info, err := os.Stat(path)
	if err != nil {
		return workerTime
	}
	return workerTime + time.Duration(info.Size()>>20)*workerTimePerMB
}

// A tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Write(p)
	if excess := t.buf.Len() - workerStderr; excess > 0 {
		t.buf.Next(excess)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
