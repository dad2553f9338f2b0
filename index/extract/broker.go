package extract

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync"

	"footnote/index/doc"
)

// A worker to which its files are passed may start no program. The program that started it runs tools for it: it gets the file, and
// believes nothing else.

// A toolCall says which tool a worker wants to have run on the file that follows.
type toolCall struct {
	DPI    int    // for Tesseract: the picture's resolution, or 0 where the file says it
	Office string // for LibreOffice: the extension of the file's format; "" for Tesseract
}

// A toolReturn is what came of it.
type toolReturn struct {
	Pages   []ocrPage    // by Tesseract
	Passed  bool         // by LibreOffice: the file comes beside
	Size    int64        // of that file
	Missing bool         // the tool is not installed
	Refusal *doc.Refusal // without its Err, which does not travel
}

// A broker is the worker's side.
type broker struct {
	mu        sync.Mutex // held by the one call that is under way
	out       *bufio.Writer
	returned  <-chan toolReturn
	installed []Tool
}

var errNoReturn = errors.New("the program is gone")

// call has a tool run on size bytes.
func (b *broker) call(c toolCall, file io.Reader, size int64) (toolReturn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := send(b.out, calling, c, "", &endless{file}, size); err != nil {
		return toolReturn{}, err
	}
	r, ok := <-b.returned
	switch {
	case !ok:
		return toolReturn{}, errNoReturn
	case r.Refusal != nil:
		return toolReturn{}, r.Refusal
	}
	return r, nil
}

// recognise is ocrEngine.read.
func (b *broker) recognise(picture []byte, dpi int) ([]ocrPage, error) {
	r, err := b.call(toolCall{DPI: dpi}, bytes.NewReader(picture), int64(len(picture)))
	if err == nil && r.Missing {
		err = errNoOCR
	}
	return r.Pages, err
}

// convert is toolbox.convert.
func (b *broker) convert(f legacyFormat, in input) (converted, error) {
	r, err := b.call(toolCall{Office: f.extension}, io.NewSectionReader(in.data, 0, in.size), in.size)
	switch {
	case err != nil:
		return converted{}, err
	case r.Missing || !r.Passed:
		return converted{}, f.needsOffice()
	}
	file, err := receiveFile()
	if err != nil {
		return converted{}, unreadable(err)
	}
	return converted{data: file, size: r.Size}, nil
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
func (w *worker) serveCall(ctx context.Context, h head, tools *ocrEngine) error {
	var c toolCall
	if err := receivePacked(w.out, h, &c); err != nil {
		return err
	}
	if h.Text > 0 || tools == nil {
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
		r, made, err = tools.runFor(ctx, c, input{data: file, size: int64(h.Data)}, file)
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
func (e *ocrEngine) runFor(ctx context.Context, c toolCall, in input, picture io.ReadSeeker) (r toolReturn, made converted, err error) {
	switch c.Office {
	case "":
		r.Pages, err = e.recognise(ctx, picture, c.DPI)
		r.Missing = errors.Is(err, errNoOCR)
		if r.Missing {
			err = nil
		}
		return r, converted{}, err
	case oldDOC.extension:
		made, err = e.tools.convert(ctx, oldDOC, in)
	case oldXLS.extension:
		made, err = e.tools.convert(ctx, oldXLS, in)
	case oldPPT.extension:
		made, err = e.tools.convert(ctx, oldPPT, in)
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
