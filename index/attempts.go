package index

import (
	"time"

	"footnote/index/extract/tool"
	"footnote/index/store"
)

// Some failures depend on the machine as well as on the file: too little memory, too little time, a program that something ended. Such a
// file is read again at later syncs though it looks unchanged, but ever more rarely, since it may take half a minute each time to fail.
var pauses = []time.Duration{0, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

// due reports whether a file is to be read again that failed so.
func due(a store.Attempts, now time.Time) bool {
	if a.Count < 1 {
		return false
	}
	pause := pauses[min(a.Count, len(pauses))-1]
	return a.Last.After(now) || now.Sub(a.Last) >= pause // an attempt in the future was made while the clock was wrong
}

// attempt counts an attempt at reading a file that failed for what may pass. For other bytes than before it is the first.
func (l *Library) attempt(res *result) store.Attempts {
	a := store.Attempts{Count: 1, Last: l.now()}
	if known := res.task.known; known != nil && known.Hash == res.document.Hash {
		a.Count += known.Attempts.Count
	}
	return a
}

// upToDate reports whether the library has what can be had of a file that looks as it did, for now.
func (l *Library) upToDate(known store.Stamp) bool {
	switch {
	case tool.ReadableNow(known.Trouble):
		return false
	case known.Edition != l.edition && (known.Failed || known.Attempts.Count == 0):
		return false
	}
	return !due(known.Attempts, l.now())
}
