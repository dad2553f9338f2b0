package index

import (
	"context"
	"time"

	"footnote/index/store"
)

// A Holder is a process that works on a library for long, and an Act what it does; see Hold.
type (
	Holder = store.Holder
	Act    = store.Act
)

// What a process does with a library for long.
const (
	ActReading   = store.ActReading   // documents
	ActEmbedding = store.ActEmbedding // making vectors
	ActMoving    = store.ActMoving    // the library to another folder: nobody can write to it meanwhile
	ActRepairing = store.ActRepairing // nobody can write to it meanwhile
)

// A HeldError reports that another process works on the library, and which. It is an ErrBusy, too.
type HeldError = store.HeldError

// A MovedError reports that the library was moved to another folder, and that what lies here is an old copy.
type MovedError = store.MovedError

// DefaultWait is how long a caller waits for another process that works on the library.
const DefaultWait = 30 * time.Second

// wait is how long this library's caller waits; negative for as long as it takes.
func (o Options) wait() time.Duration {
	if o.Wait == 0 {
		return DefaultWait
	}
	return o.Wait
}

// Hold lets no other process sync the library, make its vectors or move it until release is called; Sync, Embed and Move each do so by
// themselves. Where another process does, it waits as Options.Wait says, and waiting, if not nil, is told who it is. Searching, and what
// is done at once such as to remove a source, needs no hold. The error is a *HeldError, ErrGone, a *MovedError, ErrReadOnly or ctx.Err().
func (l *Library) Hold(ctx context.Context, act Act, waiting func(Holder)) (release func(), err error) {
	letGo, err := l.store.Hold(ctx, Holder{Name: l.name, Act: act}, l.wait, waiting)
	if err != nil {
		return nil, err
	}
	return func() { _ = letGo() }, nil // the lock ends with the process at the latest
}
