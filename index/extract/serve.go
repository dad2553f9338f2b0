package extract

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

// Serve is the worker's side of a Pool: it reads the files that in asks for, or draws pages of them, and writes the answers to
// out, until in ends or out is closed. It bounds the memory of the process it runs in, so it must be all that the process does.
// When in ends while a file is being read, the reading is given up; abandon is then called and has to end the process, since a
// reader that hangs cannot be made to return.
func Serve(in io.Reader, out io.Writer, cacheDir string, abandon func()) error {
	limitMemory()
	x := New(cacheDir)
	defer func() { _ = x.Close() }() // the process ends with it
	requests := make(chan request)
	failed := make(chan error, 1)
	go func() {
		messages := bufio.NewReader(in)
		for {
			var r request
			if err := receiveRequest(messages, &r); err != nil {
				failed <- err
				close(requests)
				x.tools.close() // else they would go on without us
				abandon()
				return
			}
			requests <- r
		}
	}()
	answers := bufio.NewWriter(out)
	x.tools.working = func() { _ = sendWorking(answers) } // the answer itself fails too, then
	for r := range requests {
		err := sendAnswer(answers, answerTo(x, r))
		if errors.Is(err, errMessage) {
			err = sendAnswer(answers, answer{Refusal: refuse(TooLarge, "it has more parts than are read of one file")})
		}
		if err != nil {
			return fmt.Errorf("answer the program: %w", err)
		}
	}
	if err := <-failed; !errors.Is(err, io.EOF) {
		return fmt.Errorf("read what is asked: %w", err)
	}
	return nil
}

func answerTo(x *Extractor, r request) answer {
	if r.WarmUp {
		x.pdf.starting.Do(x.pdf.start)
		return answer{}
	}
	var a answer
	var err error
	if r.View != nil {
		a.Page, err = x.Page(context.Background(), r.Path, *r.View, r.Passwords...)
	} else {
		a.Document, err = x.File(context.Background(), r.Path, r.Passwords...)
	}
	if err == nil {
		return a
	}
	refusal := *asRefusal(err)
	refusal.Err = nil
	return answer{Refusal: &refusal}
}
