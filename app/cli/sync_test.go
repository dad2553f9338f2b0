package cli_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Words that occur in one document each. A question with one of them finds that document first.
const (
	walrus  = "The walrus sleeps on the ice and eats clams from the bottom of the sea."
	violin  = "A violin has four strings, tuned in fifths, and is played with a bow."
	volcano = "The volcano threw ash over the island and the lava reached the harbour."
)

// firstFound returns the base name of the first file found, or "" if none is found.
func (l library) firstFound(question string) string {
	l.t.Helper()
	result := l.search(question)
	if len(result.Passages) == 0 {
		return ""
	}
	return filepath.Base(result.Passages[0].Path)
}

func TestFollowsTheFolder(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus, "sub/violin.md": "# Music\n\n" + violin})
	l := newLibrary(t)
	if r := l.index(dir); r.Added != 2 || r.Changed+r.Removed+r.Unchanged+len(r.Failed) != 0 || r.Passages < 2 {
		t.Fatalf("first run: %+v", r)
	}
	if got := l.firstFound("walrus clams"); got != "walrus.txt" {
		t.Errorf("walrus found in %q", got)
	}
	if r := l.index(); r.Unchanged != 2 || r.Added+r.Changed+r.Removed+r.Passages != 0 {
		t.Errorf("nothing changed: %+v", r)
	}

	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "walrus.txt"), later, later); err != nil {
		t.Fatal(err)
	}
	if r := l.index(dir); r.Unchanged != 2 || r.Changed+r.Passages != 0 {
		t.Errorf("only the time changed: %+v", r)
	}

	put(t, filepath.Join(dir, "walrus.txt"), volcano)
	if r := l.index(dir); r.Changed != 1 || r.Unchanged != 1 || r.Added+r.Removed != 0 {
		t.Errorf("one file changed: %+v", r)
	}
	if got := l.firstFound("walrus clams"); got != "" {
		t.Errorf("old words are still found in %q", got)
	}
	if got := l.firstFound("volcano lava"); got != "walrus.txt" {
		t.Errorf("new words found in %q", got)
	}

	if err := os.Rename(filepath.Join(dir, "sub", "violin.md"), filepath.Join(dir, "fiddle.md")); err != nil {
		t.Fatal(err)
	}
	if r := l.index(dir); r.Added != 1 || r.Removed != 1 || r.Unchanged != 1 {
		t.Errorf("one file renamed: %+v", r)
	}
	if got := l.firstFound("violin strings"); got != "fiddle.md" {
		t.Errorf("the renamed file found as %q", got)
	}

	if err := os.Remove(filepath.Join(dir, "fiddle.md")); err != nil {
		t.Fatal(err)
	}
	if r := l.index(dir); r.Removed != 1 || r.Unchanged != 1 {
		t.Errorf("one file deleted: %+v", r)
	}
	if got := l.firstFound("violin strings"); got != "" {
		t.Errorf("the deleted file is still found as %q", got)
	}
}

func TestSourceComesAndGoes(t *testing.T) {
	dir := write(t, map[string]string{"in/walrus.txt": walrus, "violin.txt": violin})
	in, violinFile := filepath.Join(dir, "in"), filepath.Join(dir, "violin.txt")
	l := newLibrary(t)
	l.index(in, violinFile)
	s := l.status()
	if len(s.Sources) != 2 || s.Documents != 2 || s.Passages < 2 || s.Library != l.dir || s.Model == "" || s.BytesOnDisk == 0 {
		t.Fatalf("status: %+v", s)
	}
	if err := os.Rename(in, in+"-away"); err != nil {
		t.Fatal(err)
	}
	if r := l.index(); len(r.Missing) != 1 || r.Missing[0] != in || r.Removed != 0 {
		t.Errorf("with a source that is not there: %+v", r)
	}
	if got := l.firstFound("walrus"); got != "walrus.txt" {
		t.Errorf("the passages of a source that is not there are lost: found %q", got)
	}
	if r := decode[removal](t, l.do("remove", "--json", in)); r != (removal{l.dir, in}) {
		t.Errorf("remove says %+v", r)
	}
	if got := l.firstFound("walrus"); got != "" {
		t.Errorf("a removed source is still found: %q", got)
	}
	if s := l.status(); len(s.Sources) != 1 || s.Sources[0].Path != violinFile || s.Documents != 1 {
		t.Errorf("status after removing a source: %+v", s)
	}
	l.refuses(l.run("remove", in), in, "not a source")
}

func TestLeavesOutWhatNobodyWroteToBeRead(t *testing.T) {
	dir := write(t, map[string]string{
		"seen.txt": violin, ".hidden.txt": walrus, ".git/config.txt": walrus, "node_modules/x/readme.txt": walrus, "sub/.x/y.txt": walrus,
	})
	l := newLibrary(t)
	if r := l.index(dir); r.Added != 1 || len(r.Failed) != 0 {
		t.Errorf("%+v, want one document", r)
	}
	if got := l.firstFound("walrus"); got != "" {
		t.Errorf("found hidden %q", got)
	}
}

func TestStaysWithinTheSource(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege on Windows")
	}
	dir := write(t, map[string]string{"in/seen.txt": violin, "in/sub/more.txt": volcano, "out/walrus.txt": walrus})
	in := filepath.Join(dir, "in")
	for link, target := range map[string]string{
		"in/link-out": "../out", "in/link-file.txt": "../out/walrus.txt", "in/sub/loop": "..", "in/self": "self", "in/dangling": "nowhere",
		"to-in": "in",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	l := newLibrary(t)
	if r := l.index(in); r.Added != 2 || len(r.Failed) != 0 {
		t.Errorf("%+v, want two documents", r)
	}
	if got := l.firstFound("walrus"); got != "" {
		t.Errorf("followed a link out of the source to %q", got)
	}
	if l.index(filepath.Join(dir, "to-in")); len(l.status().Sources) != 1 {
		t.Errorf("a link to a source became a second source: %+v", l.status().Sources)
	}
}

func TestOddFileNames(t *testing.T) {
	names := []string{
		"-dash.txt", "--help", "with space.txt", "日本語.txt", "e\u0301 decomposed.txt", "🦭.txt", "100%.txt", "$HOME.txt",
		strings.Repeat("long", 62) + ".txt",
	}
	if runtime.GOOS != "windows" {
		names = append(names, "new\nline.txt", `quote"'.txt`, `back\slash.txt`, "escape\x1b[31m.txt", "star*?.txt", "colon:.txt")
	}
	files := map[string]string{}
	for i, name := range names {
		files[name] = fmt.Sprintf("The zebra%d crossed the plain.\n", i)
	}
	dir := write(t, files)
	l := newLibrary(t)
	if r := l.index(dir); r.Added != len(names) || len(r.Failed) > 0 {
		t.Fatalf("%+v, want %d documents", r, len(names))
	}
	for i, name := range names {
		result := l.search(fmt.Sprintf("zebra%d", i))
		if len(result.Passages) == 0 || result.Passages[0].Path != filepath.Join(dir, name) {
			t.Errorf("%q is not found first: %s", name, outline(result.Passages))
		}
		c := l.command("text", "--", name)
		c.Dir = dir
		if out, err := c.Output(); err != nil || string(out) != files[name] {
			t.Errorf("text of %q: %q, %v", name, out, err)
		}
	}
	if out := l.do("search", "zebra"+fmt.Sprint(len(names)-3)); strings.Contains(out, "\x1b") {
		t.Errorf("a file name reaches the terminal raw: %q", out)
	}
}

func TestNameThatIsNotUnicode(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("file names are Unicode here")
	}
	dir := write(t, map[string]string{"caf\xe9.txt": walrus, "plain.txt": violin})
	l := newLibrary(t)
	if r := l.index(dir); r.Added != 2 || len(r.Failed) > 0 {
		t.Fatalf("%+v, want two documents", r)
	}
	if result := l.search("walrus"); len(result.Passages) == 0 || result.Passages[0].Text != walrus {
		t.Errorf("found %+v", result)
	}
	if r := l.index(dir); r.Unchanged != 2 {
		t.Errorf("second run: %+v, want two unchanged", r)
	}
}

// TestReadsOnly checks that nothing the program does changes the folder: its names, bytes, modes and times.
func TestReadsOnly(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": walrus, "sub/b.md": "# T\n\n" + violin, "sub/c.html": "<p>" + volcano, "broken.pdf": "%PDF-1.4 no"})
	before := snapshot(t, dir)
	l := newLibrary(t)
	l.index(dir)
	l.index(dir)
	l.search("walrus")
	l.do("text", filepath.Join(dir, "a.txt"))
	l.do("status")
	l.do("remove", dir)
	after := snapshot(t, dir)
	if before != after {
		t.Errorf("the folder changed from\n%s to\n%s", before, after)
	}
}

// snapshot returns everything under dir, one per line.
func snapshot(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		var sum [sha256.Size]byte
		if entry.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			sum = sha256.Sum256(data)
		}
		fmt.Fprintf(&b, "%s %v %d %v %x\n", path, info.Mode(), info.Size(), info.ModTime().UnixNano(), sum[:4])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTenThousandFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	const n = 10_000
	dir := t.TempDir()
	for i := range n {
		put(t, filepath.Join(dir, fmt.Sprint(i/100), fmt.Sprintf("%d.txt", i)), fmt.Sprintf("Parcel number%d was sent from the depot to customer%d.\n", i, i*7))
	}
	l := newLibrary(t)
	first := l.index(dir)
	if first.Added != n || len(first.Failed) > 0 {
		t.Fatalf("%d added, %d failed, want %d added", first.Added, len(first.Failed), n)
	}
	second := l.index(dir)
	if second.Unchanged != n || second.Added+second.Changed+second.Removed != 0 {
		t.Errorf("second run: %+v", second)
	}
	if got := l.firstFound("number4321"); got != "4321.txt" {
		t.Errorf("one of ten thousand found as %q", got)
	}
	t.Logf("%d files in %.1f s, unchanged in %.1f s", n, first.TookMS/1000, second.TookMS/1000)
}

// TestRealFiles checks that indexing several hundred real files, many broken on purpose, ends by itself and reports on each of them.
func TestRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	dir := shared(t, "documents")
	files := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && !strings.HasPrefix(entry.Name(), ".") {
			files[path] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	r := l.index(dir)
	if r.Added+len(r.Failed) != len(files) {
		t.Errorf("%d indexed and %d with a reason, want %d together", r.Added, len(r.Failed), len(files))
	}
	s := l.status()
	if s.Documents != r.Added || len(s.Failed) != len(r.Failed) {
		t.Errorf("status counts %d documents and %d failures, the run %d and %d", s.Documents, len(s.Failed), r.Added, len(r.Failed))
	}
	for _, f := range s.Failed {
		if !files[f.Path] {
			t.Errorf("%s is on the list and not in the folder", f.Path)
		}
		delete(files, f.Path) // a second entry for it would fail above
		if f.Reason == "" || strings.ContainsAny(f.Reason, "\n\x00") || strings.Contains(f.Reason, "goroutine") {
			t.Errorf("%s: reason %q", f.Path, f.Reason)
		}
	}
	t.Logf("%d indexed, %d with a reason, in %.1f s", r.Added, len(r.Failed), r.TookMS/1000)
}
