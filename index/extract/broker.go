package extract

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
)

// A worker to which its files are passed may start no program. The program that started it runs tools for it: it gets the file, and
// believes nothing else.

// A broker is the worker's side.
type broker struct {
	mu        sync.Mutex // held by the one call that is under way
	out       *bufio.Writer
	returned  <-chan toolReturn
	installed []Tool
}

var errNoReturn = errors.New("the program is gone")

func (b *broker) has(t Tool) bool { return slices.Contains(b.installed, t) }

func (b *broker) call(c toolCall, file io.Reader, size int64) (toolReturn, *os.File, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := send(b.out, calling, c, "", &endless{file}, size); err != nil {
		return toolReturn{}, nil, err
	}
	r, ok := <-b.returned
	switch {
	case !ok:
		return toolReturn{}, nil, errNoReturn
	case r.Refusal != nil:
		return toolReturn{}, nil, r.Refusal
	case !r.Passed:
		return r, nil, nil
	}
	made, err := receiveFile()
	if err != nil {
		return toolReturn{}, nil, unreadable(err)
	}
	return r, made, nil
}

// An endless reader gives zeros where a file breaks off: what was promised of it is sent, and who reads it in this process is told.
type endless struct{ file io.Reader }

func (e *endless) Read(p []byte) (int, error) {
	n, err := e.file.Read(p)
	if n == 0 && err != nil {
		clear(p)
		return len(p), nil
	}
	return n, nil
}

// serveCall is the program's side: it runs a tool on the file that follows a head.
func (w *worker) serveCall(ctx context.Context, h head, ocr *ocrEngine) error {
	var c toolCall
	if err := receivePacked(w.out, h, &c); err != nil {
		return err
	}
	if h.Text > 0 || ocr == nil {
		return errMessage
	}
	rest := &io.LimitedReader{R: w.out, N: int64(h.Data)}
	file, err := spool(rest)
	if err == nil {
		defer func() { _ = file.Close() }() // it is gone already
	}
	if _, err := io.Copy(io.Discard, rest); err != nil { // what there was no room for
		return err
	}
	var made converted
	var r toolReturn
	if err == nil {
		r, made, err = runFor(ctx, ocr, c, input{data: file, size: int64(h.Data)}, file)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		refusal := *asRefusal(err)
		refusal.Err = nil
		r = toolReturn{Refusal: &refusal}
	}
	if made.data != nil {
		defer made.close()
		if err := w.handover.pass(made.data); err != nil {
			return err
		}
	}
	return sendPacked(w.in, returning, r)
}

// runFor runs a tool for a worker.
func runFor(ctx context.Context, e *ocrEngine, c toolCall, in input, picture io.ReadSeeker) (r toolReturn, made converted, err error) {
	switch c.Office {
	case "":
		r.Pages, err = e.recognise(ctx, picture, c.DPI)
		r.Missing = errors.Is(err, errNoOCR)
		if r.Missing {
			err = nil
		}
		return r, converted{}, err
	case oldDOC.extension:
		made, err = convert(ctx, e.tools, oldDOC, in)
	case oldXLS.extension:
		made, err = convert(ctx, e.tools, oldXLS, in)
	case oldPPT.extension:
		made, err = convert(ctx, e.tools, oldPPT, in)
	default:
		return toolReturn{}, converted{}, errMessage
	}
	return toolReturn{Passed: err == nil, Size: made.size}, made, err
}

// spool writes what it reads into a file that no folder has, and that is gone when it is closed.
func spool(r io.Reader) (*os.File, error) {
	f, err := os.CreateTemp("", "footnote-*")
	if err != nil {
		return nil, noRoom(err)
	}
	_, err = io.Copy(f, r)
	_, seekErr := f.Seek(0, io.SeekStart)
	if err = errors.Join(os.Remove(f.Name()), err, seekErr); err != nil {
		return nil, errors.Join(noRoom(err), f.Close())
	}
	return f, nil
}
