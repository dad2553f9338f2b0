// Footnote answers questions from your own documents with the passages that hold the answer, each with a citation that opens
// the document at the very words.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	fyneapp "fyne.io/fyne/v2/app"

	"footnote/app"
	"footnote/app/cli"
	"footnote/app/cli/quiet"
	"footnote/app/instance"
	"footnote/app/place"
	"footnote/app/secrets"
	"footnote/index"
	"footnote/seeds"
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	return cli.Run(ctx, os.Args[1:], cli.Std{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, openWindow)
}

// openWindow shows the window on the library in a folder until it is closed.
func openWindow(ctx context.Context, library string, opt index.Options, passwords *secrets.Passwords, open []string) (err error) {
	defer recoverNoDisplay(&err)
	quiet.Speak()
	opt.Wait = -1 // until the window is closed, or what waits is cancelled
	sent := make(chan index.Sent, 1)
	opt.OnSend = func(s index.Sent) {
		select {
		case sent <- s:
		default: // the window has not read the one before, and will say so
		}
	}
	options := app.Options{
		Dir: library,
		Open: func() (app.Library, error) {
			opt.Kept = place.Kept(library)
			lib, err := index.Open(library, opt)
			if err != nil {
				return nil, err // not lib: a nil *index.Library is no nil app.Library
			}
			if err := lib.Warm(ctx); err != nil {
				return nil, errors.Join(err, lib.Close())
			}
			return lib, nil
		},
		Starter: app.Starter{Unpack: seeds.Unpack, Questions: seeds.Questions()},
		Model:   cli.Model,

		Program: cli.Version(), Version: cli.Release(), ModelsFile: cli.ModelsFile(), Keys: cli.Keys(), Fetch: cli.Fetch,
		KeepPassword: passwords.Keep, Sent: sent,
		Interpreted: !index.CompilesPDF(), Show: open,
		Extract: func(ctx context.Context, path string) (index.Document, error) { return index.Extract(ctx, path, opt) },
	}
	usual, gone := place.Default()
	if gone != nil && usual == library {
		options.Open = func() (app.Library, error) { return nil, gone }
		return show(ctx, options)
	}
	held, err := instance.Hold(library)
	if errors.Is(err, instance.ErrHeld) {
		return instance.Ring(library, instance.Request{Open: open})
	}
	if err == nil { // otherwise the library's folder is not writable, as the window will say
		defer func() { err = errors.Join(err, held.Close()) }()
		options.Rung = held.Rung()
		options.Import = func(ctx context.Context, file string, to index.ImportOptions) (place.Imported, error) {
			to.Name = opt.Name
			return place.Import(ctx, file, library, options.ModelsFile, to)
		}
		options.Examine = func(ctx context.Context, report func(share float64)) ([]index.Finding, error) {
			return place.Examine(ctx, library, index.DoctorOptions{Name: opt.Name, Worker: opt.Worker, Report: report})
		}
		options.Repair = func(ctx context.Context, found []index.Finding, report func(share float64)) (index.Repaired, error) {
			return place.Repair(ctx, library, found, index.DoctorOptions{Name: opt.Name, Report: report, Rebuild: true})
		}
		if usual == library { // the next start would not find another library
			options.Move = func(ctx context.Context, to string, report func(done, all int64)) error {
				if err := place.Move(ctx, library, to, index.MoveOptions{Name: opt.Name, Report: report}); err != nil {
					return err
				}
				library = to
				_ = held.Move(to) // the library has moved anyway; at worst, a second start shows a second window
				return nil
			}
		}
	}
	return show(ctx, options)
}

func show(ctx context.Context, options app.Options) error {
	return app.Run(ctx, fyneapp.NewWithID("io.footnote.Footnote"), options)
}

// recoverNoDisplay turns GLFW's panic about a display that does not exist into an error. The environment may name such a display, for
// example in a session whose screen is gone.
func recoverNoDisplay(err *error) {
	switch p := recover(); {
	case p == nil:
	case strings.HasPrefix(fmt.Sprint(p), "NotInitialized"):
		*err = cli.ErrNoDisplay
	default:
		panic(p)
	}
}
