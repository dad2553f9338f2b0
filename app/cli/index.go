package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/dustin/go-humanize"

	"footnote/index"
	"footnote/index/fileuri"
)

// maxFailuresShown bounds the failures that a summary lists; status lists them all.
const maxFailuresShown = 10

// indexCommand adds sources and syncs the library.
type indexCommand struct {
	Paths []string `arg:"" optional:"" name:"path" help:"Folders or files to add. Without any, Footnote updates the whole library."`
	Gone  bool     `help:"Confirm that missing files below these paths are gone for good, and remove their documents from the library."`
	JSON  bool     `name:"json" help:"Print the summary as JSON."`
}

// Help shows examples.
func (indexCommand) Help() string {
	return `Examples:

    footnote index ~/Documents ~/Letters/lease.pdf
    footnote index
    footnote index --gone /media/usb

Footnote reads only what is new or has changed. If a drive is offline, Footnote keeps its documents and says so; --gone confirms
that its files are gone for good. Ctrl+C stops: what was indexed is kept, and the next run continues from there.`
}

func (c indexCommand) Run(s *session) (err error) {
	if c.Gone {
		return c.runGone(s)
	}
	paths, err := existing(c.Paths)
	if err != nil {
		return err
	}
	open := s.create
	if len(paths) == 0 {
		open = s.open
	}
	lib, err := open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	release, err := lib.Hold(s.ctx, index.ActReading, func(by index.Holder) { sayWaiting(s.std.Err, by) })
	if err != nil {
		return err
	}
	defer release()
	sources, err := addSources(s.ctx, lib, paths)
	if err != nil {
		return err
	}
	return c.sync(s, lib, sources, 0)
}

// runGone removes from the library the files that are gone from the paths, and reads new files there.
func (c indexCommand) runGone(s *session) (err error) {
	if len(c.Paths) == 0 {
		return say(nil, "Name the path that is gone: footnote index --gone PATH. Nothing was done. `footnote status` shows what is offline.")
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	paths, removed, err := s.removeGone(lib, c.Paths)
	if err != nil {
		return err
	}
	return c.sync(s, lib, paths, removed)
}

// garbage is how much memory may stay uncollected while files are read, in per cent of the memory in use. Most of that is large texts.
// Collecting twice as often as Go does by default costs a few per cent of the time.
const garbage = 40

// sync reads what has changed in sources, or in all. removed is the number of documents that were removed before.
func (c indexCommand) sync(s *session, lib *index.Library, sources []string, removed int) error {
	debug.SetGCPercent(garbage)
	begun := time.Now()
	meter := newMeter(s.std.Err)
	report, err := lib.Sync(s.ctx, meter.report, sources...)
	meter.end()
	report.Removed += removed
	if errors.Is(err, context.Canceled) {
		return say(err, "Stopped. What was indexed is kept (%s). Run `footnote index` to continue.", changes(report))
	}
	if err != nil {
		return err
	}
	if err := s.catchUp(lib, meter); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.std.Out, reportJSON(s.library, report, time.Since(begun)))
	}
	return printReport(s.std.Out, report, time.Since(begun))
}

// catchUp makes the vectors that documents still need. An unreachable model is not a failure: until it is reachable, its documents are
// found by their words.
func (s *session) catchUp(lib *index.Library, meter *meter) error {
	err := lib.Embed(s.ctx, meter.embedded)
	meter.end()
	switch {
	case errors.Is(err, context.Canceled):
		return say(err, "Stopped. What was indexed is kept. Run `footnote index` to continue.")
	case err != nil:
		_, err = fmt.Fprintf(s.std.Err, "Found by words alone for now: %s\n", printable(explain(serverError{err}, s.library)))
	}
	return err
}

// existing makes paths absolute. If one does not exist, it returns an error before the library is touched.
func existing(paths []string) ([]string, error) {
	found := make([]string, len(paths))
	for i, path := range paths {
		absolute, err := absolutePath(path)
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(absolute); errors.Is(err, fs.ErrNotExist) {
			return nil, say(err, "%s does not exist. Nothing was done. Check the path and try again.", absolute)
		} else if err != nil {
			return nil, say(err, "%s can't be read.%s Nothing was done.", absolute, reason(err))
		}
		found[i] = absolute
	}
	return found, nil
}

// absolutePath returns the path that an argument names: a path, or a file's URI as --json prints it.
func absolutePath(argument string) (string, error) {
	if path, err := fileuri.Path(argument); err == nil {
		return path, nil
	}
	return filepath.Abs(argument)
}

// addSources adds paths and returns the sources that hold them. Without paths it returns none, which means all, and checks that the library
// has sources.
func addSources(ctx context.Context, lib *index.Library, paths []string) ([]string, error) {
	var sources []string
	for _, path := range paths {
		source, err := lib.Add(ctx, path)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source.Path)
	}
	if len(paths) > 0 {
		return sources, nil
	}
	status, err := lib.Status(ctx)
	if err != nil {
		return nil, err
	}
	if len(status.Sources) == 0 {
		return nil, say(nil, "The library has no folders or files yet. Add some: footnote index PATH")
	}
	return nil, nil
}

func printReport(out *os.File, r index.Report, took time.Duration) error {
	paper := newPaper(out)
	paper.line(fmt.Sprintf("Up to date after %s: %s.", english.Duration(took), changes(r)))
	for _, path := range r.Dropped {
		paper.line(fmt.Sprintf("Removed from the library during the run: %s", printable(path)))
	}
	printOffline(paper, r.Offline)
	if n := len(r.Failed); n > 0 {
		paper.line(fmt.Sprintf("%s gave no text:", count(n, "file")))
		printFailures(paper, r.Failed, maxFailuresShown)
	}
	return paper.flush()
}

// printFailures lists at most limit failures, and says how to see the others.
func printFailures(paper *paper, failed []index.Failure, limit int) {
	for i, f := range failed {
		if i == limit {
			paper.line(fmt.Sprintf("  and %s more: footnote status", humanize.Comma(int64(len(failed)-limit))))
			return
		}
		paper.line(fmt.Sprintf("  %s: %s", printable(f.Path), printable(english.Failure(f.Outcome, f.Later))))
	}
}

// changes returns a report as a clause.
func changes(r index.Report) string {
	return fmt.Sprintf("%s added, %s changed, %s removed, %s unchanged, %s made",
		count(r.Added, "document"), humanize.Comma(int64(r.Changed)), humanize.Comma(int64(r.Removed)), humanize.Comma(int64(r.Unchanged)),
		count(r.Passages, "passage"))
}
