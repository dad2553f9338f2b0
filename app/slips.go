package app

import (
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
		slip.Leave()
		sh.addSources(paths)
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
