package extract

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"footnote/index/doc"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// Serve is the worker's side of a Pool. It reads the files, or draws the pages, that in asks for, and writes the answers to out, until in ends or out
// is closed. It bounds the memory of its process, which must do nothing else. If in ends while a file is being read, Serve calls abandon, which has
// to end the process, since a reader that hangs cannot be stopped.
func Serve(in io.Reader, out io.Writer, cacheDir string, abandon func()) error {
	process.LimitMemory()
	return serve(New(cacheDir), in, out, abandon)
}

func serve(x *Extractor, in io.Reader, out io.Writer, abandon func()) error {
	defer func() { _ = x.Close() }() // the process ends next
	s := &server{x: x, answers: bufio.NewWriter(out), requests: make(chan request), returned: make(chan tool.Return)}
	failed := make(chan error, 1)
	go func() {
		failed <- s.receive(in)
		close(s.requests)
		close(s.returned)
		x.ocr.Tools.Close() // otherwise they would outlive this process
		abandon()
	}()
	x.ocr.Tools.Working = func() { _ = sendBare(s.answers, working) } // if it fails, so does the answer
	for r := range s.requests {
		if err := s.serve(r); err != nil {
			return fmt.Errorf("answer the program: %w", err)
		}
	}
	if err := <-failed; !errors.Is(err, io.EOF) {
		return fmt.Errorf("read what is asked: %w", err)
	}
	return nil
}

// A server answers requests in a worker.
type server struct {
	x        *Extractor
	answers  *bufio.Writer
	requests chan request
	broker   *broker          // has the program run tools; nil until the program passes files
	returned chan tool.Return // what comes back from tools
	filtered bool             // the kernel refuses this process all system calls that reading does not need
}

// receive reads the program's messages until they end.
func (s *server) receive(in io.Reader) error {
	messages := bufio.NewReader(in)
	for {
		h, err := receiveHead(messages)
		if err != nil {
			return err
		}
		switch h.Message {
		case asking:
			var r request
			if err := receivePacked(messages, h, &r); err != nil {
				return err
			}
			s.requests <- r
		case returning:
			var r tool.Return
			if err := receivePacked(messages, h, &r); err != nil {
				return err
			}
			s.returned <- r
		default:
			return errMessage
		}
	}
}

// serve does a request and answers it.
func (s *server) serve(r request) error {
	a, err := s.answerTo(r)
	switch {
	case s.x.pdf.Missed.Load():
		return sendBare(s.answers, needsPDF)
	case err != nil:
		a = answer{Refusal: travelling(err)}
	}
	err = sendAnswer(s.answers, a)
	if errors.Is(err, errMessage) {
		err = sendAnswer(s.answers, answer{Refusal: doc.Refuse(doc.CodeParts)})
	}
	return err
}

func (s *server) answerTo(r request) (a answer, err error) {
	ctx := context.Background()
	switch {
	case r.WarmUp:
		s.x.pdf.Load()
	case r.Report:
		s.prepare(r)
		a.Filtered = s.filtered
	case r.Passed:
		return s.answerToPassed(ctx, r)
	case r.View != nil:
		a.Page, err = s.x.Page(ctx, r.Path, *r.View, r.Passwords...)
	default:
		a.Document, err = s.x.File(ctx, r.Path, r.Passwords...)
	}
	return a, err
}

// prepare readies this process for files that are passed to it, and loads whatever else it needs from the disk.
func (s *server) prepare(r request) {
	if s.broker == nil {
		s.broker = &broker{out: s.answers, returned: s.returned}
		s.x.ocr.Tools.Remote = s.broker
		if r.PDF {
			s.x.pdf.Load()
		}
		s.filtered = seal()
		s.x.pdf.Sealed.Store(s.filtered)
	}
	s.broker.installed = r.Tools
}

// answerToPassed is answerTo for a passed file.
func (s *server) answerToPassed(ctx context.Context, r request) (a answer, err error) {
	s.prepare(r)
	file, err := receiveFile()
	if err != nil {
		return answer{}, reader.Unreadable(err)
	}
	defer func() { _ = file.Close() }() // only read: nothing to lose
	info, err := file.Stat()
	if err != nil {
		return answer{}, reader.Unreadable(err)
	}
	if r.View != nil {
		a.Page, err = s.x.page(ctx, reader.Input{Name: r.Path, Data: file, Size: info.Size(), Passwords: r.Passwords}, *r.View)
	} else {
		a.Document, err = s.x.Reader(ctx, r.Path, file, info.Size(), r.Passwords...)
	}
	return a, err
}
