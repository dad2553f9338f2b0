package cli_test

import (
	"archive/zip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// zoneOf returns a value of the variable TZ for a time zone: a file with the zone, because a system may have no zones of its own.
func zoneOf(t *testing.T, name string) string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	zones, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	defer zones.Close()
	data, err := fs.ReadFile(zones, name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "zone")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// in runs the program in a time zone.
func (l library) in(zone string, args ...string) outcome {
	l.t.Helper()
	c := l.command(args...)
	c.Env = append(c.Env, "TZ="+zone)
	return finish(l.t, c)
}

// dated returns the files that a question finds, each with its day, in a time zone.
func (l library) dated(zone, question string) []string {
	l.t.Helper()
	o := l.in(zone, "search", "--json", "--limit", "50", question)
	var all []string
	if o.code == 1 {
		return all
	}
	for _, p := range decode[found](l.t, o.stdout).Passages {
		all = append(all, filepath.Base(p.Path)+" "+p.Date.Format(time.DateOnly))
	}
	slices.Sort(all)
	return all
}

// TestADayIsADay asks for the documents of one day in several time zones. A document that states its day has that day in all of them,
// whatever zone it was read in. One that states none has the day on which its file was modified, in the asker's zone.
func TestADayIsADay(t *testing.T) {
	var zones []string
	for _, name := range []string{"America/New_York", "Pacific/Auckland", "UTC", "Pacific/Kiritimati"} {
		zones = append(zones, zoneOf(t, name))
	}
	letter := func(date string) string {
		return "From: Ada <ada@example.org>\nSubject: The walrus\nDate: " + date + "\n\n" + walrus + "\n"
	}
	page := func(date string) string {
		return `<html><head><meta name="date" content="` + date + `"></head><body>` + walrus
	}
	stated := map[string]string{
		"day.md":      "---\ndate: 2024-01-01\n---\n" + walrus + "\n",
		"east.eml":    letter("Mon, 01 Jan 2024 00:30:00 +1300"),
		"west.eml":    letter("Mon, 01 Jan 2024 23:30:00 -0800"),
		"utc.html":    page("2024-01-01T00:00:00Z"),
		"nozone.html": page("2024-01-01T23:59:59"),
	}
	var want []string
	for name := range stated {
		want = append(want, name+" 2024-01-01")
	}
	slices.Sort(want)
	dir := write(t, stated)
	for _, read := range zones {
		l := newLibrary(t)
		if o := l.in(read, "index", dir); o.code != 0 {
			t.Fatalf("%s: %s", read, o.stderr)
		}
		for _, asked := range zones {
			for question, want := range map[string][]string{
				"after:2024-01-01 before:2024-01-02": want, "after:2024-01-01 before:2024-02": want, "after:2024-01-02": nil, "before:2024-01-01": nil,
			} {
				if got := l.dated(asked, question); !slices.Equal(got, want) {
					t.Errorf("read in %s, asked in %s, %q finds %q, want %q", read, asked, question, got, want)
				}
			}
		}
	}
}

// TestAFileIsOfTheDayByTheClock checks that a file that states no day has the day on which it was modified, to the second, in the program's
// time zone.
func TestAFileIsOfTheDayByTheClock(t *testing.T) {
	for _, zone := range []string{"America/New_York", "Pacific/Auckland", "UTC"} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		zone := zoneOf(t, zone)
		dir := write(t, map[string]string{"first.txt": walrus + " One.", "last.txt": walrus + " Two.", "before.txt": walrus + " Three."})
		for name, at := range map[string]time.Time{
			"first.txt": time.Date(2024, 1, 1, 0, 0, 0, 0, place), "last.txt": time.Date(2024, 1, 1, 23, 59, 59, 0, place),
			"before.txt": time.Date(2023, 12, 31, 23, 59, 59, 0, place),
		} {
			if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
				t.Fatal(err)
			}
		}
		l := newLibrary(t)
		l.index(dir)
		if got, want := l.dated(zone, "after:2024-01-01"), []string{"first.txt 2024-01-01", "last.txt 2024-01-01"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
		if got, want := l.dated(zone, "before:2024"), []string{"before.txt 2023-12-31"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

// TestTimesThatNoClockSays checks that an impossible file time is shown as it is or not at all, and that the file is not read again because
// of it.
func TestTimesThatNoClockSays(t *testing.T) {
	for _, at := range []time.Time{
		time.Date(2514, 7, 8, 12, 0, 0, 0, time.Local), time.Date(1890, 7, 8, 12, 0, 0, 0, time.Local), time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0),
	} {
		dir := write(t, map[string]string{"walrus.txt": walrus})
		path := filepath.Join(dir, "walrus.txt")
		if err := os.Chtimes(path, at, at); err != nil {
			t.Logf("a file cannot be of %v here: %v", at, err)
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		day := info.ModTime().Format(time.DateOnly) // a file system may not support this time, and store the nearest one
		l := newLibrary(t)
		l.index(dir)
		if r := l.index(dir); r.Unchanged != 1 {
			t.Errorf("%s: %+v, want it unchanged", day, r)
		}
		if got := l.search("walrus").Passages[0].Date; !got.IsZero() && got.Format(time.DateOnly) != day {
			t.Errorf("%s: it is dated %v", day, got)
		}
		words := l.do("search", "walrus")
		if first, _, _ := strings.Cut(words, "\n"); strings.Contains(first, "0001") || !strings.HasSuffix(first, day) && !strings.HasSuffix(first, "%") {
			t.Errorf("%s: the heading is %q", day, first)
		}
		for _, question := range []string{"before:1600", "after:2600"} {
			if got := l.dated("UTC", question); len(got) > 0 {
				t.Errorf("%s: %q finds %q", day, question, got)
			}
		}
	}
}
