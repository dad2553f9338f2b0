package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// jobs runs slow work on goroutines and returns the results on the window's goroutine. Its methods are called on the window's goroutine.
type jobs struct {
	ctx     context.Context // cancelled when the window closes
	cancel  context.CancelFunc
	running sync.WaitGroup

	// post runs f on the window's goroutine, after functions posted earlier.
	post func(f func())
	// timer calls f on its own goroutine after d, unless stop is called before.
	timer func(d time.Duration, f func()) (stop func())
	// now returns the time.
	now func() time.Time
}

// newJobs returns jobs that post through Fyne.
func newJobs() *jobs {
	j := &jobs{post: fyne.Do, now: time.Now, timer: func(d time.Duration, f func()) func() {
		t := time.AfterFunc(d, f)
		return func() { t.Stop() }
	}}
	j.ctx, j.cancel = context.WithCancel(context.Background())
	return j
}

// start runs work on its own goroutine, then done with the result on the window's goroutine. After stop, done is not called.
func start[T any](j *jobs, ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	j.running.Add(1)
	go func() {
		defer j.running.Done()
		value, err := work(ctx)
		j.deliver(func() { done(value, err) })
	}()
}

// hear calls heard on the window's goroutine with each value from a channel, until the window closes. It ignores a nil channel.
func hear[T any](j *jobs, from <-chan T, heard func(T)) {
	if from == nil {
		return
	}
	next := func(ctx context.Context) (value T, err error) {
		select {
		case value = <-from:
		case <-ctx.Done():
			err = ctx.Err()
		}
		return value, err
	}
	start(j, j.ctx, next, func(value T, _ error) {
		heard(value)
		hear(j, from, heard)
	})
}

// detach is start for work that may outlive the window: stop neither cancels it nor waits for it.
func (j *jobs) detach(work func() error, done func(error)) {
	go func() {
		err := work()
		j.deliver(func() { done(err) })
	}()
}

// later runs f on the window's goroutine after d, unless the returned function is called before.
func (j *jobs) later(d time.Duration, f func()) (cancel func()) {
	cancelled := false // used on the window's goroutine only
	stop := j.timer(d, func() {
		j.deliver(func() {
			if !cancelled {
				f()
			}
		})
	})
	return func() { cancelled = true; stop() }
}

// deliver posts f, unless the window has closed.
func (j *jobs) deliver(f func()) {
	if j.ctx.Err() != nil {
		return
	}
	j.post(func() {
		if j.ctx.Err() == nil {
			f()
		}
	})
}

// stop cancels every job and waits for all of them.
func (j *jobs) stop() {
	j.cancel()
	j.running.Wait()
}

// latest passes on values that arrive faster than anyone can see: the first at once, then at most one per interval, always the newest. Its
// show runs on the window's goroutine.
type latest[T any] struct {
	jobs     *jobs
	interval time.Duration
	show     func(T)

	mu      sync.Mutex
	value   T
	waiting bool // value is not shown yet
	timing  bool // an interval is running
	ended   bool
}

// set passes the newest value. It is safe to call from any goroutine.
func (l *latest[T]) set(value T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.value, l.waiting = value, true
	if !l.timing && !l.ended {
		l.pass()
	}
}

// pass shows the value, and starts an interval in which later values wait.
func (l *latest[T]) pass() {
	value := l.value
	l.waiting, l.timing = false, true
	l.jobs.deliver(func() { l.show(value) })
	l.jobs.timer(l.interval, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.timing = false
		if l.waiting && !l.ended {
			l.pass()
		}
	})
}

// end shows the last value, if it is not shown yet. Later values are dropped.
func (l *latest[T]) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	if l.waiting {
		value := l.value
		l.waiting = false
		l.jobs.deliver(func() { l.show(value) })
	}
}
