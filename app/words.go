package app

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/basket"
	"footnote/app/place"
	"footnote/index"
)

// trouble is an error in words for a person: what failed, what was kept, and what to do next.
type trouble struct {
	Headline string
	Lines    []string
}

// sentence returns a trouble in one line.
func (t trouble) sentence() string {
	return strings.Join(append([]string{t.Headline}, t.Lines...), " ")
}

// explain puts an error into words. headline says what failed. An error that no words fit is logged, since nobody is shown the text of a Go error.
func explain(headline string, err error) trouble {
	var version *index.VersionError
	var gone *place.GoneError
	var held *index.HeldError
	var moved *index.MovedError
	basketStays := lang.L("Keep its basket.json if there are passages in your basket.")
	untouched := lang.L("Your documents are elsewhere and are not touched.")
	say := func(lines ...string) trouble { return trouble{headline, lines} }
	switch {
	case errors.As(err, &gone):
		return say(lang.L("It was moved to {{.Folder}}, but it is not there now.", map[string]any{"Folder": shorten(gone.Dir)}),
			lang.L("Connect its drive and start Footnote again. To begin a new library instead, delete {{.File}}.", map[string]any{"File": gone.File}))
	case errors.As(err, &version):
		return say(lang.L("This library was made by another version of Footnote: its format is number {{.Found}}, and this version reads up to {{.Want}}.",
			map[string]any{"Found": version.Found, "Want": version.Want}),
			lang.L("Use that version, or delete the library's folder and add your folders again."), untouched, basketStays)
	case errors.Is(err, basket.ErrVersion):
		return say(lang.L("A later version of Footnote wrote it."), lang.L("Use that version. The basket stays as it is."))
	case errors.Is(err, basket.ErrDamaged):
		return say(lang.L("Its file is damaged."), lang.L("Repair or set aside {{.File}} in the library's folder, and start again.", map[string]any{"File": basket.Name}))
	case errors.Is(err, index.ErrNotLibrary):
		return say(lang.L("The folder does not hold a library that can be read."), lang.L("Check and repair it, or start Footnote with another folder."), untouched)
	case errors.Is(err, index.ErrDamaged):
		return say(lang.L("The library is damaged."), lang.L("Check and repair it: what is lost is read again from your documents."), untouched)
	case errors.Is(err, index.ErrReadOnly):
		return say(lang.L("The library cannot be written."), lang.L("Check that you have write permission for its folder."))
	case errors.Is(err, index.ErrFull):
		return say(lang.L("The disk is full. What was read before is kept."), lang.L("Free some space, then sync to continue."))
	case errors.As(err, &held):
		return say(holdingWords(held.By), lang.L("Nothing was changed. Wait until it has finished, or stop it, and try again."))
	case errors.As(err, &moved):
		return say(lang.L("The library was moved to {{.Folder}}. This folder has an old copy, which was not changed.", map[string]any{"Folder": shorten(moved.To)}),
			lang.L("Use the library there. If it is gone for good, delete library.db in the old folder and start Footnote again."))
	case errors.Is(err, index.ErrGone):
		return say(lang.L("The library's file was deleted or replaced while it was open. What was read since then is lost."), untouched,
			lang.L("Start Footnote again and sync."))
	case errors.Is(err, index.ErrBusy):
		return say(lang.L("Another program is writing to the library. What was read before is kept."), lang.L("Try again when it has finished."))
	case errors.Is(err, index.ErrQuestionTooLong):
		return say(lang.L("The question is too long."), lang.L("Ask it in one or two sentences, or paste one typical sentence of a text."))
	case errors.Is(err, index.ErrSyncing):
		return say(lang.L("The library is already being read. Wait until that has finished, or cancel it."))
	case errors.Is(err, index.ErrNotFound):
		return say(lang.L("It is no longer in the library. Sync the library to bring it up to date."))
	case errors.Is(err, fs.ErrPermission):
		return say(lang.L("You don't have permission to use {{.File}}.", about(err)), lang.L("Change its permissions, or choose another."))
	case errors.Is(err, fs.ErrNotExist):
		return say(lang.L("{{.File}} is not there.", about(err)), lang.L("If it is on another drive, connect the drive and try again."))
	case errors.Is(err, context.DeadlineExceeded):
		return say(lang.L("It took too long. Try again."))
	}
	fyne.LogError(headline, err)
	return say(lang.L("Footnote can't tell the reason. Nothing else was changed. Try again."))
}

// about returns the file that an error is about, as template data.
func about(err error) map[string]any {
	var path *fs.PathError
	if errors.As(err, &path) {
		return map[string]any{"File": shorten(path.Path)}
	}
	return map[string]any{"File": lang.L("A file")}
}

// number returns a count with thousands separators, as template data.
func number(n int) map[string]any { return map[string]any{"Count": humanize.Comma(int64(n))} }

func documents(n int) string { return lang.N("{{.Count}} documents", n, number(n)) }
func passages(n int) string  { return lang.N("{{.Count}} passages", n, number(n)) }

// left returns an estimate of the remaining time in words; empty if there is none.
func left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < 10*time.Second:
		return lang.L("a few seconds left")
	case d < 90*time.Second:
		return lang.L("about {{.Seconds}} s left", map[string]any{"Seconds": int(d.Round(10 * time.Second).Seconds())})
	case d < 90*time.Minute:
		return lang.L("about {{.Minutes}} min left", map[string]any{"Minutes": int(d.Round(time.Minute).Minutes())})
	}
	return lang.L("about {{.Hours}} h left", map[string]any{"Hours": int(d.Round(time.Hour).Hours())})
}

// took says how long a search took.
func took(d time.Duration) string {
	if d < time.Second {
		return lang.L("{{.Milliseconds}} ms", map[string]any{"Milliseconds": max(d.Milliseconds(), 1)})
	}
	return lang.L("{{.Seconds}} s", map[string]any{"Seconds": humanize.FtoaWithDigits(d.Seconds(), 1)})
}

// capital returns a sentence with its first letter in upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
