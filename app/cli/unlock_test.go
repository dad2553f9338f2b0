package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// locked makes a folder with two PDFs that the password "user" opens, and a text that needs none.
func locked(t *testing.T) (dir, pdf string) {
	t.Helper()
	data, err := os.ReadFile("../../index/testdata/locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir = write(t, map[string]string{"marinade.pdf": string(data), "copy.pdf": string(data) + "\n", "walrus.txt": walrus})
	return dir, filepath.Join(dir, "marinade.pdf")
}

func TestUnlock(t *testing.T) {
	dir, pdf := locked(t)
	l := newLibrary(t)
	if r := l.index(dir); r.Added != 1 || len(r.Failed) != 2 || !strings.Contains(r.Failed[0].Reason, "a document that needs a password") {
		t.Fatalf("without a password: %+v", r)
	}
	l.refuses(l.run("unlock"), "Name a document")
	l.refuses(l.runWith(strings.NewReader("\n"), "unlock", pdf), "No password was given")
	l.refuses(l.runWith(strings.NewReader("wrong\n"), "unlock", pdf), "does not open "+pdf, "Nothing was changed")
	l.refuses(l.runWith(strings.NewReader("user\n"), "unlock", filepath.Join(dir, "walrus.txt")), "as a document that needs a password. Nothing was changed.")
	l.refuses(l.run("unlock", filepath.Join(dir, "gone.pdf")), "does not exist", "Nothing was done")
	link := filepath.Join(t.TempDir(), "link.pdf") // the library stores files under their real paths
	if err := os.Symlink(pdf, link); err == nil {
		l.refuses(l.runWith(strings.NewReader("wrong\n"), "unlock", link), "does not open "+pdf, "Nothing was changed")
	}
	o := l.runWith(strings.NewReader("user\n"), "unlock", pdf)
	if o.code != 0 || !strings.Contains(o.stdout, "2 changed") {
		t.Fatalf("with the password: exit code %d, %q, %q", o.code, o.stdout, o.stderr)
	}
	if !strings.Contains(o.stderr, "FOOTNOTE_PASSWORD") {
		t.Errorf("where there is no keyring, stderr is %q", o.stderr)
	}
	if strings.Contains(o.stdout+o.stderr, "user") {
		t.Errorf("the password is shown: %q, %q", o.stdout, o.stderr)
	}
	if got := l.firstFound("What is the secret ingredient of the marinade?"); !strings.HasSuffix(got, ".pdf") {
		t.Errorf("found in %q", got)
	}
}

// Without a keyring, the password in the environment works.
func TestPasswordOfTheEnvironment(t *testing.T) {
	dir, pdf := locked(t)
	l := newLibrary(t)
	c := l.command("index", dir)
	c.Env = append(c.Env, "FOOTNOTE_PASSWORD=user")
	if o := finish(t, c); o.code != 0 || !strings.Contains(o.stdout, "3 documents added") {
		t.Errorf("index: exit code %d, %q, %q", o.code, o.stdout, o.stderr)
	}
	c = l.command("text", pdf)
	c.Env = append(c.Env, "FOOTNOTE_PASSWORD=user")
	if o := finish(t, c); o.code != 0 || !strings.Contains(o.stdout, "smoked paprika") {
		t.Errorf("text: exit code %d, %q, %q", o.code, o.stdout, o.stderr)
	}
}
