package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"footnote/app/place"
	"footnote/index"
)

// explain puts an error into words for a person: what failed, what was kept, what to do next.
func explain(err error, library string) string {
	var usage usageError
	var missing noLibraryError
	var gone *place.GoneError
	var opening openError
	var said saidError
	var server serverError
	var modelled modelError
	var asked *index.QueryError
	switch {
	case errors.As(err, &modelled):
		return explainModel(modelled.err)
	case errors.As(err, &said):
		return said.words
	}
	if words := explainLibrary(err, library); words != "" {
		return words
	}
	switch {
	case errors.As(err, &usage):
		return fmt.Sprintf("%v. `footnote --help` lists the commands.", usage.err)
	case errors.As(err, &missing):
		return fmt.Sprintf("There is no library in %s. Make one with `footnote index PATH`, or name another with --library.", missing.dir)
	case errors.As(err, &gone):
		return fmt.Sprintf("The library was moved to %s, but it is not there. Connect its drive. To begin a new library instead, delete %s.",
			gone.Dir, gone.File)
	case errors.Is(err, ErrNoDisplay):
		return "There is no display to open the window on. Ask in the terminal instead: footnote search \"your question\" " +
			"(`footnote --help` shows the rest)."
	case errors.Is(err, context.Canceled):
		return "Stopped. Nothing was changed."
	case errors.Is(err, index.ErrEmptyQuestion):
		return "The question is empty. Ask in plain words, as in: footnote search \"How much notice do I have to give?\""
	case errors.As(err, &asked):
		return fmt.Sprintf("I can't parse this search: %v. `footnote search --help` shows what you can write.", asked)
	case errors.Is(err, index.ErrQuestionTooLong):
		return "The question is too long. Ask it in one or two sentences. To find more of a text, paste one typical sentence of it."
	case errors.As(err, &server):
		return explainServer(err)
	case errors.As(err, &opening):
		return fmt.Sprintf("The library in %s cannot be opened%s. Nothing was changed. Name another folder with --library.", library, reason(err))
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("You don't have permission to use %s. Nothing was changed. Change its permissions, or choose another.", about(err))
	}
	return strings.TrimSuffix(err.Error(), ".") + "."
}

// explainLibrary says what is wrong with a library; "" if the error is not about the library.
func explainLibrary(err error, library string) string {
	var version *index.VersionError
	var held *index.HeldError
	var moved *index.MovedError
	switch {
	case errors.As(err, &version):
		return fmt.Sprintf("The library in %s was made by another version of Footnote: its format is number %d, and this version "+
			"reads up to %d. Nothing was changed. Use that version, or delete the folder and index again: your documents lie elsewhere and are not "+
			"touched.", library, version.Found, version.Want)
	case errors.As(err, &held):
		return explainHeld(held)
	case errors.As(err, &moved):
		return explainMoved(moved, library)
	case errors.Is(err, index.ErrGone):
		return fmt.Sprintf("The library in %s was deleted or replaced while it was in use. What was read in this run is not kept; your documents "+
			"are not touched. Index again.", library)
	case errors.Is(err, index.ErrSyncing):
		return "The library is being indexed already. Nothing was changed. Wait until that has finished."
	case errors.Is(err, index.ErrNotLibrary):
		return fmt.Sprintf("%s does not hold a library that can be read. Nothing was changed. `footnote doctor` says what is wrong; "+
			"or name another folder with --library.", library)
	case errors.Is(err, index.ErrDamaged):
		return fmt.Sprintf("The library in %s is damaged. Nothing was changed. `footnote doctor` says what is wrong, and "+
			"`footnote doctor --repair` repairs it; your documents are elsewhere and are not touched.", library)
	case errors.Is(err, index.ErrReadOnly):
		return fmt.Sprintf("The library in %s cannot be written%s. Nothing was changed. Check that you have write permission there, or name "+
			"another folder with --library.", library, reason(err))
	case errors.Is(err, index.ErrFull):
		return "The disk is full. What was indexed before is kept. Free some space, then run `footnote index` to continue."
	case errors.Is(err, index.ErrBusy):
		return "Another program is writing to the library. What was indexed before is kept. Try again when it has finished."
	}
	return ""
}

// reason returns the operating system's words for an error, in brackets; "" if the error is not the system's.
func reason(err error) string {
	var system syscall.Errno
	if errors.As(err, &system) {
		return " (" + system.Error() + ")"
	}
	return ""
}

// about returns the file or folder that an error is about.
func about(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Path
	}
	return "it"
}

// usageError reports an invalid command line.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }

// noLibraryError reports that a folder contains no library.
type noLibraryError struct{ dir string }

func (e noLibraryError) Error() string { return "no library in " + e.dir }

// openError reports that a library could not be opened.
type openError struct{ err error }

func (e openError) Error() string { return e.err.Error() }
func (e openError) Unwrap() error { return e.err }

// saidError holds the words for a person, for errors that a command can explain best.
type saidError struct {
	words string
	err   error
}

func (e saidError) Error() string { return e.words }
func (e saidError) Unwrap() error { return e.err }

// say returns an error with words for a person and a cause, which may be nil.
func say(err error, format string, args ...any) error {
	return saidError{fmt.Sprintf(format, args...), err}
}
