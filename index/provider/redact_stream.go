package provider

import (
	"bytes"
	"context"
	"io"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	maxHeld = 4 << 10 // bytes that a streamRedactor holds back
	maxLine = 1 << 20 // longest line that is read whole, in bytes
)

// A streamRedactor removes a key from an answer that arrives in pieces. It holds a word back until the word is complete, because a key may
// be cut anywhere. A client may write on its own goroutine, and may continue after it was told to stop.
type streamRedactor struct {
	redactor *redactor
	to       func(ctx context.Context, piece []byte) error

	mu     sync.Mutex
	held   []byte
	failed error // error of to, which ends the stream
	closed bool
}

// write accepts a piece.
func (s *streamRedactor) write(ctx context.Context, piece []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed != nil || s.closed {
		return s.failed
	}
	if s.redactor == nil || s.redactor.wordy() {
		s.failed = s.to(ctx, piece)
		return s.failed
	}
	s.held = append(s.held, piece...)
	return s.send(ctx, wholeWords(s.held))
}

// close passes on the text held back. It returns the error of to that ended the stream, if any.
func (s *streamRedactor) close(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.to == nil || s.closed || s.failed != nil {
		return s.failed
	}
	err := s.send(ctx, len(s.held))
	s.closed = true
	return err
}

func (s *streamRedactor) send(ctx context.Context, n int) error {
	if n == 0 || ctx.Err() != nil {
		return nil
	}
	piece := s.redactor.text(string(s.held[:n]))
	s.held = append([]byte(nil), s.held[n:]...)
	s.failed = s.to(ctx, []byte(piece))
	return s.failed
}

// wholeWords returns how many bytes of a text end with a complete word. In scripts without spaces no word can be a key.
func wholeWords(text []byte) int {
	const firstIdeograph = '\u2e80'
	for end := len(text); end > 0; {
		r, size := utf8.DecodeLastRune(text[:end])
		if unicode.IsSpace(r) || r >= firstIdeograph && r != utf8.RuneError {
			return end
		}
		end -= size
	}
	if len(text) > maxHeld {
		return len(text) - maxHeld/2
	}
	return 0
}

// A lineRedactor removes a key from its input, line by line.
type lineRedactor struct {
	io.ReadCloser
	redactor *redactor
	ready    []byte // without the key
	held     []byte // an incomplete line
	failed   error
}

// Read implements io.Reader.
func (l *lineRedactor) Read(p []byte) (int, error) {
	for len(l.ready) == 0 && l.failed == nil {
		piece := make([]byte, maxHeld)
		n, err := l.ReadCloser.Read(piece)
		l.held, l.failed = append(l.held, piece[:n]...), err
		end := bytes.LastIndexByte(l.held, '\n') + 1
		if err != nil || len(l.held) > maxLine {
			end = len(l.held)
		}
		l.ready = []byte(l.redactor.wire(string(l.held[:end])))
		l.held = append([]byte(nil), l.held[end:]...)
	}
	n := copy(p, l.ready)
	l.ready = l.ready[n:]
	if len(l.ready) > 0 {
		return n, nil
	}
	return n, l.failed
}
