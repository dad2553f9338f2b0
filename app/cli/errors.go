package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/app/instance"
	"footnote/app/words"
	"footnote/index"
)

// explain puts an error into words for a person: what failed, what was kept, what to do next.
func explain(err error, library string) string {
	var usage usageError
	var missing noLibraryError
	var opening openError
	var said saidError
	var server serverError
	var modelled modelError
	var fetching fetchError
	var asked *index.QueryError
	switch {
	case errors.As(err, &modelled):
		return explainModel(modelled.err, library)
	case errors.As(err, &said):
		return said.words
	case errors.As(err, &fetching):
		return strings.Join(words.Face{Library: library}.ExplainFetch(fetching.err), " ")
	}
	face := words.Face{Library: library}
	if lines := face.ExplainLibrary(err); lines != nil {
		return strings.Join(lines, " ")
	}
	switch {
	case errors.As(err, &usage):
		return fmt.Sprintf("%v. `footnote --help` lists the commands.", usage.err)
	case errors.As(err, &missing):
		return fmt.Sprintf("There is no library in %s. Create one with `footnote index PATH`, or name another folder with --library.", missing.dir)
	case errors.Is(err, ErrNoDisplay):
		return "There is no display for the window. Search in the terminal instead: footnote search \"your question\". " +
			"`footnote --help` shows the other commands."
	case errors.Is(err, instance.ErrSilent):
		return "A window is open on this library already, but it does not answer. Look for it among your windows and in the tray, or end it and try again."
	case errors.Is(err, context.Canceled):
		return "Stopped. Nothing was changed."
	case errors.Is(err, index.ErrEmptyQuestion):
		return "The question is empty. Ask in plain words, for example: footnote search \"How much notice do I have to give?\""
	case errors.As(err, &asked):
		return fmt.Sprintf("I can't parse this search: %v. `footnote search --help` shows what you can write.", asked)
	case errors.As(err, &server):
		return explainServer(err, library)
	case errors.As(err, &opening):
		return fmt.Sprintf("The library in %s can't be opened.%s Nothing was changed. Name another folder with --library.", library, reason(err))
	}
	if lines := face.Explain(err); lines != nil {
		return strings.Join(lines, " ")
	}
	return "Something went wrong, and Footnote doesn't know why. Try again; `footnote doctor` checks the library."
}

// reason says why the system refused the use of a file, after a space; "" if that is not known.
func reason(err error) string { return words.Face{}.Reason(err) }

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
