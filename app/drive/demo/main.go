// Command demo shows Footnote where there is no display. It opens the built program on a virtual screen, in a new home with a new library,
// asks a question in the real window, prints the passages with their citations, and saves pictures.
//
//	demo [-question QUESTION] [-start PICTURE] [-search PICTURE] [-library PICTURE] [-settings PICTURE] PROGRAM
package main

import (
	"context"
	"flag"
	"fmt"
	"image/png"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"footnote/app/drive"
	"footnote/seeds"
)

const (
	width, height = 1280, 800 // of the screen, in pixels
	within        = 5 * time.Minute
	mostPassages  = 5
	settle        = 3 * time.Second // before a picture, for what the window loads, such as the page of a PDF
)

func main() {
	var d demo
	flag.StringVar(&d.question, "question", seeds.Questions()[0], "ask this")
	flag.StringVar(&d.start, "start", "", "save a picture of the window before the question")
	flag.StringVar(&d.search, "search", "", "save a picture of the window with the passages")
	flag.StringVar(&d.library, "library", "", "save a picture of the library")
	flag.StringVar(&d.settings, "settings", "", "save a picture of the settings")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := d.run(ctx, flag.Arg(0))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// demo is the request of one run.
type demo struct {
	question string
	// Where to save the pictures; empty for none.
	start, search, library, settings string
}

func (d demo) run(ctx context.Context, executable string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if executable, err = filepath.Abs(executable); err != nil {
		return err
	}
	display, err := drive.Open(ctx, width, height)
	if err != nil {
		return err
	}
	defer closing(&err, display.Close)
	fmt.Println("There is no display here, so the window opens on a virtual one, on a new library of starter documents.")
	program, err := display.Start(ctx, executable)
	if err != nil {
		return err
	}
	defer closing(&err, program.Close)
	return d.ask(ctx, display, program)
}

// ask asks the question and shows the result.
func (d demo) ask(ctx context.Context, display *drive.Display, program *drive.Program) error {
	if err := program.WaitIndexed(ctx, ""); err != nil {
		return err
	}
	if err := save(ctx, display, d.start); err != nil {
		return err
	}
	if err := program.Ask(ctx, d.question); err != nil {
		return err
	}
	passages, err := program.Passages(ctx, mostPassages)
	if err != nil {
		return err
	}
	for range passages { // back to the first
		if err := program.Press(ctx, "Up"); err != nil {
			return err
		}
	}
	if err := save(ctx, display, d.search); err != nil {
		return err
	}
	for _, page := range []struct{ key, picture string }{{"ctrl+2", d.library}, {"ctrl+4", d.settings}} {
		if page.picture == "" {
			continue
		}
		if err := program.Press(ctx, page.key); err != nil {
			return err
		}
		if err := save(ctx, display, page.picture); err != nil {
			return err
		}
	}
	fmt.Printf("\nAsked: %s\n", d.question)
	for i, passage := range passages {
		fmt.Printf("\n%d. %s\n", i+1, passage)
	}
	for _, path := range []string{d.start, d.search, d.library, d.settings} {
		if path != "" {
			fmt.Printf("\nA picture of the window is in %s\n", path)
		}
	}
	return nil
}

// save writes the screen to a PNG file, unless path is empty.
func save(ctx context.Context, display *drive.Display, path string) (err error) {
	if path == "" {
		return nil
	}
	select {
	case <-time.After(settle):
	case <-ctx.Done():
		return ctx.Err()
	}
	picture, err := display.StillFrame(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer closing(&err, file.Close)
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return encoder.Encode(file, picture)
}

// closing closes something at the end of a function, and reports the error of that unless there is an earlier one.
func closing(err *error, closeIt func() error) {
	if failed := closeIt(); *err == nil {
		*err = failed
	}
}
