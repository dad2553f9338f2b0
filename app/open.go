package app

import (
	"errors"
	"path/filepath"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"footnote/app/opener"
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
	file := map[string]any{"File": visible(filepath.Base(shown.Path))}
	switch shown.Reason {
	case opener.OddName:
		return lang.L("The name of {{.File}} hides what kind of file it is, so Footnote shows it in its folder instead of opening it.", file)
	case opener.Mismatch:
		return lang.L("What is in {{.File}} is not what its name says, so Footnote shows it in its folder instead of opening it.", file)
	}
	return lang.L("Opening {{.File}} could run a program, so Footnote shows it in its folder instead.", file)
}

// visible returns a name in which characters that control the display are visible: control characters, and those that change the direction
// of writing.
func visible(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, name)
}
