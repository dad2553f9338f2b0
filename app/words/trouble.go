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

// A Face words errors and what to do next for the window, in its language, or for the terminal, in English.
type Face struct {
	Language
	Library string // in the terminal: the folder of the library in use; empty in the window
}

// next returns what to do next: the window's words, or the terminal's English.
func (f Face) next(window, terminal string) string {
	if f.Library != "" {
		return terminal
	}
	return f.say(window)
}

// library names the library, as the subject of a sentence.
func (f Face) library() string {
	if f.Library != "" {
		return f.say("The library in %s", f.Library)
	}
	return f.say("The library")
}

// folder names the folder of the library, as the subject of a sentence.
func (f Face) folder() string {
	if f.Library != "" {
		return f.Library
	}
	return f.say("The folder")
}

// Explain returns sentences that say what is wrong, what was kept and what to do next. It returns nil for an error that it does not know,
// because nobody should see the text of a Go error.
func (f Face) Explain(err error) []string {
	if lines := f.ExplainLibrary(err); lines != nil {
		return lines
	}
	return f.use(err)
}

// ExplainLibrary is Explain for errors of the library itself.
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
	return f.say("Your documents are stored elsewhere and are not affected.")
}

// version explains that another version of the program wrote something.
func (f Face) version(err error) []string {
	var version *index.VersionError
	switch {
	case errors.As(err, &version):
		return []string{
			f.say("%s was made by another version of Footnote: it has format %d, and this version reads formats up to %d.", f.library(), version.Found, version.Want),
			f.next("Use that version, or delete the library's folder and add your folders again.", "Nothing was changed. Use that version, or delete the folder and run `footnote index` again."),
			f.untouched(), f.say("Keep its basket.json if there are passages in your basket."),
		}
	case errors.Is(err, basket.ErrVersion):
		return []string{f.say("A later version of Footnote wrote it."), f.say("Use that version. The basket stays as it is.")}
	}
	return nil
}

// damage explains that something can't be read or written.
func (f Face) damage(err error) []string {
	switch {
	case errors.Is(err, basket.ErrDamaged):
		return []string{f.say("Its file is damaged."), f.say("Repair or set aside %s in the library's folder, then start Footnote again.", basket.Name)}
	case errors.Is(err, index.ErrNotLibrary):
		return []string{
			f.say("%s does not contain a library that Footnote can read.", f.folder()), f.next("Check and repair it, or start Footnote with another folder.",
				"Nothing was changed. `footnote doctor` says what is wrong. You can also name another folder with --library."),
			f.untouched(),
		}
	case errors.Is(err, index.ErrDamaged):
		return []string{
			f.say("%s is damaged.", f.library()), f.next("Check and repair it: Footnote reads what is lost from your documents again.",
				"Nothing was changed. `footnote doctor` says what is wrong, and `footnote doctor --repair` repairs it."),
			f.untouched(),
		}
	case errors.Is(err, index.ErrReadOnly):
		return []string{
			f.say("%s is not writable.", f.library()) + f.Reason(err), f.next("Check that you have write permission for its folder.",
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

// Reason says why the system refused the use of a file, after a space; "" if that is not known.
func (f Face) Reason(err error) string {
	for _, r := range []struct {
		is    error
		words string
	}{
		{syscall.EROFS, f.say("The disk is read-only.")},
		{fs.ErrPermission, f.say("You don't have permission.")},
		{syscall.ENOTDIR, f.say("A file is where a folder should be.")},
		{syscall.ENOSPC, f.say("The disk is full.")},
		{syscall.EIO, f.say("The disk reported an error.")},
		{syscall.ENAMETOOLONG, f.say("The name is too long.")},
	} {
		if errors.Is(err, r.is) {
			return " " + r.words
		}
	}
	return ""
}

// busy explains that another program is working on the library.
func (f Face) busy(err error) []string {
	var held *index.HeldError
	switch {
	case errors.As(err, &held):
		return []string{f.Holding(held.By), f.say("Nothing was changed. Wait until it has finished, or stop it, and try again.")}
	case errors.Is(err, index.ErrBusy):
		return []string{f.say("Another program is writing to the library. What was read before is kept."), f.say("Try again when it has finished.")}
	case errors.Is(err, index.ErrSyncing):
		return []string{f.next("The library is already being read. Wait until that has finished, or cancel it.",
			"The library is already being updated. Nothing was changed. Wait until that has finished.")}
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
			f.say("The library was moved to %s, but Footnote can't find it there.", Short(gone.Dir)),
			f.say("Connect its drive and start Footnote again. To begin a new library instead, delete %s.", gone.File),
		}
	case errors.As(err, &moved):
		return []string{
			f.say("The library was moved to %s. The old folder still has a copy, which was not changed.", Short(moved.To)),
			f.next("Use the library there. If it is gone for good, delete library.db in the old folder and start Footnote again.",
				"Use the library there, with --library. If it is gone for good, delete library.db in the old folder and run `footnote index` again."),
		}
	case errors.Is(err, index.ErrGone):
		return []string{
			f.say("%s was deleted or replaced while it was open. What was read since then is lost.", f.library()), f.untouched(),
			f.next("Start Footnote again and sync.", "Run `footnote index` again."),
		}
	}
	return nil
}

// use explains that a request failed.
func (f Face) use(err error) []string {
	switch {
	case errors.Is(err, index.ErrQuestionTooLong):
		return []string{f.say("The question is too long."), f.say("Ask in one or two sentences, or paste one typical sentence of a text.")}
	case errors.Is(err, index.ErrNotFound):
		return []string{f.next("It is no longer in the library. Sync to bring the library up to date.",
			"It is not in the library. `footnote index` brings the library up to date.")}
	case errors.Is(err, fs.ErrPermission):
		return []string{f.permission(pathOf(err)), f.say("Change its permissions, or choose another.")}
	case errors.Is(err, syscall.ENOTDIR):
		return []string{f.notFolder(pathOf(err)), f.say("Choose a folder.")}
	case errors.Is(err, fs.ErrNotExist):
		return []string{f.missing(pathOf(err)), f.say("If it is on another drive, connect the drive and try again.")}
	case errors.Is(err, context.DeadlineExceeded):
		return []string{f.say("It took too long. Try again.")}
	}
	return nil
}

// permission says that a file or folder may not be used. Its path may not be known.
func (f Face) permission(path string) string {
	if path == "" {
		return f.say("You don't have permission.")
	}
	return f.say("You don't have permission to use %s.", path)
}

// notFolder says that a file is where a folder should be. Its path may not be known.
func (f Face) notFolder(path string) string {
	if path == "" {
		return f.say("It is a file, not a folder.")
	}
	return f.say("%s is a file, not a folder.", path)
}

// missing says that a file or folder does not exist. Its path may not be known.
func (f Face) missing(path string) string {
	if path == "" {
		return f.say("The file does not exist.")
	}
	return f.say("%s does not exist.", path)
}

// pathOf returns the file or folder that an error is about; "" if the error does not say.
func pathOf(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return Short(path.Path)
	}
	return ""
}
