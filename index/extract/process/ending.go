// Package process starts, bounds and ends the processes that read files, and tells why one ended. Each system has its own files.
package process

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// Why a process ended.
var (
	ErrNoMemory = errors.New("it got no more memory")
	ErrKilled   = errors.New("it was ended from outside")
)

// memoryWords are what a process writes when it gets no more memory: for its heap, for PDFium's, or for another thread.
var memoryWords = []string{"out of memory", "failed to allocate", "cannot allocate memory", "pthread_create failed", "failed to create new OS thread"}

// Ending returns why a process ended: ErrKilled, ErrNoMemory, or nil if it ended of itself. said is the last of its output; ours reports whether this
// program ended it.
func Ending(state *os.ProcessState, said string, ours bool) error {
	says := func(words string) bool { return strings.Contains(said, words) }
	switch {
	case killed(state) && !ours:
		return ErrKilled
	case slices.ContainsFunc(memoryWords, says):
		return ErrNoMemory
	}
	return nil
}

// saidBytes is how much of the beginning of a worker's complaint is kept, and as much of its end: a Go program that dies first says why, and then
// where each goroutine was.
const saidBytes = 16 << 10

// A Complaint keeps the beginning and the end of what is written to it.
type Complaint struct {
	mu    sync.Mutex
	first []byte
	last  bytes.Buffer
	lost  int // bytes between them
}

func (c *Complaint) Write(p []byte) (int, error) {
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

func (c *Complaint) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost == 0 {
		return string(c.first) + c.last.String()
	}
	return fmt.Sprintf("%s\n[%d bytes]\n%s", c.first, c.lost, c.last.Bytes())
}
