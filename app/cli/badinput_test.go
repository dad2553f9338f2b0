package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBadCommandLines(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	l.index(dir)
	missing := filepath.Join(dir, "missing")
	tests := []struct {
		name string
		args []string
		want []string // in the one line on stderr
	}{
		{"unknown command", []string{"destroy"}, []string{"destroy", "footnote --help"}},
		{"no such file", []string{"./destroy.pdf"}, []string{"destroy.pdf does not exist"}},
		{"no link", []string{"--", "footnote://run?path=/bin/sh"}, []string{"not a link that Footnote can open"}},
		{"link without a display", []string{"--", "footnote://open?path=/etc/passwd"}, []string{"no display"}},
		{"unknown flag", []string{"search", "--fuzzy", "x"}, []string{"--fuzzy", "footnote --help"}},
		{"no display", nil, []string{"no display", "footnote search"}},
		{"limit of nothing", []string{"search", "--limit", "0", "x"}, []string{"--limit must be at least 1, not 0"}},
		{"limit that is no number", []string{"search", "--limit", "many", "x"}, []string{"many"}},
		{"empty question", []string{"search", ""}, []string{"question is empty"}},
		{"question of white space", []string{"search", " \t\n "}, []string{"question is empty"}},
		{"index a missing path", []string{"index", missing}, []string{missing, "Nothing was done"}},
		{"index one path of two", []string{"index", dir, missing}, []string{missing, "Nothing was done"}},
		{"text of a missing path", []string{"text", missing}, []string{missing}},
		{"text of a folder", []string{"text", dir}, []string{dir, "not a file"}},
		{"remove what is no source", []string{"remove", missing}, []string{missing, "Nothing was removed"}},
		{"remove without a path", []string{"remove"}, []string{"path"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			library{t, l.dir}.refuses(l.run(test.args...), test.want...)
		})
	}
	if got := l.firstFound("walrus"); got != "walrus.txt" {
		t.Errorf("after all that, the walrus is found as %q", got)
	}
}

func TestQuestionOfAMegabyte(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	l.index(dir)
	question := strings.Repeat("walrus ", 1<<20/7)
	l.refuses(l.runWith(strings.NewReader(question), "search", "--json"), "too long")
	args := []string{"search"}
	for range 10 { // a single argument cannot be that long
		args = append(args, question[:100<<10])
	}
	l.refuses(l.run(args...), "too long")
}

func TestQuestionFromStandardInput(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus, "violin.txt": violin})
	l := newLibrary(t)
	l.index(dir)
	o := l.runWith(strings.NewReader("Where does the walrus sleep?\n"), "search", "--json")
	result := decode[found](t, o.stdout)
	if o.code != 0 || len(result.Passages) == 0 || filepath.Base(result.Passages[0].Path) != "walrus.txt" {
		t.Errorf("exit code %d, %+v", o.code, result)
	}
	l.refuses(l.runWith(strings.NewReader(""), "search"), "question is empty")
}

func TestLibraryThatIsNotThere(t *testing.T) {
	for _, args := range [][]string{{"search", "walrus"}, {"status"}, {"remove", "/x"}, {"index"}} {
		l := newLibrary(t)
		l.refuses(l.run(args...), "no library in "+l.dir, "footnote index")
		if _, err := os.Stat(l.dir); err == nil {
			t.Errorf("footnote %s made a library", args[0])
		}
	}
}

// libraryFile is the name of the database in a library's folder.
const libraryFile = "library.db"

func TestLibraryThatCannotBeRead(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	tests := []struct {
		name  string
		spoil func(t *testing.T, l library)
		want  string // in the line on stderr
	}{
		{"a file where the folder should be", func(t *testing.T, l library) { put(t, l.dir, "something else") }, "library"},
		{"another file under its name", func(t *testing.T, l library) {
			put(t, filepath.Join(l.dir, libraryFile), strings.Repeat("This is somebody's diary. ", 1000))
		}, "library"},
		{"cut to its header", func(t *testing.T, l library) {
			l.index(dir)
			truncateLibrary(t, l, 100)
		}, "library"},
		{"cut short", func(t *testing.T, l library) {
			l.index(dir)
			truncateLibrary(t, l, 5000)
		}, "library"},
		{"another version", func(t *testing.T, l library) {
			l.index(dir)
			editLibrary(t, l, "PRAGMA user_version = 9999")
		}, "another version"},
		{"another program's database", func(t *testing.T, l library) {
			if err := os.MkdirAll(l.dir, 0o755); err != nil {
				t.Fatal(err)
			}
			editLibrary(t, l, "CREATE TABLE recipes (name TEXT)")
		}, "library"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLibrary(t)
			test.spoil(t, l)
			before := libraryBytes(t, l)
			for _, args := range [][]string{{"search", "walrus"}, {"status"}, {"index", dir}} {
				l.refuses(l.run(args...), l.dir, test.want, "Nothing was changed")
			}
			if after := libraryBytes(t, l); after != before {
				t.Errorf("the refused library was changed")
			}
		})
	}
}
