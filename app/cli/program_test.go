package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// These tests run the built program as a process. It is built without cgo and with Fyne's tag ci, which leaves out only the drawing of
// windows, so they need no display and no C compiler. They share a cache for what is compiled at run time.

// built holds the paths of the program and its cache, which TestMain makes.
var built struct{ program, cache string }

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "footnote-cli-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up if this fails
	if err := errors.Join(os.Chmod(dir, 0o755), os.Mkdir(filepath.Join(dir, "cache"), 0o777), os.Chmod(filepath.Join(dir, "cache"), 0o777)); err != nil {
		fmt.Fprintln(os.Stderr, err) // a test runs the program as another user
		return 1
	}
	built.program, built.cache = filepath.Join(dir, "footnote.exe"), filepath.Join(dir, "cache")
	build := exec.Command("go", "build", "-tags", "ci", "-o", built.program, "footnote")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// A library is a folder for a library, on which the tests run the program's commands.
type library struct {
	t   testing.TB
	dir string
}

func newLibrary(t testing.TB) library {
	t.Helper()
	return library{t, filepath.Join(t.TempDir(), "library")}
}

// An outcome is the output and exit code of a run of the program.
type outcome struct {
	stdout, stderr string
	code           int
}

// command returns the program with args, on this library, without a display.
func (l library) command(args ...string) *exec.Cmd {
	c := exec.CommandContext(l.t.Context(), built.program, args...)
	c.Env = []string{
		"FOOTNOTE_LIBRARY=" + l.dir, "XDG_CACHE_HOME=" + built.cache, "XDG_DATA_HOME=" + l.dir + "-default",
		"HOME=" + l.dir + "-home", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"),
	}
	if root, ok := os.LookupEnv("SYSTEMROOT"); ok {
		c.Env = append(c.Env, "SYSTEMROOT="+root)
	}
	return c
}

// run runs the program to its end.
func (l library) run(args ...string) outcome { return l.runWith(nil, args...) }

func (l library) runWith(stdin io.Reader, args ...string) outcome {
	l.t.Helper()
	c := l.command(args...)
	c.Stdin = stdin
	return finish(l.t, c)
}

// finish runs a command of the program to its end.
func finish(t testing.TB, c *exec.Cmd) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("footnote %s: %v", short(c.Args[1:]), err)
	}
	if strings.Contains(stderr.String(), "goroutine ") {
		t.Fatalf("footnote %s: panicked:\n%s", short(c.Args[1:]), stderr.String())
	}
	return outcome{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

func short(args []string) string {
	s := strings.Join(args, " ")
	return s[:min(len(s), 200)]
}

// do runs the program, which must exit with code 0, and returns its output.
func (l library) do(args ...string) string {
	l.t.Helper()
	o := l.run(args...)
	if o.code != 0 {
		l.t.Fatalf("footnote %s: exit code %d, stderr:\n%s", short(args), o.code, o.stderr)
	}
	return o.stdout
}

// refuses checks that the program exited with code 2, with nothing on stdout, and with one or two sentences for a person on stderr that
// contain all words.
func (l library) refuses(o outcome, words ...string) {
	l.t.Helper()
	if o.code != 2 {
		l.t.Errorf("exit code %d, want 2", o.code)
	}
	if o.stdout != "" {
		l.t.Errorf("stdout is %q, want nothing", o.stdout)
	}
	if !strings.HasPrefix(o.stderr, "footnote: ") || strings.Count(o.stderr, "\n") != 1 {
		l.t.Errorf("stderr is %q, want one line that begins with the program's name", o.stderr)
	}
	for _, word := range words {
		if !strings.Contains(o.stderr, word) {
			l.t.Errorf("stderr is %q, want it to hold %q", o.stderr, word)
		}
	}
}

// The JSON that the program promises, repeated here so that a change of the promise fails.
type (
	place struct {
		Page    int      `json:"page"`
		Label   string   `json:"label"`
		Heading []string `json:"heading"`
		Line    int      `json:"line"`
		EndLine int      `json:"end_line"`
	}
	passage struct {
		Rank       int       `json:"rank"`
		Score      float64   `json:"score"`
		Path       string    `json:"path"`
		URI        string    `json:"uri"`
		Title      string    `json:"title"`
		Date       time.Time `json:"date"`
		Place      place     `json:"place"`
		Start      int       `json:"start"`
		End        int       `json:"end"`
		Text       string    `json:"text"`
		Highlights [][2]int  `json:"highlights"`
	}
	found struct {
		Query    string    `json:"query"`
		TookMS   float64   `json:"took_ms"`
		Passages []passage `json:"passages"`
	}
	failure struct {
		Path   string   `json:"path"`
		URI    string   `json:"uri"`
		Code   string   `json:"code"`
		Args   []string `json:"args"`
		Later  bool     `json:"later"`
		Reason string   `json:"reason"`
	}
	source struct {
		Path      string `json:"path"`
		URI       string `json:"uri"`
		Documents int    `json:"documents"`
		Passages  int    `json:"passages"`
		Failed    int    `json:"failed"`
		Missing   bool   `json:"missing"`
		Synced    string `json:"synced"`
	}
	state struct {
		Library     string    `json:"library"`
		Sources     []source  `json:"sources"`
		Documents   int       `json:"documents"`
		Passages    int       `json:"passages"`
		Failed      []failure `json:"failed"`
		Model       string    `json:"model"`
		BytesOnDisk int64     `json:"bytes_on_disk"`
		Offline     []offline `json:"offline"`

		Protection *struct {
			Landlock  int  `json:"landlock"`
			Seccomp   bool `json:"seccomp"`
			NoNetwork bool `json:"tools_without_network"`
		} `json:"protection"`
	}
	offline struct {
		Path      string `json:"path"`
		Reason    string `json:"reason"`
		Documents int    `json:"documents"`
	}
	report struct {
		Library   string    `json:"library"`
		TookMS    float64   `json:"took_ms"`
		Added     int       `json:"added"`
		Changed   int       `json:"changed"`
		Removed   int       `json:"removed"`
		Unchanged int       `json:"unchanged"`
		Passages  int       `json:"passages"`
		Failed    []failure `json:"failed"`
		Missing   []string  `json:"missing"`
		Offline   []offline `json:"offline"`
	}
	removal struct {
		Library string `json:"library"`
		Removed string `json:"removed"`
	}
	document struct {
		Path   string `json:"path"`
		URI    string `json:"uri"`
		Title  string `json:"title"`
		Kind   string `json:"kind"`
		Text   string `json:"text"`
		Places []struct {
			Start int `json:"start"`
			place
		} `json:"places"`
	}
)

// decode reads one JSON object that fills all of s and has no key that T lacks.
func decode[T any](t testing.TB, s string) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(strings.NewReader(s))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("decode: %v in %s", err, s[:min(len(s), 500)])
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Fatalf("something follows the object in %s", s[:min(len(s), 500)])
	}
	return value
}

func (l library) index(paths ...string) report {
	l.t.Helper()
	return decode[report](l.t, l.do(append([]string{"index", "--json", "--"}, paths...)...))
}

func (l library) status() state {
	l.t.Helper()
	return decode[state](l.t, l.do("status", "--json"))
}

// search asks a question, which may find nothing.
func (l library) search(question string) found {
	l.t.Helper()
	o := l.run("search", "--json", "--", question)
	result := decode[found](l.t, o.stdout)
	if want := map[bool]int{true: 0, false: 1}[len(result.Passages) > 0]; o.code != want {
		l.t.Errorf("%q: exit code %d with %d passages, want %d; stderr: %s", question, o.code, len(result.Passages), want, o.stderr)
	}
	return result
}

// write writes files below a new folder and returns the folder.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		put(t, filepath.Join(dir, name), text)
	}
	return dir
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shared returns a folder of test material beside the repository, which not everyone has.
func shared(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", name))
	if err != nil {
		t.Fatal(err)
	}
	path, err = filepath.EvalSymlinks(path) // as the program names it
	if err != nil {
		t.Skipf("without ../shared/%s there is nothing to test on", name)
	}
	return path
}
