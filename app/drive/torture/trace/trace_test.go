package trace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/app/drive/torture/trace"
)

// childDir, when set, makes the test binary a program that writes in that folder.
const childDir = "FOOTNOTE_TRACE_TEST_DIR"

// lines is how many lines the child writes, each with a call of its own.
const lines = 50

func TestMain(m *testing.M) {
	switch dir := os.Getenv(childDir); dir {
	case "":
		os.Exit(m.Run())
	case "hang":
		time.Sleep(time.Hour)
	case "clock":
		fmt.Println(time.Now().Unix())
	default:
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func child(dir string) error {
	if err := os.Chdir(dir); err != nil {
		return err
	}
	f, err := os.Create("lines")
	if err != nil {
		return err
	}
	for i := range lines {
		if _, err := fmt.Fprintln(f, i); err != nil {
			return err
		}
	}
	return errors.Join(f.Sync(), f.Close(), os.Mkdir("made", 0o700), os.Rename("lines", filepath.Join("made", "renamed")), os.Remove(filepath.Join("made", "renamed")))
}

// command is the child, and where it prints.
func command(t *testing.T, what string) (*exec.Cmd, string) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = out.Close() })
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+what)
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out.Name()
}

func run(t *testing.T, dir string, opt trace.Options) trace.Report {
	t.Helper()
	cmd, out := command(t, dir)
	report, err := trace.Run(t.Context(), cmd, opt)
	if err != nil {
		said, _ := os.ReadFile(out)
		t.Fatalf("%v\n%s", err, said)
	}
	if !report.Watched {
		t.Skip("this system does not let one process watch another")
	}
	return report
}

func TestCountsAndPaths(t *testing.T) {
	dir := t.TempDir()
	report := run(t, dir, trace.Options{})
	if report.Killed || report.Code != 0 {
		t.Fatalf("%+v", report)
	}
	if n := report.Counts[trace.Write]; n != lines {
		t.Errorf("%d writes, want %d", n, lines)
	}
	if n := report.Counts[trace.Change]; n < 5 { // create, sync, mkdir, rename, remove
		t.Errorf("%d changes, want 5", n)
	}
	if all := report.Counts[trace.Any]; all < lines+5 {
		t.Errorf("%d calls in all", all)
	}
	for _, name := range []string{"lines", "made", "made/renamed"} {
		if !slices.Contains(report.Touched, filepath.Join(dir, name)) {
			t.Errorf("%s is not among %q", name, report.Touched)
		}
	}
}

func TestKilledAtACall(t *testing.T) {
	for at := 1; at <= lines; at += 7 {
		for _, after := range []bool{false, true} {
			dir := t.TempDir()
			report := run(t, dir, trace.Options{When: trace.Moment{Of: trace.Write, At: at, After: after}})
			if !report.Killed || report.Code != -1 || report.Call == "" {
				t.Fatalf("%+v", report)
			}
			want := at - 1
			if after {
				want = at
			}
			written, err := os.ReadFile(filepath.Join(dir, "lines"))
			if n := strings.Count(string(written), "\n"); err != nil || n != want {
				t.Errorf("killed at write %d, after it: %v: %d lines are written, want %d (%v)", at, after, n, want, err)
			}
		}
	}
}

func TestKilledTooLate(t *testing.T) {
	if report := run(t, t.TempDir(), trace.Options{When: trace.Moment{Of: trace.Write, At: lines + 1}}); report.Killed || report.Code != 0 {
		t.Errorf("%+v", report)
	}
}

func TestSomethingIsDoneAtACall(t *testing.T) {
	dir := t.TempDir()
	seen := -1
	report := run(t, dir, trace.Options{When: trace.Moment{Of: trace.Write, At: 20}, Do: func() {
		written, _ := os.ReadFile(filepath.Join(dir, "lines")) // one that cannot be read has no lines
		seen = strings.Count(string(written), "\n")
	}})
	if !report.Reached || report.Killed || report.Code != 0 || seen != 19 {
		t.Errorf("%d lines were seen, want 19: %+v", seen, report)
	}
}

func TestAnotherTime(t *testing.T) {
	cmd, out := command(t, "clock")
	const back = -10 * 365 * 24 * time.Hour
	report, err := trace.Run(t.Context(), cmd, trace.Options{Clock: back})
	if errors.Is(err, trace.ErrUnwatched) {
		t.Skip(err)
	}
	if err != nil || report.Code != 0 {
		t.Fatal(report, err)
	}
	said, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var told int64
	if _, err := fmt.Sscan(string(said), &told); err != nil {
		t.Fatal(err)
	}
	if off := time.Until(time.Unix(told, 0)) - back; off.Abs() > time.Hour {
		t.Errorf("the program was told another time by %v, want %v", time.Until(time.Unix(told, 0)), back)
	}
}

func TestAProgramThatHangs(t *testing.T) {
	cmd, out := command(t, "hang")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := trace.Run(ctx, cmd, trace.Options{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if said, err := os.ReadFile(out); err != nil || !strings.Contains(string(said), "goroutine ") {
		t.Errorf("it did not print its stacks: %q (%v)", said, err)
	}
}

func TestAProgramThatIsNotThere(t *testing.T) {
	if _, err := trace.Run(t.Context(), exec.Command(filepath.Join(t.TempDir(), "none")), trace.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
