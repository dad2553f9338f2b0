package app

import (
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"footnote/app/opener"
	"footnote/app/words"
)

// openFile opens a file in its own program, at a page if page is above 0. Everything that opens a file calls it. If the file is shown in
// its folder instead, say receives a sentence that gives the reason.
func (w *shell) openFile(path string, page int, say func(words string)) {
	w.jobs.detach(func() error { return w.open(path, page) }, func(err error) {
		var shown *opener.ShownError
		switch {
		case errors.As(err, &shown):
			say(shownWords(shown))
		case err != nil:
			w.tell(w.whyNotOpened(path, err))
		}
	})
}

// shownWords says why a file is shown in its folder instead of opened.
func shownWords(shown *opener.ShownError) string {
	file := map[string]any{"File": words.Visible(filepath.Base(shown.Path))}
	switch shown.Reason {
	case opener.OddName:
		return lang.L("The name of {{.File}} hides what kind of file it is, so Footnote shows it in its folder instead of opening it.", file)
	case opener.Mismatch:
		return lang.L("The contents of {{.File}} don't match its name, so Footnote shows it in its folder instead of opening it.", file)
	}
	return lang.L("Opening {{.File}} could run a program, so Footnote shows it in its folder instead.", file)
}
