package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// jobs runs what is slow on goroutines of its own and brings the outcome back to the window's. Its methods are called on the
// window's goroutine.
type jobs struct {
	ctx     context.Context // ends when the window closes
	cancel  context.CancelFunc
	running sync.WaitGroup

	// post runs f on the window's goroutine, after what was posted before.
	post func(f func())
	// timer calls f on a goroutine of its own after d, unless stop is called before.
	timer func(d time.Duration, f func()) (stop func())
}

// newJobs returns jobs that come back by way of Fyne.
func newJobs() *jobs {
	j := &jobs{post: fyne.Do, timer: func(d time.Duration, f func()) func() {
		t := time.AfterFunc(d, f)
		return func() { t.Stop() }
	}}
	j.ctx, j.cancel = context.WithCancel(context.Background())
	return j
}

// start runs work on its own goroutine, then done with its outcome on the window's. After stop, done is left out.
func start[T any](j *jobs, ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	j.running.Add(1)
	go func() {
		defer j.running.Done()
		value, err := work(ctx)
		j.deliver(func() { done(value, err) })
	}()
}

// hear calls heard on the window's goroutine with each value that a channel gives, until the window closes. A nil channel gives none.
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
	cancelled := false // read and written on the window's goroutine alone
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

// latest passes on values that come faster than anyone can see: the first at once, then at most one each interval, always
// the newest. Its show runs on the window's goroutine.
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

// set gives the newest value. It may be called from any goroutine.
func (l *latest[T]) set(value T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.value, l.waiting = value, true
	if !l.timing && !l.ended {
		l.pass()
	}
}

// pass shows the value, and begins an interval in which others wait.
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

// end shows the last value, if it is not shown yet; those that come after are dropped.
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
