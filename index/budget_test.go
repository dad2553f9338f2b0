package index

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// However many take of a budget, together they have no more than there is, and whoever asks for more than that has it alone.
func TestBudgetIsKept(t *testing.T) {
	const all = 100
	b := newBudget(all)
	var held, alone atomic.Int64
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() {
			want := int64(1 + 7*i%40)
			if i%50 == 0 {
				want = 3 * all
			}
			s := share{of: b}
			if err := s.admit(t.Context(), (want+bytesPerByte-1)/bytesPerByte); err != nil {
				t.Error(err)
			}
			if now := held.Add(s.bytes); now > all {
				t.Errorf("%d bytes are taken of %d", now, all)
			}
			if s.bytes == all && held.Load() == all {
				alone.Add(1)
			}
			time.Sleep(time.Microsecond)
			held.Add(-s.bytes)
			s.release()
		})
	}
	wait.Wait()
	if b.free != all || len(b.waiting) != 0 {
		t.Errorf("in the end %d bytes are free, want %d; %d wait", b.free, all, len(b.waiting))
	}
	if alone.Load() != 4 {
		t.Errorf("%d of 4 large requests had the budget alone", alone.Load())
	}
}

func TestBudgetServesInOrder(t *testing.T) {
	b := newBudget(10)
	if _, err := b.take(t.Context(), 6); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	large, small := make(chan error, 1), make(chan error, 1)
	queue := func(result chan error, bytes int64, length int) {
		go func() { _, err := b.take(ctx, bytes); result <- err }()
		for {
			b.mu.Lock()
			n := len(b.waiting)
			b.mu.Unlock()
			if n == length {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}
	queue(large, 8, 1)
	queue(small, 2, 2) // there is room for it, but not before the other
	cancel()
	if err := <-large; !errors.Is(err, context.Canceled) {
		t.Errorf("a request whose context ends: %v", err)
	}
	<-small // served, or given up as well
	b.give(6)
	if got, err := b.take(t.Context(), 99); err != nil || got > 10 {
		t.Errorf("after all is given back: %d, %v", got, err)
	}
}

func TestShareShrinks(t *testing.T) {
	b := newBudget(100)
	s := share{of: b}
	if err := s.admit(t.Context(), 20); err != nil || s.bytes != 80 || b.free != 20 {
		t.Fatalf("%d taken, %d free, %v", s.bytes, b.free, err)
	}
	if s.shrink(60); s.bytes != 60 || b.free != 40 {
		t.Errorf("%d taken, %d free, want 60 and 40", s.bytes, b.free)
	}
	if s.shrink(70); s.bytes != 60 {
		t.Errorf("%d taken, want 60 still", s.bytes)
	}
	if err := s.admit(t.Context(), 5); err != nil || s.bytes != 20 || b.free != 80 { // the file is read again
		t.Errorf("%d taken, %d free, %v", s.bytes, b.free, err)
	}
	if s.release(); b.free != 100 {
		t.Errorf("%d free, want all", b.free)
	}
}
