package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"footnote/app/instance"
	"footnote/app/place"
	"footnote/index"
	"footnote/index/store"
)

// doctorCommand checks the library, and repairs it.
type doctorCommand struct {
	Repair bool `help:"Repair what can be repaired."`
	Yes    bool `help:"With --repair, do not ask before setting aside and rebuilding a database that is beyond repair."`
	JSON   bool `name:"json" help:"Print JSON."`
}

// Help says what is checked and repaired, with examples.
func (doctorCommand) Help() string {
	return `Checks everything in the library: its database, the texts and passages, the vectors, the keyword index, and the permissions of
its files. Your documents are not touched.

Examples:

    footnote doctor                  # check, and change nothing
    footnote doctor --repair         # repair what can be repaired; ask before rebuilding a database
    footnote doctor --repair --yes   # the same without asking, for scripts

The next footnote index reads documents that are damaged in the library again. If the database is beyond repair, Footnote keeps
it under another name and copies what it can still read into a new one.

Exit codes: 0 no problems, 1 problems found, 2 error.`
}

func (c doctorCommand) Run(s *session) error {
	if err := s.exists(); err != nil {
		return err
	}
	found, err := c.examine(s)
	if err != nil {
		return err
	}
	if !c.JSON {
		if err := printFindings(newPaper(s.std.Out), s.library, found); err != nil {
			return err
		}
	}
	var done *index.Repaired
	if slices.ContainsFunc(found, repairable) && (c.Repair || !index.Sound(found) && s.asks("Repair the library now?")) {
		repaired, err := c.repair(s, found)
		if err != nil {
			return explainRepair(err, s.library)
		}
		if found, err = c.examine(s); err != nil {
			return err
		}
		done = &repaired
	}
	if err := c.conclude(s, found, done); err != nil {
		return err
	}
	if !index.Sound(found) {
		return errNothing
	}
	return nil
}

// repairable reports whether a finding can be repaired.
func repairable(f index.Finding) bool { return f.Repair != store.RepairNone }

// examine checks the library and shows its progress.
func (c doctorCommand) examine(s *session) ([]index.Finding, error) {
	meter := newMeter(s.std.Err)
	begun := time.Now()
	opt, err := s.options()
	if err != nil {
		return nil, err
	}
	found, err := place.Examine(s.ctx, s.library, index.DoctorOptions{
		Name: s.command, Worker: opt.Worker, Report: func(share float64) { meter.share("Checking the library", share, time.Since(begun)) },
	})
	meter.end()
	switch {
	case errors.Is(err, context.Canceled):
		return nil, say(err, "Stopped. Nothing was changed.")
	case errors.Is(err, fs.ErrNotExist):
		return nil, noLibraryError{s.library}
	case errors.Is(err, index.ErrFull):
		return nil, say(err, "The disk is too full to check the library in %s. Nothing was changed. Free some space, and try again.", s.library)
	case err != nil:
		return nil, say(err, "The library in %s can't be checked.%s Nothing was changed.", s.library, reason(err))
	}
	return found, nil
}

// repair repairs the findings. It asks before it rebuilds a database.
func (c doctorCommand) repair(s *session, found []index.Finding) (done index.Repaired, err error) {
	held, err := instance.Hold(s.library)
	if errors.Is(err, instance.ErrHeld) {
		return done, say(err, "Footnote's window is open on this library. Close the window first, or repair the library there. Nothing was changed.")
	}
	if err != nil {
		return done, err
	}
	defer closeInto(&err, held)
	rebuild := c.Yes
	if !rebuild && slices.ContainsFunc(found, func(f index.Finding) bool { return f.Repair == store.RepairRebuild }) {
		rebuild = s.asks("The database is beyond repair. Set it aside and rebuild it from what can be read?")
	}
	meter := newMeter(s.std.Err)
	begun := time.Now()
	done, err = place.Repair(s.ctx, s.library, found, index.DoctorOptions{
		Name: s.command, Rebuild: rebuild,
		Report:  func(share float64) { meter.share("Repairing the library", share, time.Since(begun)) },
		Waiting: func(by index.Holder) { sayWaiting(s.std.Err, by) },
	})
	meter.end()
	return done, err
}

// conclude prints what was done, and what remains wrong.
func (c doctorCommand) conclude(s *session, found []index.Finding, done *index.Repaired) error {
	if c.JSON {
		return printJSON(s.std.Out, doctorJSON(s.library, found, done))
	}
	if done == nil {
		return nil
	}
	paper := newPaper(s.std.Out)
	paper.line("")
	if done.Rebuilt {
		paper.line(fmt.Sprintf("Footnote made a new database and copied %s and %s into it.", count(done.Sources, "source"), count(done.Documents, "document")))
		paper.line(fmt.Sprintf("The damaged database is kept as %s.", printable(done.Aside)))
	}
	if index.Sound(found) {
		paper.line("No problems remain.")
	} else {
		paper.line("Not everything could be repaired.")
		listFindings(paper, s.library, found)
	}
	if done.Read > 0 || done.Rebuilt || slices.ContainsFunc(found, func(f index.Finding) bool { return f.Code == index.CodeLacking }) {
		paper.line("`footnote index` restores what was lost.")
	}
	return paper.flush()
}

func explainRepair(err error, library string) error {
	var held *index.HeldError
	switch {
	case errors.Is(err, index.ErrNeedsRebuild):
		return say(err, "The database in %s is beyond repair. Nothing was changed. `footnote doctor --repair --yes` sets it aside and rebuilds it.", library)
	case errors.Is(err, context.Canceled):
		return say(err, "Stopped. What was repaired is kept. Run `footnote doctor --repair` to continue.")
	case errors.As(err, &held):
		return say(err, "%s Nothing was repaired. Wait until it has finished, or stop it, and try again.", english.Holding(held.By))
	case errors.Is(err, index.ErrReadOnly):
		return say(err, "The library in %s is not writable. Nothing was repaired. Check that you have write permission there.", library)
	case errors.Is(err, index.ErrFull):
		return say(err, "The disk is full. What was repaired so far stays repaired. Free some space, and run `footnote doctor --repair` again.")
	}
	var said saidError
	if errors.As(err, &said) {
		return err
	}
	return say(err, "The library in %s could not be repaired.%s What was repaired so far stays repaired.", library, reason(err))
}

// share shows the progress of an act.
func (m *meter) share(act string, share float64, elapsed time.Duration) {
	if !m.terminal || elapsed-m.painted < repaintEvery {
		return
	}
	m.painted = elapsed
	fmt.Fprintf(m.out, "\r\x1b[K%s: %.0f %%", act, 100*share)
}

// asks asks a yes-or-no question on the terminal. Without a terminal, the answer is no.
func (s *session) asks(question string) bool {
	if !isTerminal(s.std.In) || !isTerminal(s.std.Err) {
		return false
	}
	fmt.Fprintf(s.std.Err, "%s [y/N] ", question)
	line, err := bufio.NewReader(io.LimitReader(s.std.In, maxSecretBytes)).ReadString('\n')
	answer := strings.ToLower(strings.TrimSpace(line))
	return err == nil && (answer == "y" || answer == "yes")
}
