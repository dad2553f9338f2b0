package index

import (
	"time"

	"footnote/index/volume"
)

// Upgrade makes of a library's engine the one of the next edition.
func (l *Library) Upgrade() { l.edition++ }

// Wait has a library call wait instead of waiting.
func (l *Library) Wait(wait func(time.Duration)) {
	l.after = func(d time.Duration) <-chan time.Time {
		wait(d)
		over := make(chan time.Time, 1)
		over <- time.Time{}
		return over
	}
}

// Mount lets a library see these volumes in place of the system's.
func (l *Library) Mount(table volume.Table) {
	l.mounted = func(...string) volume.Table { return table }
}
