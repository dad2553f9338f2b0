package cli_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to damage libraries with

	"footnote/app/instance"
)

// The JSON output of doctor.
type (
	checkup struct {
		Library  string    `json:"library"`
		Sound    bool      `json:"sound"`
		Findings []finding `json:"findings"`
		Repaired *struct {
			Rebuilt   bool   `json:"rebuilt"`
			Aside     string `json:"set_aside"`
			Sources   int    `json:"sources"`
			Documents int    `json:"documents"`
			Read      int    `json:"to_read"`
		} `json:"repaired"`
	}
	finding struct {
		Code     string   `json:"code"`
		Args     []string `json:"args"`
		Severity string   `json:"severity"`
		Repair   string   `json:"repair"`
		Words    string   `json:"words"`
	}
)

// execute runs statements on the library's database.
func (l library) execute(statements string) {
	l.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(l.dir, "library.db"))
	if err == nil {
		_, err = db.Exec(statements)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

// spoil replaces the library's database by something else, and returns that.
func (l library) spoil() []byte {
	l.t.Helper()
	garbage := bytes.Repeat([]byte("no database. "), 2000)
	if err := os.WriteFile(filepath.Join(l.dir, "library.db"), garbage, 0o600); err != nil {
		l.t.Fatal(err)
	}
	return garbage
}

// exits checks an outcome's exit code, and its output for words.
func (l library) exits(o outcome, code int, words ...string) {
	l.t.Helper()
	if o.code != code {
		l.t.Errorf("exit code %d, want %d; stdout %q, stderr %q", o.code, code, o.stdout, o.stderr)
	}
	for _, w := range words {
		if !strings.Contains(o.stdout, w) {
			l.t.Errorf("stdout is %q, want it to hold %q", o.stdout, w)
		}
	}
}

func TestDoctor(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus, "b.txt": "The heron stands in the reeds."})
	l := newLibrary(t)
	l.refuses(l.run("doctor"), "no library")
	l.index(dir)
	l.exits(l.run("doctor"), 0, "No problems found")
	if c := decode[checkup](t, l.do("doctor", "--json")); !c.Sound || len(c.Findings) > 0 || c.Repaired != nil || c.Library != l.dir {
		t.Errorf("of a sound library: %+v", c)
	}
	l.execute(`UPDATE document SET title = 'whale' WHERE path LIKE '%walrus.txt'; UPDATE source SET added = 5`)
	l.exits(l.run("doctor"), 1, "1 document is damaged in the library.", filepath.Join(dir, "walrus.txt"), "footnote status", "--repair")
	before := l.status()
	l.exits(l.run("doctor", "--repair"), 0, "No problems remain.", "footnote index")
	if after := l.status(); after.Documents != before.Documents-1 || len(after.Failed) != 1 || !strings.Contains(after.Failed[0].Reason, "next sync") {
		t.Errorf("after the repair the library holds %+v", after)
	}
	l.execute(`UPDATE source SET added = 6`)
	o := l.run("doctor", "--repair", "--json")
	if c := decode[checkup](t, o.stdout); o.code != 0 || c.Repaired == nil || !c.Sound {
		t.Errorf("repaired: %d, %+v", o.code, c)
	}
	l.index()
	if found := l.search("walrus clams"); len(found.Passages) == 0 || found.Passages[0].Title != "walrus" {
		t.Errorf("after the repair and the sync: %+v", found)
	}
	l.exits(l.run("doctor"), 0)
}

// TestDoctorRebuilds checks that a database beyond repair is set aside only on request, and unchanged.
func TestDoctorRebuilds(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	l.index(dir)
	l.execute(`DROP TABLE chunk`)
	l.refuses(l.run("doctor", "--repair", "--json"), "--yes")
	l.exits(l.run("doctor"), 1, "chunk", "--repair asks")
	held, err := instance.Hold(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	o := l.run("doctor", "--repair", "--yes")
	if o.code != 2 || !strings.Contains(o.stderr, "window is open") {
		t.Errorf("while a window is open: %+v", o)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	o = l.run("doctor", "--repair", "--yes", "--json")
	c := decode[checkup](t, o.stdout)
	if o.code != 0 || !c.Sound || c.Repaired == nil || !c.Repaired.Rebuilt || c.Repaired.Sources != 1 {
		t.Fatalf("rebuilt: %d, %+v", o.code, c)
	}
	if s := l.status(); len(s.Sources) != 1 || s.Sources[0].Path != dir {
		t.Errorf("the sources are %+v", s.Sources)
	}
	l.index()
	if found := l.search("walrus clams"); len(found.Passages) == 0 {
		t.Error("after the sync nothing is found")
	}
	garbage := l.spoil()
	l.refuses(l.run("search", "walrus"), "footnote doctor")
	c = decode[checkup](t, l.run("doctor", "--repair", "--yes", "--json").stdout)
	if kept, err := os.ReadFile(c.Repaired.Aside); err != nil || !bytes.Equal(kept, garbage) {
		t.Errorf("what was set aside as %s: %v", c.Repaired.Aside, err)
	}
}

// TestDoctorOfABasket checks that a basket that cannot be read is set aside.
func TestDoctorOfABasket(t *testing.T) {
	l := newLibrary(t)
	l.index(write(t, map[string]string{"walrus.txt": walrus}))
	put(t, filepath.Join(l.dir, "basket.json"), "{")
	l.exits(l.run("doctor"), 1, "basket")
	l.exits(l.run("doctor", "--repair"), 0)
	if aside, err := filepath.Glob(filepath.Join(l.dir, "basket.json.damaged-*")); err != nil || len(aside) != 1 {
		t.Errorf("set aside: %v, %v", aside, err)
	}
}

// TestStatusTellsTheProtection checks that workers are protected as well as the kernel allows, and that doctor does not complain then.
func TestStatusTellsTheProtection(t *testing.T) {
	if _, err := os.Stat("/proc/sys/kernel/seccomp/actions_avail"); err != nil {
		t.Skip("this system has no seccomp")
	}
	l := newLibrary(t)
	l.index(write(t, map[string]string{"walrus.txt": walrus}))
	if s := l.status(); s.Protection == nil || !s.Protection.Seccomp {
		t.Errorf("the protection is %+v", s.Protection)
	}
	for _, f := range decode[checkup](t, l.run("doctor", "--json").stdout).Findings {
		if f.Code == "unprotected" && f.Args[0] == "seccomp" {
			t.Errorf("doctor says %q", f.Words)
		}
	}
}
