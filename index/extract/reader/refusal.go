package reader

import (
	"errors"
	"io/fs"
	"time"

	"footnote/index/doc"
)

// Unreadable refuses a file that the operating system does not give.
func Unreadable(err error) *doc.Refusal {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return doc.RefuseErr(doc.CodePermission, err)
	case errors.Is(err, fs.ErrNotExist):
		return doc.RefuseErr(doc.CodeMissing, err)
	}
	return doc.RefuseErr(doc.CodeDisk, err)
}

// AsRefusal makes sure of what File promises. An error that is no Refusal here has not been thought of.
func AsRefusal(err error) *doc.Refusal {
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return doc.RefuseErr(doc.CodeDamaged, err)
}

// Seconds is a length of time as an outcome has it.
func Seconds(d time.Duration) int { return int(d.Round(time.Second).Seconds()) }
