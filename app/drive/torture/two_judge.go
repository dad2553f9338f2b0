package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// judge checks that the library is what the two writers said they made, and that an update makes it the same as with one writer.
func (w *writing) judge(ctx context.Context, pair [2]writer, outcomes [2]outcome, h home) error {
	did := map[writer]bool{}
	for i, as := range pair {
		did[as] = did[as] || outcomes[i].code == done && as != watching
	}
	place, err := w.whereabouts(ctx)
	if err != nil {
		return err
	}
	if want := map[bool]string{true: w.path("moved"), false: w.library()}[did[moving]]; place != want {
		return fmt.Errorf("the library is in %s, and should be in %s", place, want)
	}
	is, err := w.readState(ctx, place)
	if err != nil {
		return err
	}
	// What one writer removes may be there if the other adds it.
	removed := func(path string) bool { return slices.Contains(pair[:], removing) && within(w.path("docs"), path) }
	if err := w.between(is, did, h, removed); err != nil {
		return err
	}
	o := w.run(ctx, "index")
	if err := o.fault(); err != nil || o.code != done {
		return fmt.Errorf("afterwards: %w (%w)", o.errorf("exit code %d", o.code), err)
	}
	if is, err = w.readState(ctx, place); err != nil {
		return fmt.Errorf("afterwards: %w", err)
	}
	want := h.after
	if is.model != want.model {
		want = h.changed
	}
	// A writer that was refused, or did not run, has added nothing.
	added := h.known || did[indexing]
	never := func(path string) bool { return removed(path) || !added && within(w.path("docs"), path) }
	if err := is.without(never).complete(want.without(never), ""); err != nil {
		return fmt.Errorf("afterwards: %w", err)
	}
	_, err = w.answersTruly(ctx, want, want)
	return errors.Join(err, w.doctor(ctx, nil))
}

// between compares the library, after both have ended, with what they did. Its vectors may be those of either model.
func (w *writing) between(is state, did map[writer]bool, h home, removed func(string) bool) error {
	if did[changing] && is.model != h.changed.model {
		return errors.New("the model was changed, and another one serves")
	}
	is, before, after := is.withoutVectors(), h.before.withoutVectors().without(removed), h.after.withoutVectors().without(removed)
	kept := is.without(removed)
	if err := kept.between(before, after); err != nil {
		return err
	}
	if did[removing] && len(is.documents) != len(kept.documents) {
		return errors.New("what was removed is there")
	}
	for as, scope := range map[writer]string{indexing: w.path("docs"), adding: w.path("more"), syncing: ""} {
		if err := kept.complete(after, scope); did[as] && err != nil {
			return fmt.Errorf("%s says it is done, and %w", as, err)
		}
	}
	return nil
}

// without returns a state without some of its documents.
func (st state) without(gone func(path string) bool) state {
	st.documents = maps.Clone(st.documents)
	maps.DeleteFunc(st.documents, func(path string, _ document) bool { return gone(path) })
	return st
}

// withoutVectors returns a state in which all vectors count as equal.
func (st state) withoutVectors() state {
	st.documents = maps.Clone(st.documents)
	for path, d := range st.documents {
		d.vectors = sum{}
		st.documents[path] = d
	}
	return st
}

// complete returns an error that names the documents of another state that are missing or different. It checks those below a folder, or all if
// folder is "".
func (st state) complete(want state, dir string) error {
	var found []string
	for path, d := range want.documents {
		if is, ok := st.documents[path]; (dir == "" || within(dir, path)) && (!ok || is != d) {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.Sort(found)
	return fmt.Errorf("%d documents are not there as they should be: %s", len(found), strings.Join(found[:min(len(found), 3)], "; "))
}
