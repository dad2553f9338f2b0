package index

import (
	"context"
	"fmt"
	"time"

	"footnote/index/store"
)

const (
	// checkEvery is how often Verify looks through a library.
	checkEvery = 7 * 24 * time.Hour
	// restShare is how many times as long as it has worked Verify lets others have the machine.
	restShare = 3
	// longestRest keeps one long part of the work from being followed by a pause that nobody needs.
	longestRest = 2 * time.Second
)

// Verify looks through the library for damage, unless it has done so within a week, and returns what it found: nothing where the library is
// sound or was verified before. It is slow, so that nobody notices it at work, and may be cancelled at any time. A library of an earlier
// version is given its digests first. What it finds is repaired by Repair.
func (l *Library) Verify(ctx context.Context) ([]Finding, error) {
	checked, err := l.store.Checked(ctx)
	if err != nil {
		return nil, fmt.Errorf("verify library: %w", err)
	}
	if since := l.now().Sub(checked); since >= 0 && since < checkEvery {
		return nil, nil
	}
	found, err := l.verify(ctx)
	if err != nil {
		return nil, fmt.Errorf("verify library: %w", err)
	}
	if Sound(found) {
		err = l.store.MarkChecked(ctx, l.now())
	}
	if err != nil && !mayWait(err) { // else it is verified again the next time
		return nil, fmt.Errorf("verify library: %w", err)
	}
	return found, nil
}

func (l *Library) verify(ctx context.Context) ([]Finding, error) {
	opt := checkOptions(l.rest, nil)
	digested, err := l.store.Digested(ctx)
	if err != nil {
		return nil, err
	}
	if !digested {
		if err := l.store.AddDigests(ctx, opt); err != nil && !mayWait(err) {
			return nil, err
		}
	}
	return store.Check(ctx, l.dir, opt)
}

// rest waits for longer than work has taken.
func (l *Library) rest(ctx context.Context, worked time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-l.after(min(restShare*worked, longestRest)):
		return nil
	}
}
