package index

import (
	"context"
	"sync"
)

// A sync has texts in memory from when their files are read until they are committed. How many there are depends on the number of
// processors, and how large they are on the files; so they share a budget.

// A document takes about so many bytes for each byte of its text and places.
const (
	bytesPerByte  = 4 // themselves, the terms of its words, its vectors, and all of that once more as it is stored
	preparedBytes = 3 // once it is ready to be stored, and the text is gone
)

// textBudget bounds what all documents in flight take together. A document that takes more is read alone.
const textBudget = 160 << 20

// A budget is an amount of bytes that several parties share. Those who wait are served in the order in which they came, so that a large
// request is not passed by for ever.
type budget struct {
	all int64

	mu      sync.Mutex
	free    int64
	waiting []*budgetRequest
}

// A budgetRequest is one that waits.
type budgetRequest struct {
	bytes int64
	ready chan struct{} // closed when the bytes are its own
}

func newBudget(bytes int64) *budget { return &budget{all: bytes, free: bytes} }

// take waits until so many bytes are free, all of them at most, and returns how many it took. The caller gives them back.
func (b *budget) take(ctx context.Context, bytes int64) (int64, error) {
	bytes = min(max(bytes, 0), b.all)
	b.mu.Lock()
	if len(b.waiting) == 0 && bytes <= b.free {
		b.free -= bytes
		b.mu.Unlock()
		return bytes, nil
	}
	r := &budgetRequest{bytes, make(chan struct{})}
	b.waiting = append(b.waiting, r)
	b.mu.Unlock()
	select {
	case <-r.ready:
		return bytes, nil
	case <-ctx.Done():
		b.withdraw(r)
		return 0, ctx.Err()
	}
}

// withdraw takes back a request, and what it may have been given just now.
func (b *budget) withdraw(r *budgetRequest) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-r.ready:
		b.free += r.bytes
	default:
		for i, other := range b.waiting {
			if other == r {
				b.waiting = append(b.waiting[:i], b.waiting[i+1:]...)
				break
			}
		}
	}
	b.serve()
}

// give gives bytes back.
func (b *budget) give(bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.free += bytes
	b.serve()
}

// serve gives to those who wait what there is.
func (b *budget) serve() {
	for len(b.waiting) > 0 && b.waiting[0].bytes <= b.free {
		b.free -= b.waiting[0].bytes
		close(b.waiting[0].ready)
		b.waiting = b.waiting[1:]
	}
}

// A share is what one document has of a budget.
type share struct {
	of    *budget
	bytes int64
}

// admit takes a document's share, in place of what it had. It is an extract.Admission.
func (s *share) admit(ctx context.Context, document int64) (err error) {
	s.release()
	s.bytes, err = s.of.take(ctx, bytesPerByte*document)
	return err
}

// shrink gives back what is above so many bytes.
func (s *share) shrink(to int64) {
	if spare := s.bytes - to; spare > 0 {
		s.bytes -= spare
		s.of.give(spare)
	}
}

// release gives all back.
func (s *share) release() {
	s.of.give(s.bytes)
	s.bytes = 0
}
