package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// nobody is the id of a user without rights of its own, by Linux convention.
const nobody = 65534

// unprivileged runs the program as a user to whom permissions apply, which they do not to root.
func (l library) unprivileged(args ...string) outcome {
	l.t.Helper()
	c := l.command(args...)
	if os.Geteuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			l.t.Fatalf("footnote %s: %v", short(args), err)
		}
	}
	return outcome{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// openDir returns a temporary folder that everybody may use.
func openDir(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func chmod(t testing.TB, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(path, 0o777) }) // so that it can be removed
}

func TestNoPermission(t *testing.T) {
	dir := openDir(t)
	docs := filepath.Join(dir, "docs")
	put(t, filepath.Join(docs, "open.txt"), violin)
	put(t, filepath.Join(docs, "closed.txt"), walrus)
	put(t, filepath.Join(docs, "vault", "inside.txt"), volcano)
	chmod(t, filepath.Join(docs, "closed.txt"), 0)
	chmod(t, filepath.Join(docs, "vault"), 0)
	l := library{t, filepath.Join(dir, "library")}

	o := l.unprivileged("index", "--json", docs)
	if o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	r := decode[report](t, o.stdout)
	if r.Added != 1 || len(r.Failed) != 2 {
		t.Fatalf("%+v, want one document and two failures", r)
	}
	for _, f := range r.Failed {
		if !strings.Contains(f.Reason, "permission") {
			t.Errorf("%s: reason %q, want it to name the permission", f.Path, f.Reason)
		}
	}
	l.refuses(l.unprivileged("index", filepath.Join(docs, "vault")), "vault", "permission")
	l.refuses(l.unprivileged("index", filepath.Join(docs, "vault", "inside.txt")), "vault", "permission")
	l.refuses(l.unprivileged("text", filepath.Join(docs, "closed.txt")), "closed.txt", "permission")

	chmod(t, filepath.Join(docs, "closed.txt"), 0o644)
	chmod(t, filepath.Join(docs, "vault"), 0o755)
	o = l.unprivileged("index", "--json", docs)
	if r := decode[report](t, o.stdout); r.Added+r.Changed != 2 || len(r.Failed) != 0 {
		t.Errorf("with permission given: %+v, want the other two", r)
	}
	o = l.unprivileged("status", "--json")
	if s := decode[state](t, o.stdout); s.Documents != 3 || len(s.Failed) != 0 {
		t.Errorf("status: %+v, want three documents", s)
	}
}

// TestSourceWithoutPermission checks that a source keeps its documents when it may no longer be read, and that the other sources are read.
func TestSourceWithoutPermission(t *testing.T) {
	dir := openDir(t)
	docs, other := filepath.Join(dir, "docs"), filepath.Join(dir, "other")
	put(t, filepath.Join(docs, "open.txt"), violin)
	put(t, filepath.Join(other, "more.txt"), walrus)
	l := library{t, filepath.Join(dir, "library")}
	if o := l.unprivileged("index", docs, other); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	chmod(t, docs, 0)
	put(t, filepath.Join(other, "new.txt"), volcano)
	away := []offline{{docs, "unreadable", 0}}
	if r := decode[report](t, l.unprivileged("index", "--json").stdout); r.Added != 1 || r.Removed+len(r.Failed) != 0 || !slices.Equal(r.Offline, away) {
		t.Errorf("%+v; want one added, and %+v offline", r, away)
	}
	if s := decode[state](t, l.unprivileged("status", "--json").stdout); s.Documents != 3 || !slices.Equal(s.Offline, away) {
		t.Errorf("status: %+v; want three documents, and %+v offline", s, away)
	}
	chmod(t, docs, 0o755)
	if r := decode[report](t, l.unprivileged("index", "--json").stdout); r.Unchanged != 3 || len(r.Offline) > 0 {
		t.Errorf("with permission given: %+v", r)
	}
}

func TestLibraryWithoutPermission(t *testing.T) {
	dir := openDir(t)
	docs := filepath.Join(dir, "docs")
	put(t, filepath.Join(docs, "open.txt"), violin)
	l := library{t, filepath.Join(dir, "library")}
	if o := l.unprivileged("index", docs); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	chmod(t, l.dir, 0)
	for _, args := range [][]string{{"search", "violin"}, {"status"}, {"index", docs}} {
		l.refuses(l.unprivileged(args...), "ermission", l.dir)
	}
	nowhere := library{t, filepath.Join(l.dir, "below")}
	nowhere.refuses(nowhere.unprivileged("index", docs), "ermission", nowhere.dir)
}
