package index

import (
	"sync"
	"time"
)

// A meter keeps the progress of a run and reports it. Its methods may be called from any goroutine; report is called from one
// at a time.
type meter struct {
	mu     sync.Mutex
	report func(Progress)
	start  time.Time
	now    Progress
}

func newMeter(report func(Progress)) *meter {
	if report == nil {
		report = func(Progress) {}
	}
	return &meter{report: report, start: time.Now()}
}

func (m *meter) waiting(who Holder) {
	m.change(func(p *Progress) { p.Phase, p.Holder = Waiting, who })
}

func (m *meter) walking(source string) {
	m.change(func(p *Progress) { p.Phase, p.Source = Walking, source })
}

// found counts files to read; those that are not read after all are below zero.
func (m *meter) found(files int, bytes int64) {
	m.change(func(p *Progress) { p.AllFiles += files; p.AllBytes += bytes })
}

func (m *meter) reading(path string) {
	m.change(func(p *Progress) { p.Phase, p.File = Reading, path })
}

func (m *meter) finished(res result) {
	m.change(func(p *Progress) {
		p.Files++
		p.Bytes += res.task.size()
		p.Passages += res.passages
		if res.document.Outcome.Code != "" {
			p.Failed++
		}
	})
}

func (m *meter) done() {
	m.change(func(p *Progress) { p.Phase, p.Source, p.File = Done, "", "" })
}

func (m *meter) change(apply func(*Progress)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	apply(&m.now)
	m.now.Elapsed = time.Since(m.start)
	m.now.Left = m.now.left()
	m.report(m.now)
}

// fileCost is what opening and committing a file takes beside its bytes, in bytes that could be read meanwhile.
const fileCost = 50_000

// left estimates the time to come from the work done so far. It is zero until a twentieth of a second says something.
func (p Progress) left() time.Duration {
	done := p.Bytes + int64(p.Files)*fileCost
	all := p.AllBytes + int64(p.AllFiles)*fileCost
	if p.Phase != Reading || done == 0 || done >= all || p.Elapsed < 50*time.Millisecond {
		return 0
	}
	return time.Duration(float64(p.Elapsed) * float64(all-done) / float64(done))
}
