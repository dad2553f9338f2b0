package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/ignore"
	"footnote/index/store"
)

// A chosenWalk is what is to be walked of a source: all of it, where its path is the only start.
type chosenWalk struct {
	source store.Source
	starts []string
}

// chosen returns what is to be walked for the given paths, none of it twice; without paths it is all sources.
func (l *Library) chosen(ctx context.Context, paths []string) ([]chosenWalk, error) {
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		for _, s := range sources {
			paths = append(paths, s.Path)
		}
	}
	paths = slices.Clone(paths)
	slices.Sort(paths) // a folder stands before what lies in it
	var walks []chosenWalk
	for _, path := range paths {
		i := slices.IndexFunc(sources, func(s store.Source) bool { return within(s.Path, path) })
		if i < 0 {
			return nil, fmt.Errorf("%s: %w", path, ErrNotSource)
		}
		j := slices.IndexFunc(walks, func(w chosenWalk) bool { return w.source.ID == sources[i].ID })
		if j < 0 {
			j = len(walks)
			walks = append(walks, chosenWalk{source: sources[i]})
		}
		if !slices.ContainsFunc(walks[j].starts, func(start string) bool { return within(start, path) }) {
			walks[j].starts = append(walks[j].starts, path)
		}
	}
	return walks, nil
}

// walk compares a source, or parts of it, with what the library has of it.
func (r *syncRun) walk(ctx context.Context, w chosenWalk) error {
	s := &sourceRun{source: w.source, noted: r.noted[w.source.ID], last: map[string]*part{}}
	s.parts = partsOf(w.source, s.noted, r.library.mounted(w.source.Path))
	s.whole = slices.Equal(w.starts, []string{w.source.Path})
	r.sources = append(r.sources, s)
	r.meter.walking(w.source.Path)
	f := newFilter(w.source.Path, r.library.dir, ignore.Parse(w.source.Ignore))
	for _, start := range w.starts {
		stamps, err := r.stamps(ctx, s, start)
		if err != nil {
			return err
		}
		for path := range stamps {
			s.part(path).known++
		}
		if s.root().err == nil {
			err = r.walkFrom(ctx, s, start, f, stamps)
		}
		if err != nil {
			return err
		}
		for path, stamp := range stamps {
			s.missed = append(s.missed, lost{path, stamp})
		}
	}
	return nil
}

// stamps returns what the library has of a source's documents at start or in the folder there. Documents of the source that lie outside it
// have damaged paths. A walk of the whole source puts them down as strays.
func (r *syncRun) stamps(ctx context.Context, s *sourceRun, start string) (map[string]store.Stamp, error) {
	if !s.whole {
		return r.library.store.StampsUnder(ctx, s.source.ID, start)
	}
	stamps, err := r.library.store.Stamps(ctx, s.source.ID)
	for path, stamp := range stamps {
		if !within(s.source.Path, path) {
			s.strays = append(s.strays, stamp.ID)
			delete(stamps, path)
		}
	}
	return stamps, err
}

// walkFrom walks what lies at start, and takes from stamps those of the files it finds.
func (r *syncRun) walkFrom(ctx context.Context, s *sourceRun, start string, f *filter, stamps map[string]store.Stamp) error {
	info, err := os.Lstat(start)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		s.unread = append(s.unread, start)
		return nil
	case !f.reaches(start, info.IsDir()):
		return nil
	}
	err = walk(ctx, start, f, func(one file) {
		if one.err != nil {
			s.unread = append(s.unread, one.path)
		}
		if one.err != nil && one.path == s.source.Path {
			s.root().err = one.err
			return
		}
		r.compare(s, one, stamps)
	})
	if errors.Is(err, fs.ErrNotExist) { // it has gone just now
		return nil
	}
	return err
}

// compare makes a task of a file that the library does not have as it is, and takes its stamp from those that are left.
func (r *syncRun) compare(s *sourceRun, f file, stamps map[string]store.Stamp) {
	t := task{source: s.source.ID, file: f}
	known, ok := stamps[f.path]
	delete(stamps, f.path)
	if ok {
		t.known = &known
	}
	s.part(f.path).files++
	switch {
	case f.err != nil:
		s.tasks = append(s.tasks, t)
	case ok && known.Is(f.info.Size(), f.info.ModTime()) && r.library.upToDate(known):
		s.unchanged++
	default:
		s.tasks = append(s.tasks, t)
		r.meter.found(1, f.info.Size())
	}
}

// root is the part that the source itself is.
func (s *sourceRun) root() *part { return s.parts[len(s.parts)-1] }

// part returns the part that a path lies in.
func (s *sourceRun) part(path string) *part {
	if len(s.parts) == 1 {
		return s.parts[0]
	}
	dir := filepath.Dir(path)
	p := s.last[dir]
	if p == nil {
		p = s.root()
		if i := slices.IndexFunc(s.parts, func(p *part) bool { return within(p.path, dir) }); i >= 0 {
			p = s.parts[i]
		}
		s.last[dir] = p
	}
	return p
}

// skip takes back the tasks of a part.
func (r *syncRun) skip(s *sourceRun, p *part) {
	s.tasks = slices.DeleteFunc(s.tasks, func(t task) bool {
		if s.part(t.file.path) != p {
			return false
		}
		if t.file.info != nil {
			r.meter.found(-1, -t.file.info.Size())
		}
		return true
	})
}
