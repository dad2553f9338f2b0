package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestHelpAndVersion(t *testing.T) {
	l := newLibrary(t)
	help := l.do("--help")
	for _, want := range []string{"index", "search", "status", "remove", "text", "--library", "footnote search \"", "Exit codes", "FOOTNOTE_LIBRARY"} {
		if !strings.Contains(help, want) {
			t.Errorf("help does not hold %q:\n%s", want, help)
		}
	}
	for _, command := range []string{"index", "search", "status", "remove", "text"} {
		if help := l.do(command, "--help"); !strings.Contains(help, "Usage: footnote "+command) || !strings.Contains(help, "--library") {
			t.Errorf("help of %s:\n%s", command, help)
		}
	}
	if version := l.do("--version"); !strings.HasPrefix(version, "footnote ") {
		t.Errorf("version %q", version)
	}
}

func TestLibraryIsChosen(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	other := filepath.Join(t.TempDir(), "other")
	l.do("index", "--library", other, dir)
	if s := decode[state](t, l.do("status", "--json", "--library", other)); s.Library != other || s.Documents != 1 {
		t.Errorf("status of the library named by flag: %+v", s)
	}
	l.refuses(l.run("status"), l.dir) // the library that the environment names does not exist yet
	c := l.command("index", dir)
	for i, variable := range c.Env {
		if strings.HasPrefix(variable, "FOOTNOTE_LIBRARY=") {
			c.Env[i] = "FOOTNOTE_LIBRARY="
		}
	}
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("index into the default library: %v\n%s", err, out)
	}
	byDefault := filepath.Join(l.dir+"-default", "footnote")
	if s := decode[state](t, l.do("status", "--json", "--library", byDefault)); s.Documents != 1 {
		t.Errorf("status of the default library: %+v", s)
	}
}

func TestTextAndItsPlaces(t *testing.T) {
	const text = "# Animals\n\nIntroduction.\n\n## Walrus\n\n" + walrus + "\n\n## Zebra\n\nStripes.\n"
	dir := write(t, map[string]string{"animals.md": text})
	path := filepath.Join(dir, "animals.md")
	l := newLibrary(t)
	printed := l.do("text", path)
	d := decode[document](t, l.do("text", "--json", path))
	if d.Text != printed || d.Path != path || d.Title != "Animals" || d.Kind != "markdown" {
		t.Errorf("--json says %+v, the text is %q", d, printed)
	}
	var headings []string
	for _, p := range d.Places {
		headings = append(headings, strings.Join(p.Heading, "/"))
		if last := p.Heading[len(p.Heading)-1]; !strings.Contains(d.Text[p.Start:min(len(d.Text), p.Start+20)], last) {
			t.Errorf("%q does not begin at byte %d", last, p.Start)
		}
	}
	if got, want := strings.Join(headings, " "), "Animals Animals/Walrus Animals/Zebra"; got != want {
		t.Errorf("places are %q, want %q", got, want)
	}
	if lines := strings.Split(strings.TrimSpace(l.do("text", "--places", path)), "\n"); len(lines) != 3 || !strings.Contains(lines[1], "Animals › Walrus") {
		t.Errorf("--places prints %q", lines)
	}
}

func TestSearchForAPerson(t *testing.T) {
	long := strings.Repeat("The walrus sleeps on the ice and eats many clams. ", 8)
	dir := write(t, map[string]string{"animals.md": "# Animals\n\n## Walrus\n\n" + long + "\n\n## Violin\n\n" + violin})
	l := newLibrary(t)
	l.index(dir)
	out := l.do("search", "where", "does", "the", "walrus", "sleep")
	for _, want := range []string{" 1  Animals · Walrus · ", filepath.Join(dir, "animals.md"), "walrus sleeps on the ice"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Errorf("escape sequences where there is no terminal:\n%q", out)
	}
	for _, line := range strings.Split(out, "\n") {
		if len([]rune(line)) > 80 && !strings.Contains(line, dir) {
			t.Errorf("a line of more than 80 columns: %q", line)
		}
	}
	if o := l.run("search", "walrus"); o.stderr != "" {
		t.Errorf("stderr is %q, want nothing", o.stderr)
	}
	o := l.run("search", "xqzvkj")
	if o.code != 1 || o.stdout != "" || !strings.Contains(o.stderr, "Nothing in the library") {
		t.Errorf("nothing found: %+v", o)
	}
	if result := decode[found](t, l.do("search", "--json", "--limit", "1", "walrus")); len(result.Passages) != 1 || result.Query != "walrus" {
		t.Errorf("with a limit of one: %+v", result)
	}
}

func TestEmptyLibrarySaysHowToFillIt(t *testing.T) {
	dir := t.TempDir()
	l := newLibrary(t)
	l.index(dir)
	o := l.run("search", "walrus")
	if o.code != 1 || !strings.Contains(o.stderr, "footnote index PATH") {
		t.Errorf("search in an empty library: %+v", o)
	}
	result := l.search("walrus")
	if result.Passages == nil {
		t.Errorf("passages are null, want an empty list")
	}
}

// TestSummaryIsShort checks that a run with many failures lists ten and says where to find the others.
func TestSummaryIsShort(t *testing.T) {
	files := map[string]string{"walrus.txt": walrus}
	for _, c := range "abcdefghijklmno" {
		files[string(c)+".txt"] = "" // an empty file gives no text
	}
	dir := write(t, files)
	l := newLibrary(t)
	out := l.do("index", dir)
	if !strings.Contains(out, "15 files gave no text") || strings.Count(out, "\n  "+dir) != 10 || !strings.Contains(out, "and 5 more: footnote status") {
		t.Errorf("summary:\n%s", out)
	}
	if status := l.do("status"); strings.Count(status, "\n  "+dir) != 15 {
		t.Errorf("status does not list all failures:\n%s", status)
	}
}

func TestWeakPassagesAreShownWhenAskedFor(t *testing.T) {
	l := seedsLibrary(t)
	const question = "What is the capital of Mongolia?"
	if r := l.run("search", question); r.code != 1 || !strings.Contains(r.stderr, "--weak") {
		t.Errorf("without --weak: %+v, want exit code 1 and a word of --weak", r)
	}
	if r := l.run("search", "--weak", "--limit", "2", question); r.code != 0 || !strings.Contains(r.stdout, " 2  ") {
		t.Errorf("with --weak: %+v, want two passages", r)
	}
}
