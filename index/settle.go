package index

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"footnote/index/store"
)

// settle decides what becomes of the documents that the walks of a source did not find: they leave the library, or are kept where their
// drive may be away. Where a walk of less than the whole source raises that suspicion, the whole is walked first.
func (r *syncRun) settle(ctx context.Context, at int) error {
	s := r.sources[at]
	if s.root().err != nil {
		return r.keepAll(ctx, s)
	}
	ids, err := r.sort(ctx, s)
	if err != nil {
		return err
	}
	reasons := map[*part]OfflineReason{}
	for _, p := range s.parts {
		reasons[p] = p.away(s.whole)
	}
	if !s.whole && slices.ContainsFunc(s.parts, func(p *part) bool { return p.noted.Documents == 0 && (p.swapped() || reasons[p] != Online) }) {
		return r.again(ctx, at)
	}
	for _, p := range s.parts {
		switch {
		case !s.whole && p.noted.Offline == int(OtherVolume) && p.swapped():
			r.keep(s, p, OtherVolume, p.noted.Documents)
		case !s.whole && p.noted.Documents > 0: // known to be offline: the next walk of the whole says more
		case reasons[p] != Online:
			r.keep(s, p, reasons[p], len(p.gone))
		default:
			for _, l := range p.gone {
				ids = append(ids, l.stamp.ID)
			}
		}
	}
	ids = append(ids, s.strays...)
	r.report.Unchanged += s.unchanged
	r.report.Removed += len(ids)
	if err := r.library.store.RemoveDocuments(ctx, ids...); err != nil {
		return err
	}
	if !s.whole {
		return nil
	}
	var volumes []store.Volume
	for _, p := range s.parts {
		if v, ok := p.note(s.source.Path, reasons[p]); ok {
			volumes = append(volumes, v)
		}
	}
	return r.noteVolumes(ctx, s, volumes)
}

// keep reports a part that is offline. Another volume in its place is not read: its files are not those of this source.
func (r *syncRun) keep(s *sourceRun, p *part, reason OfflineReason, documents int) {
	if reason == OtherVolume {
		r.skip(s, p)
	}
	r.report.Offline = append(r.report.Offline, Offline{p.path, reason, documents})
}

// noteVolumes notes what a source is on and what of it is offline, where that is news.
func (r *syncRun) noteVolumes(ctx context.Context, s *sourceRun, volumes []store.Volume) error {
	slices.SortFunc(volumes, func(a, b store.Volume) int { return strings.Compare(a.Path, b.Path) })
	if slices.Equal(volumes, s.noted) {
		return nil
	}
	err := r.library.store.SetVolumes(ctx, s.source.ID, volumes)
	if errors.Is(err, store.ErrNotFound) {
		r.drop(s.source.ID)
		return nil
	}
	return err
}

// again walks a source anew, all of it, and settles it.
func (r *syncRun) again(ctx context.Context, at int) error {
	source := r.sources[at].source
	for _, p := range r.sources[at].parts {
		r.skip(r.sources[at], p)
	}
	others := r.sources
	r.sources = nil
	err := r.walk(ctx, chosenWalk{source, []string{source.Path}})
	others[at], r.sources = r.sources[0], others
	if err != nil {
		return err
	}
	return r.settle(ctx, at)
}

// keepAll keeps the documents of a source that is not there, or cannot be read.
func (r *syncRun) keepAll(ctx context.Context, s *sourceRun) error {
	switch {
	case !missing(s.root().err):
		r.keep(s, s.root(), Unreadable, 0)
		noted := slices.DeleteFunc(slices.Clone(s.noted), func(v store.Volume) bool { return v.Path == "" })
		return r.noteVolumes(ctx, s, append(noted, store.Volume{ID: s.root().noted.ID, Offline: int(Unreadable)}))
	case r.confirmed != s.source.Path: // Status sees that it is not there, and that it is back
		r.keep(s, s.root(), NotThere, s.source.Documents+s.source.Failed)
		return nil
	}
	ids := make([]int64, len(s.missed))
	for i, l := range s.missed {
		ids[i] = l.stamp.ID
	}
	r.report.Removed += len(ids)
	if err := r.library.store.RemoveDocuments(ctx, ids...); err != nil {
		return err
	}
	return r.noteVolumes(ctx, s, nil)
}

// sort tells what a walk did not find: it returns the ids of documents that leave the library in any case, as their files are left out
// now, are found under another name, or are known to be gone; the rest it puts down as gone from their parts.
func (r *syncRun) sort(ctx context.Context, s *sourceRun) (ids []int64, err error) {
	var renamed map[fileKey]int
	for _, l := range s.missed {
		if slices.ContainsFunc(s.unread, func(dir string) bool { return within(dir, l.path) }) {
			continue
		}
		_, err := os.Lstat(l.path)
		switch {
		case err == nil:
			ids = append(ids, l.stamp.ID)
			continue
		case !missing(err): // the folder it is in cannot be read
			continue
		case r.confirmed != "" && within(r.confirmed, l.path):
			ids = append(ids, l.stamp.ID)
			continue
		}
		if renamed == nil {
			renamed = r.newFiles()
		}
		if key := keyOf(l.path, l.stamp.Size, l.stamp.ModTime); renamed[key] > 0 {
			renamed[key]--
			ids = append(ids, l.stamp.ID)
			continue
		}
		p := s.part(l.path)
		p.gone = append(p.gone, l)
	}
	if s.whole {
		return ids, nil
	}
	return ids, r.countKnown(ctx, s)
}

// A fileKey tells a file that was renamed or moved: that keeps its size and time, and the ending of its name, or the name where it has no
// ending. An encrypted folder that is locked keeps sizes and times as well.
type fileKey struct {
	size, modified int64
	name           string
}

func keyOf(path string, size int64, modified time.Time) fileKey {
	return fileKey{size, modified.UnixNano(), strings.ToLower(cmp.Or(filepath.Ext(path), filepath.Base(path)))}
}

// newFiles returns the files that the walks found and the library does not have.
func (r *syncRun) newFiles() map[fileKey]int {
	files := map[fileKey]int{}
	for _, s := range r.sources {
		for _, t := range s.tasks {
			if t.known == nil && t.file.info != nil {
				files[keyOf(t.file.path, t.file.info.Size(), t.file.info.ModTime())]++
			}
		}
	}
	return files
}

// countKnown counts the documents of the parts that some are gone from, where not all of the source was walked.
func (r *syncRun) countKnown(ctx context.Context, s *sourceRun) error {
	for i, p := range s.parts {
		if len(p.gone) == 0 {
			continue
		}
		n, err := r.library.store.Count(ctx, s.source.ID, p.path)
		if err != nil {
			return err
		}
		p.known = n
		for _, inner := range s.parts[:i] {
			if inner.noted.ID == "" || outer(s.parts, inner) != p {
				continue
			}
			if n, err = r.library.store.Count(ctx, s.source.ID, inner.path); err != nil {
				return err
			}
			p.known -= n
		}
	}
	return nil
}

// outer returns the part that a part lies in; nil for the source itself.
func outer(parts []*part, p *part) *part {
	i := slices.IndexFunc(parts, func(o *part) bool { return o != p && within(o.path, p.path) })
	if i < 0 {
		return nil
	}
	return parts[i]
}

// missing reports whether an error says that nothing is at a path.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) // a folder on its way is a file now
}
