package extract

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"

	"footnote/index/extract/ocr"
	"footnote/index/extract/office"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// A worker that gets its files passed may not start programs, so the program that started it runs tools for it. The program takes the file from the
// worker, and trusts nothing else that it says.

// A broker is the worker's side.
type broker struct {
	mu        sync.Mutex // held during a call
	out       *bufio.Writer
	returned  <-chan tool.Return
	installed []tool.Tool
}

var errNoReturn = errors.New("the program is gone")

func (b *broker) Has(t tool.Tool) bool { return slices.Contains(b.installed, t) }

func (b *broker) Call(c tool.Call, file io.Reader, size int64) (tool.Return, *os.File, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := send(b.out, calling, c, "", &endless{file}, size); err != nil {
		return tool.Return{}, nil, err
	}
	r, ok := <-b.returned
	switch {
	case !ok:
		return tool.Return{}, nil, errNoReturn
	case r.Refusal != nil:
		return tool.Return{}, nil, r.Refusal
	case !r.Passed:
		return r, nil, nil
	}
	made, err := receiveFile()
	if err != nil {
		return tool.Return{}, nil, reader.Unreadable(err)
	}
	return r, made, nil
}

// An endless reader returns zeros where a file breaks off, so that as many bytes follow as were announced. The reader of the file in this process
// sees the error.
type endless struct{ file io.Reader }

func (e *endless) Read(p []byte) (int, error) {
	n, err := e.file.Read(p)
	if n == 0 && err != nil {
		clear(p)
		return len(p), nil
	}
	return n, nil
}

// serveCall runs a tool in the program, on the file that follows a head.
func (w *worker) serveCall(ctx context.Context, h head, ocr *ocr.Engine) error {
	var c tool.Call
	if err := receivePacked(w.out, h, &c); err != nil {
		return err
	}
	if h.Text > 0 || ocr == nil {
		return errMessage
	}
	rest := &io.LimitedReader{R: w.out, N: int64(h.Data)}
	file, err := spool(rest)
	if err == nil {
		defer func() { _ = file.Close() }() // it is removed already
	}
	if _, err := io.Copy(io.Discard, rest); err != nil { // what the disk had no room for
		return err
	}
	var made office.Converted
	var r tool.Return
	if err == nil {
		r, made, err = runFor(ctx, ocr, c, reader.Input{Data: file, Size: int64(h.Data)}, file)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r = tool.Return{Refusal: travelling(err)}
	}
	if made.Data != nil {
		defer made.Close()
		if err := w.handover.pass(made.Data); err != nil {
			return err
		}
	}
	return sendPacked(w.in, returning, r)
}

// runFor runs a tool for a worker.
func runFor(ctx context.Context, e *ocr.Engine, c tool.Call, in reader.Input, picture io.ReadSeeker) (r tool.Return, made office.Converted, err error) {
	switch c.Office {
	case "":
		r.Pages, err = e.Recognise(ctx, picture, c.DPI)
		r.Missing = errors.Is(err, ocr.ErrNotInstalled)
		if r.Missing {
			err = nil
		}
		return r, office.Converted{}, err
	case office.DOC.Extension:
		made, err = office.Convert(ctx, e.Tools, office.DOC, in)
	case office.XLS.Extension:
		made, err = office.Convert(ctx, e.Tools, office.XLS, in)
	case office.PPT.Extension:
		made, err = office.Convert(ctx, e.Tools, office.PPT, in)
	default:
		return tool.Return{}, office.Converted{}, errMessage
	}
	return tool.Return{Passed: err == nil, Size: made.Size}, made, err
}

// spool copies r to a file that is in no folder, and that closing deletes.
func spool(r io.Reader) (*os.File, error) {
	f, err := os.CreateTemp("", "footnote-*")
	if err != nil {
		return nil, office.NoRoom(err)
	}
	_, err = io.Copy(f, r)
	_, seekErr := f.Seek(0, io.SeekStart)
	if err = errors.Join(os.Remove(f.Name()), err, seekErr); err != nil {
		return nil, errors.Join(office.NoRoom(err), f.Close())
	}
	return f, nil
}
