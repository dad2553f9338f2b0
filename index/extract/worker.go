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
	"slices"
	"strings"
	"sync"
	"time"
)

// A request asks a worker for a file, or to compile what it reads PDFs with: then that lies in the cache for the others, each
// of which would take seconds and 310 MB for it, all at the same time.
type request struct {
	Path      string
	Passwords []string  // to try where it needs one
	View      *PageView // a page of it is to be drawn; nil to read it
	WarmUp    bool
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

	mu      sync.Mutex
	killNow func() // ends the process, and what it has started, at once; nil when it is waited for, since its number may be another's then
	release func() // frees what killNow needs
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
	w.killNow, w.release = confine(w.process.Process)
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
		return a, refuseErr(TimedOut, errTimeUp, "took longer than %v to read and was given up", limit.Round(time.Second))
	case err != nil:
		return a, w.obituary(err)
	case len(a.Document.Text) > workerAnswer:
		w.files = workerFiles
	}
	return a, nil
}

// memoryWords are what a worker says last that gets no more memory: of its own heap, of PDFium's, and for another thread.
var memoryWords = []string{"out of memory", "failed to allocate", "cannot allocate memory", "pthread_create failed", "failed to create new OS thread"}

// obituary says why a worker that did not answer died.
func (w *worker) obituary(err error) error {
	w.end() // after which all it had to say is there
	said := w.stderr.String()
	err = fmt.Errorf("%w: %w: %s", ErrDied, err, said)
	says := func(words string) bool { return strings.Contains(said, words) }
	if slices.ContainsFunc(memoryWords, says) || outgrew(w.process.ProcessState) {
		return refuseErr(TooLarge, err, "needs more than %d MB of memory to read", workerMemory>>20)
	}
	return refuseErr(Damaged, err, "damaged: reading it broke off")
}

// end ends the process and waits for it. A second call does nothing.
func (w *worker) end() {
	_ = w.in.Close() // it ends by itself at the end of its input, if it can
	w.kill()         // and is ended if it cannot
	w.mu.Lock()
	first := w.killNow != nil
	w.killNow = nil
	w.mu.Unlock()
	if !first {
		return
	}
	_ = w.process.Wait() // how it ended does not matter any more
	w.release()
}

// kill ends the process at once, unless it has been ended.
func (w *worker) kill() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.killNow != nil {
		w.killNow()
	}
}

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
