package ignore_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/ignore"
)

// cases are rules, and paths that they leave out (-), keep explicitly (+) or do not match ( ). A path that ends in a slash is a folder.
// They follow https://git-scm.com/docs/gitignore in order.
var cases = map[string]struct {
	rules string
	paths []string
}{
	"blank lines and comments":       {"\n   \n# notes\n\\#plan\n", []string{" notes", " # notes", "-#plan", "-a/#plan"}},
	"blanks at the end":              {"a.txt   \nb\\ \n", []string{"-a.txt", " a.txt   ", "-b ", " b"}},
	"a name":                         {"draft.txt", []string{"-draft.txt", "-a/b/draft.txt", "-draft.txt/", " draft.txt.old"}},
	"kept":                           {"*.log\n!keep.log", []string{"-a.log", "+keep.log", "+b/keep.log"}},
	"the last decides":               {"!a\na\n", []string{"-a"}},
	"a literal exclamation mark":     {`\!a`, []string{"-!a", " a"}},
	"in the folder of the rules":     {"/a", []string{"-a", "-a/", " b/a"}},
	"a slash in the middle":          {"doc/frotz", []string{"-doc/frotz", " a/doc/frotz"}},
	"folders alone":                  {"build/", []string{"-build/", " build", "-a/build/", " a/build"}},
	"a slash in the middle and last": {"doc/frotz/", []string{"-doc/frotz/", " doc/frotz", " a/doc/frotz/"}},
	"star":                           {"foo/*", []string{"-foo/test.json", "-foo/bar/", " foo/bar/hello.c", " foo/"}},
	"star within a name":             {"*.tmp\na*b*c", []string{"-x.tmp", "-.tmp", "-d/x.tmp", "-axbbxc", "-abc", " acb"}},
	"question mark":                  {"a?c", []string{"-abc", "-aéc", " ac", " a/c"}},
	"sets":                           {"[a-c]x\n[!0-9]y\n[]z]w\n[a\\]]q\n[^k]j\n[a-]m", []string{"-ax", " dx", "-ay", " 3y", "-]w", "-zw", "-]q", "-aq", " kj", "-aj", "--m", "-am", " bm"}},
	"an unfinished set":              {"[ab", []string{" a", " [ab", " b"}},
	"leading stars":                  {"**/foo", []string{"-foo", "-a/foo", "-a/b/foo/"}},
	"leading stars and a folder":     {"**/foo/bar", []string{"-foo/bar", "-a/foo/bar", " foo/a/bar"}},
	"trailing stars":                 {"abc/**", []string{" abc/", "-abc/a", "-abc/b/c", " x/abc/a"}},
	"stars in the middle":            {"a/**/b", []string{"-a/b", "-a/x/b", "-a/x/y/b", " a/x", " c/a/b"}},
	"stars beside other signs":       {"foo**bar", []string{"-foobar", "-fooxbar", " foo/bar"}},
	"escapes":                        {"\\*x\n\\?\na\\\n", []string{"-*x", " ax", "-?", " b", " a", " a\\"}},
	"case":                           {"README", []string{"-README", " readme"}},
	"windows line ends and a mark":   {"\ufeffa.txt\r\nb.txt\r\n", []string{"-a.txt", "-b.txt"}},
	"nothing but signs":              {"/\n!\n//\n**\n", []string{"-a", "-a/b"}},
	"a dash and dots":                {"-a\n..b", []string{"--a", "-..b"}},
	"runes":                          {"Müll*/\n漢?", []string{"-Müllhalde/", "-漢字", " 漢"}},
	"many stars":                     {strings.Repeat("*a", 30) + "b", []string{" " + strings.Repeat("a", 200)}},
	"many folders":                   {strings.Repeat("**/a/", 20) + "b", []string{" " + strings.Repeat("a/", 100) + "c"}},
}

func TestMatch(t *testing.T) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			rules := ignore.Parse(c.rules)
			for _, path := range c.paths {
				want, path := path[0], path[1:]
				bare, folder := strings.CutSuffix(path, "/")
				leftOut, decided := rules.Match(bare, folder)
				if got := sign(leftOut, decided); got != want {
					t.Errorf("%q of %q: %q, want %q", path, c.rules, got, want)
				}
			}
		})
	}
}

func sign(leftOut, decided bool) byte {
	switch {
	case leftOut:
		return '-'
	case decided:
		return '+'
	}
	return ' '
}

// TestMatchIsGits compares the cases with git. It skips paths in a folder that is left out, because git reports them as left out too, and
// wildcards for one rune, because git matches one byte.
func TestMatchIsGits(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed:", err)
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			run(t, dir, git, "init", "-q")
			if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(c.rules), 0o644); err != nil {
				t.Fatal(err)
			}
			rules := ignore.Parse(c.rules)
			for _, path := range c.paths {
				path = path[1:]
				bare, folder := strings.CutSuffix(path, "/")
				if parentLeftOut(rules, bare) || path == "aéc" || path == "漢字" || strings.HasPrefix(name, "many") {
					continue
				}
				if folder {
					if err := os.MkdirAll(filepath.Join(dir, bare), 0o755); err != nil {
						t.Fatal(err)
					}
				}
				leftOut, _ := rules.Match(bare, folder)
				cmd := exec.Command(git, "-c", "core.ignorecase=false", "check-ignore", "-q", "--no-index", "--", bare)
				cmd.Dir = dir
				err := cmd.Run()
				if err := os.RemoveAll(filepath.Join(dir, bare)); err != nil {
					t.Fatal(err)
				}
				if git := err == nil; git != leftOut {
					t.Errorf("%q of %q: left out: %v, and for git: %v (%v)", path, c.rules, leftOut, git, err)
				}
			}
		})
	}
}

func parentLeftOut(rules ignore.Rules, path string) bool {
	for i := range path {
		if path[i] == '/' {
			if leftOut, _ := rules.Match(path[:i], true); leftOut {
				return true
			}
		}
	}
	return false
}

func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// FuzzMatch checks that Match terminates, that a comment changes nothing, and that the last rule decides.
func FuzzMatch(f *testing.F) {
	for _, c := range cases {
		f.Add(c.rules, "a/foo/b.txt")
	}
	f.Fuzz(func(t *testing.T, rules, path string) {
		leftOut, decided := ignore.Parse(rules).Match(path, false)
		if again, also := ignore.Parse(rules+"\n# comment").Match(path, false); again != leftOut || also != decided {
			t.Errorf("a comment changes what becomes of %q under %q", path, rules)
		}
		if all, _ := ignore.Parse(rules+"\n*").Match(path, false); path != "" && !all {
			t.Errorf("* does not leave out %q after %q", path, rules)
		}
	})
}
