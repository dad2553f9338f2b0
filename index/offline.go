package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/store"
)

// Offline says that files of a source are not there, and that the library keeps their documents: a drive may have been taken away, or
// they may have been deleted, which only a person can tell. The zero value says that the source is online.
//
// An offline source is searched as before. When its files come back it goes online at the next Sync, and nothing is read again. Where they
// are gone for good, RemoveGone takes their documents out of the library.
type Offline struct {
	Path      string // of the source, or of a folder in it on which a volume of its own was mounted
	Reason    OfflineReason
	Documents int // that are kept, and that RemoveGone would remove
}

// OfflineReason says why a source is offline. Its numbers are stored.
type OfflineReason int

// The reasons.
const (
	Online      OfflineReason = iota
	NotThere                  // nothing is at its path
	Emptied                   // it is there, and nothing is left in it: the folder that a drive was mounted on
	OtherVolume               // documents are not there, and it is on another volume than before
	MostGone                  // more than half of its documents are not there, and more than mostGone
	Unreadable                // the system cannot read it
)

// String returns the reason as programs name it.
func (r OfflineReason) String() string {
	names := [...]string{"online", "missing", "empty", "other_volume", "most_gone", "unreadable"}
	if r < 0 || int(r) >= len(names) {
		return fmt.Sprintf("OfflineReason(%d)", int(r))
	}
	return names[r]
}

// mostGone is how many documents Sync removes without a question, even if they are most of a source.
const mostGone = 20

// RemoveGone takes documents out of the library whose files are not there, as a person has said that they are gone for good: those of a
// source, or those in a folder of one. It returns how many they were. What is there is left to Sync, and a folder that cannot be read keeps
// its documents. The error is ErrNotSource where the path is in no source, ErrSyncing while a Sync runs, and one of Hold's.
func (l *Library) RemoveGone(ctx context.Context, path string) (removed int, err error) {
	if !l.syncing.TryLock() {
		return 0, fmt.Errorf("remove what is gone from %s: %w", path, ErrSyncing)
	}
	defer l.syncing.Unlock()
	release, err := l.Hold(ctx, ActReading, nil)
	if err != nil {
		return 0, fmt.Errorf("remove what is gone from %s: %w", path, err)
	}
	defer release()
	run, err := l.newSync(ctx, newMeter(nil))
	if err == nil {
		err = run.removeGone(ctx, path)
	}
	if err != nil {
		return run.report.Removed, fmt.Errorf("remove what is gone from %s: %w", path, err)
	}
	return run.report.Removed, nil
}

func (r *syncRun) removeGone(ctx context.Context, path string) error {
	sources, err := r.library.store.Sources(ctx)
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if resolved, err := resolve(path); err == nil { // it may be gone
		abs = resolved
	}
	i := slices.IndexFunc(sources, func(s store.Source) bool { return within(s.Path, abs) })
	if i < 0 {
		return ErrNotSource
	}
	r.confirmed = abs
	return r.prune(ctx, sources[i])
}

// offlineParts returns what of a source is offline.
func offlineParts(s store.Source, noted []store.Volume) []Offline {
	if _, err := os.Lstat(s.Path); missing(err) {
		return []Offline{{s.Path, NotThere, s.Documents + s.Failed}}
	}
	var all []Offline
	for _, v := range noted {
		if v.Offline != 0 {
			all = append(all, Offline{filepath.Join(s.Path, filepath.FromSlash(v.Path)), OfflineReason(v.Offline), v.Documents})
		}
	}
	return all
}

// offlineAs sums up what of a source is offline: the first path and reason, and all documents.
func offlineAs(parts []Offline) Offline {
	var all Offline
	for _, o := range parts {
		o.Documents += all.Documents
		if all.Reason != Online {
			o.Path, o.Reason = all.Path, all.Reason
		}
		all = o
	}
	return all
}
