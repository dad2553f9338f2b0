package reader

import (
	"errors"
	"io/fs"
	"time"

	"footnote/index/doc"
)

// Unreadable refuses a file that the operating system cannot open or read.
func Unreadable(err error) *doc.Refusal {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return doc.RefuseErr(doc.CodePermission, err)
	case errors.Is(err, fs.ErrNotExist):
		return doc.RefuseErr(doc.CodeMissing, err)
	}
	return doc.RefuseErr(doc.CodeDisk, err)
}

// AsRefusal returns err as a Refusal. An error that is none is taken for damage.
func AsRefusal(err error) *doc.Refusal {
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return doc.RefuseErr(doc.CodeDamaged, err)
}

// Seconds returns a duration as outcomes state it.
func Seconds(d time.Duration) int { return int(d.Round(time.Second).Seconds()) }
