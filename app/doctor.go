package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"footnote/index"
	"footnote/index/store"
)

// verifyAfter is how long after the start the library is looked through for damage, and verifyInterval how often it is asked whether it is
// time for that again.
const (
	verifyAfter    = time.Minute
	verifyInterval = 6 * time.Hour
)

// mendable reports whether an error says that the library is damaged, and it can be repaired here.
func (w *Window) mendable(err error) bool {
	return w.opt.Examine != nil && (errors.Is(err, index.ErrDamaged) || errors.Is(err, index.ErrNotLibrary))
}

// verifyLater has the library looked through for damage in the background; the engine does so once a week.
func (w *Window) verifyLater() {
	w.jobs.later(verifyAfter, w.verify)
}

func (w *Window) verify() {
	again := func() { w.jobs.later(verifyInterval, w.verify) }
	if w.tended.closed || w.moving != nil {
		again()
		return
	}
	start(w.jobs, w.jobs.ctx, w.library.Verify, func(found []index.Finding, err error) {
		again()
		if err == nil && !index.Sound(found) && !w.tended.closed { // what cannot be looked at now is looked at the next time
			w.warn(trouble{lang.L("The library is damaged."), append(findingLines(found), lang.L("Check and repair it in the settings."))})
			w.doctor.found = true
		}
	})
}

// doctorState is what is known of damage to the library.
type doctorState struct {
	found bool // the status line warns of damage: Details leads to its repair
}

// onDetails says more of what the status line warns of.
func (w *Window) onDetails() {
	if w.doctor.found && w.opt.Examine != nil {
		w.onDoctor()
		return
	}
	w.tell(w.sync.trouble)
}

// onDoctor checks the library and offers to repair it.
func (w *Window) onDoctor() {
	if w.opt.Examine == nil || w.working != nil || w.moving != nil {
		return
	}
	var found []index.Finding
	examine := func(ctx context.Context, report func(share float64)) (err, _ error) {
		found, err = w.opt.Examine(ctx, report)
		return err, nil
	}
	w.watchProgress(lang.L("Checking the library…"), examine, func(err, _ error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			w.tell(explain(lang.L("The library could not be checked."), err))
		case index.Sound(found):
			w.tell(trouble{lang.L("The library is sound"), append([]string{lang.L("All that it keeps is as Footnote wrote it.")}, findingLines(found)...)})
		default:
			w.offerRepair(found)
		}
	})
}

// offerRepair says what is wrong, and asks whether it is to be repaired.
func (w *Window) offerRepair(found []index.Finding) {
	lines := findingLines(found)
	if !slices.ContainsFunc(found, func(f index.Finding) bool { return f.Repair != store.RepairNone }) {
		w.tell(trouble{lang.L("Something is wrong with the library"), lines})
		return
	}
	lines = append(lines, "", lang.L("What is lost is read again from your documents, which stay as they are. A database that is beyond repair is kept under another name, and a new one takes over what can be read of it."))
	words := container.NewVScroll(wrapped(strings.Join(lines, "\n")))
	d := dialog.NewCustomConfirm(lang.L("Something is wrong with the library"), lang.L("Repair"), lang.L("Not now"), words, func(yes bool) {
		if yes {
			w.repair(found)
		}
	}, w.win)
	d.Resize(findingsSize)
	d.Show()
}

// repair repairs what was found, with the library closed meanwhile.
func (w *Window) repair(found []index.Finding) {
	var done index.Repaired
	work := func(ctx context.Context, report func(share float64)) (err error) {
		done, err = w.opt.Repair(ctx, found, report)
		return err
	}
	w.tend(lang.L("Repairing the library…"), work, func(err error) {
		w.doctor.found = false
		switch {
		case errors.Is(err, context.Canceled):
			w.status.Rest(lang.L("Stopped. What was repaired stays."))
		case err != nil:
			w.tell(explain(lang.L("The library could not be repaired."), err))
		default:
			w.tell(repairedTrouble(done))
		}
	})
}

// repairedTrouble says what a repair did, and what is left.
func repairedTrouble(done index.Repaired) trouble {
	var lines []string
	if done.Rebuilt {
		lines = append(lines, lang.N("{{.Count}} documents were taken over into a new database.", done.Documents, number(done.Documents)),
			lang.L("The damaged one is kept: {{.File}}.", map[string]any{"File": shorten(done.Aside)}))
	}
	if done.Read > 0 {
		lines = append(lines, lang.N("{{.Count}} documents are read again.", done.Read, number(done.Read)))
	}
	if len(done.Left) > 0 {
		return trouble{lang.L("Not everything could be repaired"), append(lines, findingLines(done.Left)...)}
	}
	return trouble{lang.L("The library is repaired"), lines}
}
