package extract

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/pdf"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

// Why a worker ends, beside what package process knows.
var (
	// ErrDied is the cause of a Refusal of a file that ended its worker.
	ErrDied = errors.New("the worker died")

	errTimeUp  = errors.New("its time is up")
	errOutgrew = errors.New("it took more memory than it may have")
)

// A worker is a process that reads one file at a time.
type worker struct {
	process  *exec.Cmd
	pipe     io.Closer     // to its standard input
	in       *bufio.Writer // on pipe
	out      *bufio.Reader
	stderr   *process.Complaint
	files    int
	handover *handover
	landlock int // the version of Landlock that restricts it; 0 for none
	ended    func()
	sealed   bool  // it got a passed file, and cannot load anything any more
	pdf      bool  // it has loaded PDFium, or still can
	most     int64 // peak memory in bytes, as seen so far
	mostData int64 // and of its data

	mu      sync.Mutex
	killNow func() // kills the process and its children; nil once the process is waited for, since its number may be reused
	release func() // frees what killNow uses
}

// startWorker starts a worker that caches what it compiles.
func startWorker(command []string, cacheDir string) (*worker, error) {
	w := &worker{process: exec.Command(command[0], command[1:]...), stderr: &process.Complaint{}}
	w.process.Stderr, w.process.Env = w.stderr, process.WorkerEnvironment(os.Environ())
	process.Isolate(w.process)
	var err error
	if w.handover, err = newHandover(w.process); err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	if err := w.start(cacheDir); err != nil {
		w.handover.close()
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	return w, nil
}

// start starts the process.
func (w *worker) start(cacheDir string) error {
	in, err := w.process.StdinPipe()
	if err != nil {
		return err
	}
	out, err := w.process.StdoutPipe()
	if err != nil {
		return err
	}
	if w.landlock, w.ended, err = startHeld(w.process, cacheDir); err != nil {
		w.ended()
		return err
	}
	w.handover.started()
	w.killNow, w.release = process.Confine(w.process.Process)
	w.pipe, w.in, w.out = in, bufio.NewWriter(in), bufio.NewReader(out)
	return nil
}

// lacksPDF reports whether the worker cannot read PDFs any more.
func (w *worker) lacksPDF() bool { return w.sealed && !w.pdf }

// An Admission is called with the approximate memory of a document in bytes, before the document is taken in. It may wait until there is room. If it
// fails, its error becomes the file's.
type Admission func(ctx context.Context, bytes int64) error

// A clock limits a worker's time.
type clock struct {
	timer *time.Timer
	limit time.Duration
}

func (c clock) restart() { c.timer.Reset(c.limit) }

// ask gives the worker a request and waits for the answer. Do not use the worker after an error.
func (w *worker) ask(ctx context.Context, r request, limit time.Duration, admit Admission) (answer, error) {
	asked, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	left := clock{time.AfterFunc(limit, func() { cancel(errTimeUp) }), limit}
	defer left.timer.Stop()
	stop := context.AfterFunc(asked, w.kill)
	defer stop()
	stopWatching := w.watchMemory(func() { cancel(errOutgrew) })
	w.files++
	a, err := w.exchange(asked, r, left, admit)
	stopWatching()
	switch cause := context.Cause(asked); {
	case ctx.Err() != nil:
		return a, ctx.Err()
	case errors.Is(cause, errTimeUp):
		return a, doc.RefuseErr(doc.CodeTimedOut, errTimeUp, reader.Seconds(limit))
	case errors.Is(err, pdf.ErrNotLoaded):
		return a, err
	case err != nil:
		return a, w.obituary(cause, err)
	case len(a.Document.Text) > workerAnswer:
		w.files = workerFiles
	}
	return a, nil
}

// exchange sends a request and receives the answer. The clock stops while the answer waits to be admitted, and while a tool runs.
func (w *worker) exchange(ctx context.Context, r request, left clock, admit Admission) (answer, error) {
	if err := w.request(r); err != nil {
		return answer{}, err
	}
	for {
		h, err := receiveHead(w.out)
		if err != nil {
			return answer{}, err
		}
		left.timer.Stop()
		switch h.Message {
		case working: // a tool works on the file
		case calling:
			if err := w.serveCall(ctx, h, r.tools); err != nil {
				return answer{}, err
			}
		case needsPDF:
			return answer{}, pdf.ErrNotLoaded
		case answering:
			if admit != nil {
				if err := admit(ctx, h.documentBytes()); err != nil {
					return answer{}, err
				}
			}
			left.restart()
			return receiveAnswer(w.out, h)
		default:
			return answer{}, errMessage
		}
		left.restart()
	}
}

// request sends a request, with its file.
func (w *worker) request(r request) error {
	w.pdf = w.pdf || !w.sealed && (r.PDF || r.WarmUp)
	if r.Passed {
		w.sealed = true
		if err := w.handover.pass(r.file); err != nil {
			return err
		}
	}
	return sendPacked(w.in, asking, r)
}

// Why a worker ended without an answer is decided, in this order, by what the program did to it, by how its process ended, and by the last that it
// wrote. Only if nothing else explains it is the file to blame.

// obituary ends a worker that did not answer, and returns why.
func (w *worker) obituary(cause, err error) error {
	w.end() // and wait for the last of its output
	said := w.stderr.String()
	switch state := w.process.ProcessState; {
	case errors.Is(cause, errOutgrew):
	case w.nearLimit() || process.Outgrew(state): // Go's runtime cannot always say that it ran out of memory
		cause = errOutgrew
	default:
		cause = process.Ending(state, said, errors.Is(err, errMessage))
	}
	return obituary(cause, err, said)
}

// nearLimit reports whether the worker took more than three quarters of its memory.
func (w *worker) nearLimit() bool {
	return w.most > process.WorkerMemory*3/4 || w.mostData > (process.WorkerMemory+process.DetectorMemory)*3/4
}

// obituary returns the Refusal of a file whose worker died of cause; nil means of itself.
func obituary(cause, err error, said string) *doc.Refusal {
	err = fmt.Errorf("%w: %w: %s", ErrDied, err, said)
	switch cause {
	case errOutgrew:
		return doc.RefuseErr(doc.CodeOutgrew, err, process.WorkerMemory>>20)
	case process.ErrNoMemory:
		return doc.RefuseErr(doc.CodeNoMemory, err)
	case process.ErrKilled:
		return doc.RefuseErr(doc.CodeInterrupted, err)
	}
	return doc.RefuseErr(doc.CodeDied, err)
}

// watchMemory calls outgrown when the process has more in memory than a worker may, until stop is called. The limits that the system enforces count
// neither all mapped nor shared memory.
func (w *worker) watchMemory(outgrown func()) (stop func()) {
	const pause = 20 * time.Millisecond // in which a process can take some tens of megabytes
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				resident, data := process.MemoryOf(w.process.Process)
				w.most, w.mostData = max(w.most, resident), max(w.mostData, data)
				if resident > process.WorkerMemory+process.DetectorMemory {
					outgrown()
					return
				}
			}
		}
	})
	return func() { close(done); watching.Wait() }
}

// end ends the process and waits for it. A second call does nothing.
func (w *worker) end() {
	_ = w.pipe.Close() // it ends at the end of its input, if it can
	w.kill()           // and is killed if it cannot
	w.mu.Lock()
	first := w.killNow != nil
	w.killNow = nil
	w.mu.Unlock()
	if !first {
		return
	}
	_ = w.process.Wait() // its state says how it ended
	w.ended()
	w.handover.close()
	w.release()
}

// kill kills the process, unless it has ended.
func (w *worker) kill() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.killNow != nil {
		w.killNow()
	}
}
