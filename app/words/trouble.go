package words

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"footnote/app/basket"
	"footnote/app/place"
	"footnote/index"
)

// A Face says what to do next where a person is: the zero value in the window, in its language.
type Face struct {
	Language
	Library string // in the terminal, which has commands and several libraries: the folder of the one in use
}

// next returns what to do next: the window's words, or the terminal's English.
func (f Face) next(window, terminal string) string {
	if f.Library != "" {
		return terminal
	}
	return f.say(window)
}

// library is the subject of a sentence.
func (f Face) library() string {
	if f.Library != "" {
		return f.say("The library in %s", f.Library)
	}
	return f.say("The library")
}

// folder is where the library should be.
func (f Face) folder() string {
	if f.Library != "" {
		return f.Library
	}
	return f.say("The folder")
}

// Explain says what is wrong, what was kept and what to do next, in sentences. There are none for an error that no words fit: nobody is shown
// the text of a Go error.
func (f Face) Explain(err error) []string {
	if lines := f.ExplainLibrary(err); lines != nil {
		return lines
	}
	return f.use(err)
}

// ExplainLibrary is Explain for what is wrong with the library itself.
func (f Face) ExplainLibrary(err error) []string {
	for _, explain := range []func(error) []string{f.version, f.damage, f.busy, f.elsewhere} {
		if lines := explain(err); lines != nil {
			return lines
		}
	}
	return nil
}

// untouched says that documents are safe.
func (f Face) untouched() string {
	return f.say("Your documents are elsewhere and are not touched.")
}

// version explains what another version of the program wrote.
func (f Face) version(err error) []string {
	var version *index.VersionError
	switch {
	case errors.As(err, &version):
		return []string{
			f.say("%s was made by another version of Footnote: its format is number %d, and this version reads up to %d.", f.library(), version.Found, version.Want),
			f.next("Use that version, or delete the library's folder and add your folders again.", "Nothing was changed. Use that version, or delete the folder and index again."),
			f.untouched(), f.say("Keep its basket.json if there are passages in your basket."),
		}
	case errors.Is(err, basket.ErrVersion):
		return []string{f.say("A later version of Footnote wrote it."), f.say("Use that version. The basket stays as it is.")}
	}
	return nil
}

// damage explains what cannot be read or written.
func (f Face) damage(err error) []string {
	switch {
	case errors.Is(err, basket.ErrDamaged):
		return []string{f.say("Its file is damaged."), f.say("Repair or set aside %s in the library's folder, and start again.", basket.Name)}
	case errors.Is(err, index.ErrNotLibrary):
		return []string{
			f.say("%s does not hold a library that can be read.", f.folder()), f.next("Check and repair it, or start Footnote with another folder.",
				"Nothing was changed. `footnote doctor` says what is wrong; or name another folder with --library."),
			f.untouched(),
		}
	case errors.Is(err, index.ErrDamaged):
		return []string{
			f.say("%s is damaged.", f.library()), f.next("Check and repair it: what is lost is read again from your documents.",
				"Nothing was changed. `footnote doctor` says what is wrong, and `footnote doctor --repair` repairs it."),
			f.untouched(),
		}
	case errors.Is(err, index.ErrReadOnly):
		return []string{
			f.say("%s cannot be written.", f.library()) + f.Reason(err), f.next("Check that you have write permission for its folder.",
				"Nothing was changed. Check that you have write permission there, or name another folder with --library."),
		}
	case errors.Is(err, index.ErrFull):
		return []string{
			f.say("The disk is full. What was read before is kept."),
			f.next("Free some space, then sync to continue.", "Free some space, then run `footnote index` to continue."),
		}
	}
	return nil
}

// Reason says what the system has against a file, after a space; "" if that is not known.
func (f Face) Reason(err error) string {
	switch {
	case errors.Is(err, syscall.EROFS):
		return " " + f.say("Its disk is read-only.")
	case errors.Is(err, fs.ErrPermission):
		return " " + f.say("You don't have permission.")
	}
	return ""
}

// busy explains that others work on the library.
func (f Face) busy(err error) []string {
	var held *index.HeldError
	switch {
	case errors.As(err, &held):
		return []string{f.Holding(held.By), f.say("Nothing was changed. Wait until it has finished, or stop it, and try again.")}
	case errors.Is(err, index.ErrBusy):
		return []string{f.say("Another program is writing to the library. What was read before is kept."), f.say("Try again when it has finished.")}
	case errors.Is(err, index.ErrSyncing):
		return []string{f.next("The library is already being read. Wait until that has finished, or cancel it.",
			"The library is already being read. Nothing was changed. Wait until that has finished.")}
	}
	return nil
}

// elsewhere explains that the library is not where it was.
func (f Face) elsewhere(err error) []string {
	var gone *place.GoneError
	var moved *index.MovedError
	switch {
	case errors.As(err, &gone):
		return []string{
			f.say("The library was moved to %s, but it is not there now.", Short(gone.Dir)),
			f.say("Connect its drive and start Footnote again. To begin a new library instead, delete %s.", gone.File),
		}
	case errors.As(err, &moved):
		return []string{
			f.say("The library was moved to %s. The folder where it was has an old copy, which was not changed.", Short(moved.To)),
			f.next("Use the library there. If it is gone for good, delete library.db in the old folder and start Footnote again.",
				"Use the library there, with --library. If it is gone for good, delete library.db in the old folder and index again."),
		}
	case errors.Is(err, index.ErrGone):
		return []string{
			f.say("%s was deleted or replaced while it was open. What was read since then is lost.", f.library()), f.untouched(),
			f.next("Start Footnote again and sync.", "Index again."),
		}
	}
	return nil
}

// use explains what was asked for in vain.
func (f Face) use(err error) []string {
	switch {
	case errors.Is(err, index.ErrQuestionTooLong):
		return []string{f.say("The question is too long."), f.say("Ask it in one or two sentences, or paste one typical sentence of a text.")}
	case errors.Is(err, index.ErrNotFound):
		return []string{f.next("It is no longer in the library. Sync the library to bring it up to date.",
			"It is not in the library. `footnote index` brings the library up to date.")}
	case errors.Is(err, fs.ErrPermission):
		return []string{f.say("You don't have permission to use %s.", f.about(err)), f.say("Change its permissions, or choose another.")}
	case errors.Is(err, fs.ErrNotExist):
		return []string{f.say("%s is not there.", f.about(err)), f.say("If it is on another drive, connect the drive and try again.")}
	case errors.Is(err, context.DeadlineExceeded):
		return []string{f.say("It took too long. Try again.")}
	}
	return nil
}

// about returns the file or folder that an error is about.
func (f Face) about(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return Short(path.Path)
	}
	return f.say("It")
}
