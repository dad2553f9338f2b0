package drive_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/app/drive"
	"footnote/seeds"
)

// within limits each test: it guards against hanging, far above the few seconds a test takes.
const within = 5 * time.Minute

// foundWithin is how long the answer to a question may take.
const foundWithin = 2 * time.Minute

// built is the path of the program, built as shipped; TestMain sets it.
var built string

func TestMain(m *testing.M) {
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	if drive.Missing() != nil {
		return m.Run() // the tests report what is missing
	}
	dir, err := os.MkdirTemp("", "footnote-built-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what is left
	built = filepath.Join(dir, "footnote")
	build := exec.Command("go", "build", "-o", built, "footnote")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// openDisplay opens a virtual screen for one test.
func openDisplay(t *testing.T) (context.Context, *drive.Display) {
	t.Helper()
	if err := drive.Missing(); err != nil {
		t.Skipf("%v; `make setup` installs it", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), within)
	t.Cleanup(cancel)
	display, err := drive.Open(ctx, 1280, 800)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := display.Close(); err != nil {
			t.Error(err)
		}
	})
	return ctx, display
}

// A window is the program running on a new library with its starter documents indexed.
type window struct {
	*drive.Program
	t       *testing.T
	ctx     context.Context
	display *drive.Display
	library string
}

func openWindow(t *testing.T) window {
	t.Helper()
	ctx, display := openDisplay(t)
	w := window{t: t, ctx: ctx, display: display, library: filepath.Join(t.TempDir(), "library")}
	var err error
	if w.Program, err = display.Start(ctx, built, "--library", w.library); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		for _, complaint := range []string{"Error in Fyne call thread", "panic: ", "fatal error: "} {
			if strings.Contains(w.Stderr(), complaint) {
				t.Errorf("the program printed:\n%s", w.Stderr())
			}
		}
	})
	if err := w.WaitIndexed(ctx, w.library); err != nil {
		t.Fatal(err)
	}
	return w
}

// ask asks a question until the first passage comes from the file that answers it, and copies the passages. It may have to ask again: the
// window checks only every other second whether another process has changed the library, and on a busy machine it may first show the
// results for the beginning of the question.
func (w window) ask(question, path string) []citation {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, foundWithin)
	defer cancel()
	var last []citation
	for {
		found, err := w.askOnce(ctx, question)
		switch {
		case ctx.Err() != nil:
			w.t.Fatalf("ask %q: found %+v (%v), want a passage of %s first", question, last, err, path)
		case err == nil && found[0].path == path:
			return found
		case err == nil:
			last = found
		}
	}
}

func (w window) askOnce(ctx context.Context, question string) ([]citation, error) {
	ctx, cancel := context.WithTimeout(ctx, foundWithin/4)
	defer cancel()
	if err := w.Ask(ctx, question); err != nil {
		return nil, err
	}
	copied, err := w.Passages(ctx, 3)
	if err != nil {
		return nil, err
	}
	var found []citation
	for _, c := range copied {
		found = append(found, w.parse(c))
	}
	return found, nil
}

// A citation is a copied passage, parsed.
type citation struct{ words, source, path string }

// parse parses “words” — Title, place (path).
func (w window) parse(copied string) citation {
	w.t.Helper()
	rest, opened := strings.CutPrefix(copied, "“")
	middle := strings.LastIndex(rest, "” — ")
	path := strings.LastIndex(rest, " (/")
	if !opened || middle < 0 || path < middle || !strings.HasSuffix(rest, ")") {
		w.t.Fatalf("copied %q, want “words” — Title, place (path)", copied)
	}
	return citation{rest[:middle], rest[middle+len("” — ") : path], rest[path+len(" (") : len(rest)-1]}
}

// check checks a citation against its file: the file's extracted text must contain the words.
func (w window) check(c citation) {
	w.t.Helper()
	text, err := w.Terminal(w.ctx, "text", c.path)
	if err != nil {
		w.t.Error(err)
	}
	if words := oneLine(c.words); words == "" || !strings.Contains(oneLine(string(text)), words) {
		w.t.Errorf("%q does not stand in %s", c.words, c.path)
	}
	if title := strings.Split(c.source, ", ")[0]; title == "" {
		w.t.Errorf("the citation of %s has no title: %q", c.path, c.source)
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestAskAndCopy(t *testing.T) {
	w := openWindow(t)
	tea := filepath.Join(w.library, "starter", "tea.txt")
	found := w.ask("What put an end to the smuggling of tea?", tea)
	for _, c := range found {
		w.check(c)
	}
	if len(found) < 2 || found[1] == found[0] {
		t.Errorf("Down did not lead to another passage: %+v", found)
	}
	first := oneLine(found[0].words)
	if !strings.Contains(first, "cut the tax from 119 per cent to 12.5") {
		t.Errorf("the first passage does not answer: %s", first)
	}
	// The text of a plain text file is the file itself: it must contain the words as they are.
	if file, err := os.ReadFile(tea); err != nil || !strings.Contains(oneLine(string(file)), first) {
		t.Errorf("%q does not stand in the file (%v)", first, err)
	}
	bread := w.ask(seeds.Questions()[0], filepath.Join(w.library, "starter", "why-bread-goes-stale.md"))
	w.check(bread[0])
}

func TestTerminalIndexesWhileTheWindowIsOpen(t *testing.T) {
	w := openWindow(t)
	folder := t.TempDir()
	note := filepath.Join(folder, "boathouse.txt")
	const words = "The spare key to the boathouse hangs behind the blue lifebelt."
	if err := os.WriteFile(note, []byte(words+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Terminal(w.ctx, "--library", w.library, "index", folder); err != nil {
		t.Fatal(err)
	}
	if found := w.ask("Where is the key to the boathouse?", note); found[0].words != words {
		t.Errorf("found %q, want %q", found[0].words, words)
	}
}

func TestSecondStartLeavesTheLibraryToTheFirst(t *testing.T) {
	w := openWindow(t)
	ctx, cancel := context.WithTimeout(w.ctx, foundWithin)
	defer cancel()
	out, err := w.Terminal(ctx, "--library", w.library)
	if err != nil || len(out) > 0 {
		t.Errorf("the second start printed %q and ended with %v, want nothing and no error, at once", out, err)
	}
	w.ask("What put an end to the smuggling of tea?", filepath.Join(w.library, "starter", "tea.txt"))
}
