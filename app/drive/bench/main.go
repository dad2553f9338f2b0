// Command bench measures how long the real window's goroutine is blocked. On a virtual screen, with a library of many passages and a
// document of 10 MB, it types, scrolls and reads as a person would, while it pings the window without pause.
//
//	go run ./app/drive/bench [-passages 100000] PROGRAM
//
// An answer cannot be faster than the window's event loop, 60 times a second, so compare the other rows with that of the idle window. The
// command works in a temporary folder and removes it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"footnote/app/drive"
	"footnote/index/bench/prose"
)

const (
	width, height   = 1280, 800        // of the screen, in pixels
	bytesPerPassage = 700              // about, of the generated text
	longBytes       = 10 << 20         // of the long document
	settle          = 3 * time.Second  // for the effects of an activity
	within          = 20 * time.Minute // the whole run
	wheelTurns      = 60
)

// landmark is a sentence that occurs only in the long document, in its middle.
const landmark = "Herons of Walberswick count the moored boats twice."

func main() {
	passages := flag.Int("passages", 100_000, "approximate number of passages in the library")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := drive.Missing(); err != nil {
		fmt.Printf("The window is not measured: %v\n", err)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, flag.Arg(0), *passages)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program string, passages int) (err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if program, err = filepath.Abs(program); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "footnote-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what is left
	library := filepath.Join(dir, "library")
	if err := fill(ctx, program, dir, library, passages); err != nil {
		return err
	}
	display, err := drive.Open(ctx, width, height)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, display.Close()) }()
	window, err := display.Start(ctx, program, "--library", library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, window.Close()) }()
	return measure(ctx, window)
}

// fill writes documents and indexes them.
func fill(ctx context.Context, program, dir, library string, passages int) error {
	fmt.Fprintln(os.Stderr, "writing and indexing the documents")
	w, docs := prose.NewWriter(), filepath.Join(dir, "documents")
	if err := w.Folder(docs, passages*bytesPerPassage); err != nil {
		return err
	}
	long := w.Document(longBytes/2) + "\n" + landmark + "\n\n" + w.Document(longBytes/2)
	if err := os.WriteFile(filepath.Join(docs, "long.txt"), []byte(long), 0o644); err != nil {
		return err
	}
	index := exec.CommandContext(ctx, program, "index", "--library", library, docs)
	if out, err := index.CombinedOutput(); err != nil {
		return fmt.Errorf("index: %w: %s", err, out)
	}
	return nil
}

// An activity is something that a person does in the window.
type activity struct {
	name string
	do   func(ctx context.Context, w *drive.Program) error
}

func press(keys ...string) func(context.Context, *drive.Program) error {
	return func(ctx context.Context, w *drive.Program) error { return w.Press(ctx, keys...) }
}

// wheel scrolls down with the mouse wheel at a point given as shares of the window.
func wheel(x, y float64) func(context.Context, *drive.Program) error {
	return func(ctx context.Context, w *drive.Program) error {
		return w.Wheel(ctx, int(x*width), int(y*height), wheelTurns)
	}
}

var activities = []activity{
	{"idle", func(context.Context, *drive.Program) error { return nil }},
	{"typing a question", func(ctx context.Context, w *drive.Program) error {
		return errors.Join(w.Press(ctx, "ctrl+k", "BackSpace"), w.Type(ctx, "which of the first people would make new work"))
	}},
	{"scrolling the passages", wheel(0.3, 0.7)},
	{"going through the passages", press(strings.Fields("Down Down Down Down Down Down Down Down Up Up Up Up Up Up")...)},
	{"opening 10 MB at the passage", func(ctx context.Context, w *drive.Program) error {
		return w.Ask(ctx, strings.TrimSuffix(landmark, "."))
	}},
	{"scrolling 10 MB", wheel(0.8, 0.7)},
	{"to its end and back", press(strings.Fields("Down Return End Home End Home End Prior Prior Prior Prior")...)},
	{"finding in 10 MB", func(ctx context.Context, w *drive.Program) error {
		return errors.Join(w.Press(ctx, "ctrl+f"), w.Type(ctx, "the"), w.Press(ctx, strings.Fields("Return Return Return Return")...))
	}},
	{"larger and smaller letters", press(strings.Fields("ctrl+plus ctrl+plus ctrl+minus ctrl+0")...)},
}

// measure does one activity after the other, and prints how long the window took to answer meanwhile.
func measure(ctx context.Context, w *drive.Program) error {
	pause := func() error {
		select {
		case <-time.After(settle):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := pause(); err != nil {
		return err
	}
	fmt.Printf("%-32s%10s%12s%12s%12s\n", "the window answers within", "answers", "p50", "p95", "at most")
	for _, a := range activities {
		took, err := w.Pings(ctx, func() error { return errors.Join(a.do(ctx, w), pause()) })
		if err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		slices.Sort(took)
		at := func(share float64) time.Duration { return took[min(int(share*float64(len(took))), len(took)-1)] }
		fmt.Printf("%-32s%10d%12s%12s%12s\n", a.name, len(took), ms(at(0.5)), ms(at(0.95)), ms(at(1)))
	}
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
