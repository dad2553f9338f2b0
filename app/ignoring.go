package app

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// trialPause is the pause in typing after which the rules are tried.
const trialPause = 300 * time.Millisecond

// ruleEditor is the editor of a source's rules while it is shown. It tries rules as the user types them. A change cancels an earlier trial,
// whose results are dropped.
type ruleEditor struct {
	shelves *shelving
	source  index.Source
	slip    *view.Slip
	number  int
	cancel  context.CancelFunc
	pause   func() // cancels the trial of what is being typed
}

// onIgnore lets the user edit what a source leaves out, and shows the effect.
func (sh *shelving) onIgnore(source int) {
	s := sh.holds.Sources[source]
	e := &ruleEditor{shelves: sh, source: s, cancel: func() {}, pause: func() {}}
	e.slip = view.NewSlip(view.SlipWords{
		Heading: lang.L("Excluded files in “{{.Name}}”", map[string]any{"Name": sh.sourceName(s)}),
		Lines: []string{
			lang.L("One rule per line, as in a .gitignore file: *.tmp, drafts/, /old, !keep.txt. Footnote also follows files named {{.File}} in the folder.", map[string]any{"File": index.IgnoreFile}),
			lang.L("Searches no longer find excluded files. The files themselves stay as they are."),
		},
		Close: lang.L("Close"),
	}, true, lang.L("Save"), e.save)
	e.slip.Entry().SetText(s.Ignore)
	e.slip.OnTyped = func(string) {
		e.pause()
		e.pause = sh.jobs.later(trialPause, e.try)
	}
	sh.showSlip(e.slip, e.closing)
	e.try()
}

// try shows what the typed rules would leave out.
func (e *ruleEditor) try() {
	sh := e.shelves
	e.cancel()
	e.number++
	n, rules := e.number, e.slip.Entry().Text
	ctx, cancel := context.WithCancel(sh.jobs.ctx)
	e.cancel = cancel
	slow := sh.jobs.later(quietWait, func() { e.slip.Set(lang.L("Checking the files…"), false, e.slip.Rows()) })
	try := func(ctx context.Context) (index.Trial, error) { return sh.library.TryIgnore(ctx, e.source.Path, rules) }
	start(sh.jobs, ctx, try, func(t index.Trial, err error) {
		cancel()
		slow()
		switch {
		case n != e.number || errors.Is(err, context.Canceled):
		case err != nil:
			e.slip.Set(explain(lang.L("The rules could not be previewed."), err).sentence(), true, nil)
		default:
			e.show(t)
		}
	})
}

func (e *ruleEditor) show(t index.Trial) {
	var rows []view.SlipRow
	for _, out := range t.Shown {
		name, err := filepath.Rel(e.source.Path, out.Path)
		if err != nil {
			name = out.Path
		}
		row := view.SlipRow{Name: name}
		if out.Folder {
			row.Name += string(filepath.Separator)
			row.Note = files(out.Files)
		}
		rows = append(rows, row)
	}
	words := map[string]any{"Out": files(t.LeftOut), "Stay": files(t.Kept)}
	summary := lang.L("These rules exclude {{.Out}} and keep {{.Stay}}.", words)
	if t.LeftOut == 0 {
		summary = lang.L("These rules exclude nothing and keep {{.Stay}}.", words)
	}
	e.slip.Set(summary, false, rows)
}

// save stores the rules and brings the source up to date with them.
func (e *ruleEditor) save(rules string) {
	sh := e.shelves
	set := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, sh.library.SetIgnore(ctx, e.source.Path, rules)
	}
	start(sh.jobs, sh.jobs.ctx, set, func(_ struct{}, err error) {
		if err != nil {
			sh.tell(explain(lang.L("The rules could not be saved. The old rules still apply."), err))
			return
		}
		e.source.Ignore = rules
		e.slip.Leave()
		sh.look(nil)
		sh.sync.resume(e.source.Path)
	})
}

// closing asks whether to discard unsaved rules.
func (e *ruleEditor) closing(leave func()) {
	gone := func() {
		e.pause()
		e.number++
		e.cancel()
		leave()
	}
	if e.slip.Entry().Text == e.source.Ignore {
		gone()
		return
	}
	e.shelves.decide(decision{
		title: lang.L("Discard changes?"), yes: lang.L("Discard"), no: lang.L("Keep editing"), words: wrapped(lang.L("You have unsaved changes.")), safe: true,
	}, gone)
}
