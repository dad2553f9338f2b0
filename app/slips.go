package app

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// showSlip shows a slip over the window, with the focus in its entry. closing is asked before the slip closes; nil lets it close.
func (w *shell) showSlip(slip *view.Slip, closing func(leave func())) {
	c := w.win.Canvas()
	leave := func() { c.Overlays().Remove(slip) }
	slip.OnClose = leave
	if closing != nil {
		slip.OnClose = func() { closing(leave) }
	}
	c.Overlays().Add(slip)
	slip.Resize(c.Size())
	c.Focus(slip.Focus())
}

// topSlip returns the topmost slip, or nil if there is none.
func (w *shell) topSlip() *view.Slip {
	slip, _ := w.win.Canvas().Overlays().Top().(*view.Slip)
	return slip
}

// onAddPath asks for a path to add, typed or pasted.
func (sh *shelving) onAddPath() {
	var slip *view.Slip
	slip = view.NewSlip(view.SlipWords{
		Heading: lang.L("Add a folder or a file by its path"),
		Lines:   []string{lang.L("Paste one path per line. Footnote reads the files where they are and does not change them.")},
		Hint:    "~/…", Close: lang.L("Close"),
	}, true, lang.L("Add"), func(text string) {
		paths := pathsIn(text)
		if len(paths) == 0 {
			slip.Set(lang.L("Enter a path."), true, nil)
			return
		}
		sh.addTyped(slip, paths)
	})
	slip.OnTyped = func(text string) {
		var rows []view.SlipRow
		for _, path := range pathsIn(text) {
			rows = append(rows, view.SlipRow{Name: path})
		}
		slip.Set("", false, rows)
	}
	sh.showSlip(slip, nil)
}

// addTyped adds typed paths if there is something at each of them. Otherwise the slip stays, and says which are wrong.
func (sh *shelving) addTyped(slip *view.Slip, paths []string) {
	type looked struct {
		rows  []view.SlipRow
		wrong int
	}
	look := func(context.Context) (l looked, _ error) {
		for _, path := range paths {
			row := view.SlipRow{Name: path}
			if _, err := os.Stat(path); err != nil {
				l.wrong++
				row.Note, row.Trouble = lang.L("There is nothing at this path"), true
				if !errors.Is(err, fs.ErrNotExist) {
					row.Note = lang.L("Footnote can't read this path")
				}
			}
			l.rows = append(l.rows, row)
		}
		return l, nil
	}
	start(sh.jobs, sh.jobs.ctx, look, func(l looked, _ error) {
		if l.wrong > 0 {
			slip.Set(lang.N("{{.Count}} paths are wrong. Nothing was added.", l.wrong, number(l.wrong)), true, l.rows)
			return
		}
		slip.Leave()
		sh.addSources(paths)
	})
}
