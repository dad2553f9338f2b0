package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/store"
)

// verifyAfter is the delay between the start and the check of the library for damage. verifyInterval is how often the window asks whether
// the next check is due.
const (
	verifyAfter    = time.Minute
	verifyInterval = 6 * time.Hour
)

// mendable reports whether an error means that the library is damaged, and this window can repair it.
func (w *shell) mendable(err error) bool {
	return w.opt.Examine != nil && (errors.Is(err, index.ErrDamaged) || errors.Is(err, index.ErrNotLibrary))
}

// verifier is the part of the open library that the doctor needs.
type verifier interface {
	Verify(ctx context.Context) ([]index.Finding, error)
}

// doctor checks the library and repairs it.
type doctor struct {
	*shell
	library verifier
	tend    func(title string, work func(ctx context.Context, report func(share float64)) error, done func(error)) // works on the library's files
	working *view.Bar                                                                                              // progress of the work shown in a dialog; nil if there is none
}

// verifyLater lets the engine check the library for damage in the background. The engine does so once a week.
func (dr *doctor) verifyLater() {
	dr.jobs.later(verifyAfter, dr.verify)
}

func (dr *doctor) verify() {
	again := func() { dr.jobs.later(verifyInterval, dr.verify) }
	if dr.closed || dr.moving != nil {
		again()
		return
	}
	start(dr.jobs, dr.jobs.ctx, dr.library.Verify, func(found []index.Finding, err error) {
		again()
		if err == nil && !index.Sound(found) && !dr.closed { // after an error the next interval tries again
			dr.warn(trouble{lang.L("The library is damaged."), append(findingLines(found), lang.L("Check and repair it in the settings."))})
			dr.damaged = true
		}
	})
}

// onDetails shows details of the warning in the status line.
func (dr *doctor) onDetails() {
	if dr.damaged && dr.opt.Examine != nil {
		dr.onCheck()
		return
	}
	dr.tell(dr.warned)
}

// watchProgress runs work outside the window's goroutine, with a dialog that shows progress and can stop it.
func (dr *doctor) watchProgress(title string, work func(ctx context.Context, report func(share float64)) (err, opening error), done func(err, opening error)) {
	ctx, cancel := context.WithCancel(dr.jobs.ctx)
	bar := view.NewBar(view.ColorGood)
	stop := view.NewButton(lang.L("Cancel"), view.Plain, cancel)
	d := dialog.NewCustomWithoutButtons(title, container.NewPadded(bar), dr.win)
	d.SetButtons([]fyne.CanvasObject{stop})
	d.Resize(messageSize)
	dr.showDialog(d, stop, cancel, nil)
	dr.working = bar
	news := &latest[float64]{jobs: dr.jobs, interval: progressInterval, show: bar.Set}
	var opening error
	act := func(ctx context.Context) (struct{}, error) {
		defer news.end()
		var err error
		err, opening = work(ctx, news.set)
		return struct{}{}, err
	}
	start(dr.jobs, ctx, act, func(_ struct{}, err error) {
		cancel()
		dr.working = nil
		d.Hide()
		done(err, opening)
	})
}

// onCheck checks the library and offers to repair it.
func (dr *doctor) onCheck() {
	if dr.opt.Examine == nil || dr.working != nil || dr.moving != nil {
		return
	}
	var found []index.Finding
	examine := func(ctx context.Context, report func(share float64)) (err, _ error) {
		found, err = dr.opt.Examine(ctx, report)
		return err, nil
	}
	dr.watchProgress(lang.L("Checking the library…"), examine, func(err, _ error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			dr.tell(explain(lang.L("The library could not be checked."), err))
		case index.Sound(found):
			dr.tell(trouble{lang.L("No problems found"), append([]string{lang.L("Nothing in it has changed since Footnote wrote it.")}, findingLines(found)...)})
		default:
			dr.offerRepair(found)
		}
	})
}

// offerRepair says what is wrong, and offers to repair it.
func (dr *doctor) offerRepair(found []index.Finding) {
	lines := findingLines(found)
	if !slices.ContainsFunc(found, func(f index.Finding) bool { return f.Repair != store.RepairNone }) {
		dr.tell(trouble{lang.L("The library has problems"), lines})
		return
	}
	lines = append(lines, "", lang.L("Footnote reads what is lost from your documents again; the documents stay as they are. If the database is beyond repair, Footnote keeps it under another name and copies what it can read into a new one."))
	words := container.NewVScroll(wrapped(strings.Join(lines, "\n")))
	dr.decide(decision{
		title: lang.L("The library has problems"), yes: lang.L("Repair"), no: lang.L("Not now"), words: words, size: findingsSize,
	}, func() { dr.repair(found) })
}

// repair repairs the findings while the library is closed.
func (dr *doctor) repair(found []index.Finding) {
	var done index.Repaired
	work := func(ctx context.Context, report func(share float64)) (err error) {
		done, err = dr.opt.Repair(ctx, found, report)
		return err
	}
	dr.tend(lang.L("Repairing the library…"), work, func(err error) {
		dr.damaged = false
		switch {
		case errors.Is(err, context.Canceled):
			dr.status.Rest(lang.L("Stopped. What was repaired stays repaired."))
		case err != nil:
			dr.tell(explain(lang.L("The library could not be repaired."), err))
		default:
			dr.tell(repairedTrouble(done))
		}
	})
}

// repairedTrouble says what a repair did, and what remains wrong.
func repairedTrouble(done index.Repaired) trouble {
	var lines []string
	if done.Rebuilt {
		lines = append(lines, lang.N("{{.Count}} documents were copied into a new database.", done.Documents, number(done.Documents)),
			lang.L("The damaged one is kept: {{.File}}.", map[string]any{"File": shorten(done.Aside)}))
	}
	if done.Read > 0 {
		lines = append(lines, lang.N("{{.Count}} documents will be read again.", done.Read, number(done.Read)))
	}
	if len(done.Left) > 0 {
		return trouble{lang.L("Not everything could be repaired"), append(lines, findingLines(done.Left)...)}
	}
	return trouble{lang.L("The library was repaired"), lines}
}
