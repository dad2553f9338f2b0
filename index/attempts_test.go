package index_test

import (
	"context"
	"testing"
	"time"

	"footnote/index/doc"
)

// A reader stands in for what reads files, and counts how often it is asked.
type reader struct {
	asked int
	gives doc.Document
	err   error
}

func (r *reader) file(string) (doc.Document, error) {
	r.asked++
	return r.gives, r.err
}

// A file that could not be read for what may pass is read again at the next sync, then ever more rarely; one that is at fault itself is not.
func TestFailuresThatMayPassAreTriedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		err   *doc.Refusal
		tried bool
	}{
		"memory":       {doc.Refuse(doc.CodeNoMemory), true},
		"time":         {doc.Refuse(doc.CodeTimedOut, 30), true},
		"interrupted":  {doc.Refuse(doc.CodeInterrupted), true},
		"a tool":       {&doc.Refusal{Outcome: doc.NewOutcome(doc.CodePictureFailed), Passing: true}, true},
		"damage":       {doc.Refuse(doc.CodeDamaged), false},
		"size":         {doc.Refuse(doc.CodeTooLarge, 128), false},
		"a password":   {doc.Refuse(doc.CodeLocked), false},
		"another kind": {doc.Refuse(doc.CodeFilm, "mp4"), false},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTree(t)
			tr.write("home/a.txt", bread)
			tr.add("home")
			r := &reader{err: test.err}
			tr.lib.ReadWith(r.file)
			now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
			for i, after := range []time.Duration{0, 0, time.Minute, time.Hour, time.Hour, 24 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, time.Hour} {
				now = now.Add(after)
				tr.lib.At(now)
				before := r.asked
				report := tr.sync()
				want := i == 0 || test.tried && []bool{true, true, false, true, false, true, false, true, false}[i]
				if (r.asked > before) != want {
					t.Errorf("sync %d, %v after the last: it was read: %v, want %v", i, after, r.asked > before, want)
				}
				if i == 0 && (len(report.Failed) != 1 || report.Failed[0].Outcome.String() != test.err.Outcome.String() || report.Failed[0].Later != test.tried) {
					t.Errorf("failed: %+v, want %v, tried again later: %v", report.Failed, test.err, test.tried)
				}
			}
			if err := tr.lib.Retry(context.Background(), tr.path("home/a.txt")); err != nil {
				t.Fatal(err)
			}
			r.gives, r.err = doc.Document{Text: bread, Title: "a", Kind: "text"}, nil
			if report := tr.sync(); len(report.Failed) != 0 || !tr.finds("stale bread", "home/a.txt") {
				t.Errorf("when it can be read: %+v", report)
			}
			tr.lib.At(now.Add(1000 * time.Hour))
			if before := r.asked; tr.sync().Unchanged != 1 || r.asked != before {
				t.Error("what was read is read again")
			}
		})
	}
}

// Where a part could not be read for what may pass, the file is read again too, and what was read of it stays until more is.
func TestDocumentsReadInPartAreTriedAgain(t *testing.T) {
	tr := newTree(t)
	tr.write("home/a.txt", bread)
	tr.add("home")
	r := &reader{gives: doc.Document{Text: bread, Title: "a", Kind: "text", Notes: doc.Noted(doc.CodeFirstPages, 2), Passing: true}}
	tr.lib.ReadWith(r.file)
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	tr.lib.At(now)
	tr.sync()
	r.err = doc.Refuse(doc.CodeNoMemory)
	if report := tr.sync(); r.asked != 2 || len(report.Failed) != 0 || !tr.finds("stale bread", "home/a.txt") {
		t.Errorf("after a second attempt that failed: %d attempts, %+v", r.asked, report)
	}
	if tr.sync(); r.asked != 2 {
		t.Errorf("at once it is read a third time")
	}
	r.err, r.gives = nil, doc.Document{Text: tenancy, Title: "a", Kind: "text"}
	tr.lib.At(now.Add(time.Hour))
	if report := tr.sync(); report.Changed != 1 || !tr.finds("may a parrot live here?", "home/a.txt") {
		t.Errorf("when all of it can be read: %+v", report)
	}
	tr.lib.At(now.Add(1000 * time.Hour))
	if tr.sync(); r.asked != 3 {
		t.Error("what was read whole is read again")
	}
}
