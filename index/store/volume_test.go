package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"footnote/index/store"
)

func TestVolumes(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a, b := source(t, s, "/docs"), source(t, s, "/mnt")
	want := []store.Volume{{ID: "root"}, {Path: "card", ID: "card", Offline: 2, Documents: 7}, {Path: "usb/inner", ID: "inner"}}
	ok(t, s.SetVolumes(t.Context(), b, []store.Volume{{Path: "old", ID: "old"}}))
	ok(t, s.SetVolumes(t.Context(), b, want))
	ok(t, s.Close())
	s = open(t, dir)
	volumes := must(s.Volumes(t.Context()))(t)
	if !slices.Equal(volumes[b], want) || len(volumes[a]) != 0 {
		t.Errorf("volumes %+v, want %+v", volumes, want)
	}
	ok(t, s.RemoveSource(t.Context(), b))
	if volumes := must(s.Volumes(t.Context()))(t); len(volumes) != 0 {
		t.Errorf("a removed source leaves the volumes %+v", volumes)
	}
	if err := s.SetVolumes(t.Context(), b, want); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("volumes of a removed source: %v, want ErrNotFound", err)
	}
}

func TestAdoptedSourcesKeepTheirVolumes(t *testing.T) {
	s := open(t, t.TempDir())
	root := source(t, s, filepath.FromSlash("/mnt"))
	ok(t, s.SetVolumes(t.Context(), root, []store.Volume{{ID: "disk"}}))
	var children []int64
	for path, volumes := range map[string][]store.Volume{
		"/mnt/same":  {{ID: "disk"}, {Path: "in/it", ID: "card"}},
		"/mnt/other": {{ID: "stick"}},
		"/mnt/away":  {{ID: "disk", Offline: 1, Documents: 3}},
		"/mnt/never": nil,
		"/elsewhere": {{ID: "tape"}},
	} {
		child := source(t, s, filepath.FromSlash(path))
		ok(t, s.SetVolumes(t.Context(), child, volumes))
		children = append(children, child)
	}
	ok(t, s.AdoptSources(t.Context(), root, children))
	want := []store.Volume{{ID: "disk"}, {Path: "away", ID: "disk", Offline: 1, Documents: 3}, {Path: "other", ID: "stick"}, {Path: "same/in/it", ID: "card"}}
	if volumes := must(s.Volumes(t.Context()))(t); len(volumes) != 1 || !slices.Equal(volumes[root], want) {
		t.Errorf("volumes %+v, want %+v", volumes, want)
	}
}

func TestCount(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, filepath.FromSlash("/docs"))
	for _, path := range []string{"/docs/a", "/docs/sub/b", "/docs/sub/c", "/docs/subs"} {
		put(t, s, src, filepath.FromSlash(path), body("tea"))
	}
	for path, want := range map[string]int{"/docs": 4, "/docs/sub": 2, "/docs/a": 1, "/docs/su": 0, "/": 4} {
		if n := must(s.Count(t.Context(), src, filepath.FromSlash(path)))(t); n != want {
			t.Errorf("%d documents in %s, want %d", n, path, want)
		}
	}
}
