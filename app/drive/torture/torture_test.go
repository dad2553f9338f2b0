package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// built is the path of the program. TestMain builds it without cgo, and so without the window.
var built string

func TestMain(m *testing.M) {
	if os.Getenv(marker) != "" { // a stage runs this binary in place of the program
		os.Exit(misbehave(os.Args[1]))
	}
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "footnote-torture-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what is left
	if !testing.Short() {
		built = filepath.Join(dir, "footnote.exe")
		build := exec.Command("go", "build", "-tags", "ci", "-o", built, "footnote")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
			return 1
		}
	}
	return m.Run()
}

// misbehave is a program that behaves well, or misbehaves in one way.
func misbehave(how string) (code int) {
	switch how {
	case "panic":
		panic("a fault of its own")
	case "hang":
		time.Sleep(time.Hour)
	case "code":
		return 3
	case "silence":
		return failed
	case "gotext":
		fmt.Fprintln(os.Stderr, "footnote: The library cannot be opened (open library: disk I/O error (4874)).")
		return failed
	case "words":
		fmt.Fprintln(os.Stderr, "footnote: The disk is full. What was indexed before is kept; make room, then run `footnote index` to go on.")
		return failed
	}
	return done
}

func newTestStage(t *testing.T, program string) *stage {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	s, err := newStage(plan{program: program}, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestFaultsOfARun(t *testing.T) {
	s := newTestStage(t, os.Args[0])
	for how, want := range map[string]string{
		"well": "", "words": "", "panic": "panics", "hang": "hangs", "code": "exits with code 3", "silence": "without a word", "gotext": `"open library:"`,
	} {
		s.patience = time.Minute
		if how == "hang" {
			s.patience = time.Second
		}
		for _, watched := range []bool{false, true} {
			o := s.run(t.Context(), how)
			if watched {
				o = s.traced(t.Context(), traceNothing, how)
			}
			err := o.fault()
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s, watched: %v: %v, want %q", how, watched, err, want)
			}
		}
	}
	if left := s.processes(); len(left) > 0 {
		t.Errorf("processes are left: %q", left)
	}
}

// TestPlantedFaultsAreFound kills the program, does something to the library that the program must never do, and expects a report of it.
func TestPlantedFaultsAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	s := newTestStage(t, built)
	ctx := t.Context()
	i := slices.IndexFunc(deeds(), func(d namedDeed) bool { return d.name == "sync" })
	k, err := newKilling(ctx, s, deeds()[i].make(s))
	if err != nil {
		t.Fatal(err)
	}
	p := plan{program: built, seed: 20}
	for n, fault := range append([]string{""}, slices.Sorted(maps.Keys(plants))...) {
		p.plant = fault
		err := k.round(ctx, &round{n: n + 1, random: p.chance("planted", n), plan: p, counts: map[string]int{}})
		if fault == "" && err != nil {
			t.Errorf("nothing was planted: %v", err)
		}
		if fault != "" && err == nil {
			t.Errorf("%q was planted, and is not found", fault)
		}
	}
}

func TestATrialThatFails(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	fails := trial{name: "fails", what: "what fails", rounds: 5, quick: 2, prepare: func(context.Context, *stage) (func(context.Context, *round) error, error) {
		return func(_ context.Context, r *round) error {
			if r.count("odd", r.n%2 == 1); r.n == 2 {
				return errors.New("a fault")
			}
			return nil
		}, nil
	}}
	skipped := trial{name: "skipped", what: "what cannot be done", rounds: 5, prepare: func(context.Context, *stage) (func(context.Context, *round) error, error) {
		return nil, skipError{"no room"}
	}}
	p := plan{seed: 7}
	results := map[string]result{"fails": fails.do(t.Context(), p), "skipped": skipped.do(t.Context(), p)}
	r := results["fails"]
	if r.Rounds != 5 || len(r.Failures) != 1 || r.Failures[0].Round != 2 || r.Counts["odd"] != 3 {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(r.Failures[0].Kept, "log")); err != nil {
		t.Errorf("what is left of the round is not kept: %v", err)
	}
	var out bytes.Buffer
	failures, err := printResults(&out, []trial{fails, skipped}, results, p)
	if failures != 1 || err != nil {
		t.Errorf("%d failures, %v", failures, err)
	}
	for _, want := range []string{"3 odd", "skipped: no room", "FAILED what fails, round 2: a fault", "SEED=7 ONLY=fails ROUND=2", r.Failures[0].Kept} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
	p.round = 2
	if r := fails.do(t.Context(), p); r.Rounds != 1 || len(r.Failures) != 1 {
		t.Errorf("one round alone: %+v", r)
	}
}
