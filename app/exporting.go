package app

import (
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"footnote/app/export"
	"footnote/index"
)

// askWhereTo asks for a file and writes to it. failed is the message for an error.
func (w *shell) askWhereTo(name, failed string, write func(io.Writer) error) {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			w.tell(explain(failed, err))
		case f != nil:
			w.exportTo(f, failed, write)
		}
	}, w.win)
	d.SetFileName(name)
	d.SetConfirmText(lang.L("Export"))
	d.Resize(w.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	w.showDialog(d, nil, d.Dismiss, nil)
}

// exportTo writes to a file and closes it.
func (w *shell) exportTo(f fyne.URIWriteCloser, failed string, write func(io.Writer) error) {
	put := func(context.Context) (struct{}, error) { return struct{}{}, errors.Join(write(f), f.Close()) }
	start(w.jobs, w.jobs.ctx, put, func(_ struct{}, err error) {
		if err != nil {
			w.tell(explain(failed, err))
			return
		}
		w.notice(lang.L("Exported to {{.File}}.", map[string]any{"File": f.URI().Name()}))
	})
}

// note returns a passage in the form for export.
func note(p index.Passage) export.Note {
	c := p.Citation
	return export.Note{Words: wordsOf(p), Title: oneLine(c.Title), Place: oneLine(inWords().ShortPlace(c.Place)), Path: c.Path, Link: fileLink(c)}
}
