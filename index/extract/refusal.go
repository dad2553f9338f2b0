package extract

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// A Reason is why a file gave no text.
type Reason string

const (
	Empty       Reason = "empty"       // nothing in it
	Scan        Reason = "scan"        // pictures of text only
	Encrypted   Reason = "encrypted"   // needs a password
	Damaged     Reason = "damaged"     // not what it says it is, or cut short
	Unsupported Reason = "unsupported" // a format that is not read
	Unreadable  Reason = "unreadable"  // no permission, gone, or the disk failed
	TooLarge    Reason = "too large"   // past a bound, by its own account
	TimedOut    Reason = "timed out"   // took too long
	OutOfMemory Reason = "memory"      // took too much memory, or there was too little
	Interrupted Reason = "interrupted" // something ended the process that read it
)

// mayPass says whether a file may give text another time though its bytes are the same.
func (r Reason) mayPass() bool {
	switch r {
	case Unreadable, TimedOut, OutOfMemory, Interrupted:
		return true
	}
	return false
}

// A Refusal is the error File returns for a file that gave no text. Its message is for a person: one sentence that says what
// is wrong and, where there is something to do, what.
type Refusal struct {
	Reason  Reason
	Message string
	Passing bool  // it depends on more than the file's bytes: the file may give text another time
	Err     error // the cause, where there is one
}

func (r *Refusal) Error() string { return r.Message }
func (r *Refusal) Unwrap() error { return r.Err }

// Postponed is the message for a file that is read again later.
func (r *Refusal) Postponed() string { return joinNotes(r.Message, noteOf("it is tried again later")) }

// lockedPDF is what is said of a PDF that a password opens.
const lockedPDF = "a PDF that needs a password"

// NeedsPassword reports whether what was said of a file, in a Refusal or a Note, was that a password opens it, or one within it.
func NeedsPassword(said string) bool { return strings.Contains(said, lockedPDF) }

func refuse(reason Reason, format string, args ...any) *Refusal {
	return &Refusal{Reason: reason, Message: fmt.Sprintf(format, args...), Passing: reason.mayPass()}
}

// refuseErr is refuse with the cause kept for errors.Is and errors.As; the message does not repeat it.
func refuseErr(reason Reason, cause error, format string, args ...any) *Refusal {
	r := refuse(reason, format, args...)
	r.Err = cause
	return r
}

// unreadable puts what the operating system said about a file into a person's words.
func unreadable(err error) *Refusal {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return refuseErr(Unreadable, err, "no permission to read it")
	case errors.Is(err, fs.ErrNotExist):
		return refuseErr(Unreadable, err, "it is not there any more")
	}
	return refuseErr(Unreadable, err, "it could not be read from the disk: %v", rootCause(err))
}

// rootCause strips what wraps an error, paths above all: the list of failures names the file already.
func rootCause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
