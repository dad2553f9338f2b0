package extract

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"footnote/index/doc"
)

// Why a worker ended without an answer is told, in this order, by what the program did to it, by how its process ended, and by what it
// said last. Only where nothing else explains it was it the file's own doing.

// What a worker came to its end by.
var (
	// ErrDied is the cause of a Refusal where reading the file brought its worker to an end.
	ErrDied = errors.New("the worker died")

	errTimeUp   = errors.New("its time is up")
	errOutgrew  = errors.New("it took more memory than it may have")
	errNoMemory = errors.New("it got no more memory")
	errKilled   = errors.New("it was ended from outside")
)

// memoryWords are what a process says that gets no more memory: for its own heap, for PDFium's, and for another thread.
var memoryWords = []string{"out of memory", "failed to allocate", "cannot allocate memory", "pthread_create failed", "failed to create new OS thread"}

// ending says why a process that failed with err, and has ended as state says, did so. It is nil where it did so by itself.
func ending(err error, state *os.ProcessState, said string) error {
	says := func(words string) bool { return strings.Contains(said, words) }
	switch {
	case killed(state) && !errors.Is(err, errMessage): // for which the program itself ends it
		return errKilled
	case slices.ContainsFunc(memoryWords, says):
		return errNoMemory
	}
	return nil
}

// obituary is the Refusal of a file whose worker died of cause; nil means by itself.
func obituary(cause, err error, said string) *doc.Refusal {
	err = fmt.Errorf("%w: %w: %s", ErrDied, err, said)
	switch cause {
	case errOutgrew:
		return doc.RefuseErr(doc.CodeOutgrew, err, workerMemory>>20)
	case errNoMemory:
		return doc.RefuseErr(doc.CodeNoMemory, err)
	case errKilled:
		return doc.RefuseErr(doc.CodeInterrupted, err)
	}
	return doc.RefuseErr(doc.CodeDied, err)
}

// saidBytes is how much is kept of the beginning, and as much of the end, of what a worker complains of: a Go program that dies says
// why first, and then where each of its goroutines was.
const saidBytes = 16 << 10

// A complaint keeps the beginning and the end of what is written to it.
type complaint struct {
	mu    sync.Mutex
	first []byte
	last  bytes.Buffer
	lost  int // bytes between them
}

func (c *complaint) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(len(p), saidBytes-len(c.first))
	c.first = append(c.first, p[:n]...)
	c.last.Write(p[n:])
	if excess := c.last.Len() - saidBytes; excess > 0 {
		c.last.Next(excess)
		c.lost += excess
	}
	return len(p), nil
}

func (c *complaint) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost == 0 {
		return string(c.first) + c.last.String()
	}
	return fmt.Sprintf("%s\n[%d bytes]\n%s", c.first, c.lost, c.last.Bytes())
}
