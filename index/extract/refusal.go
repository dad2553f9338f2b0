package extract

import (
	"errors"
	"io/fs"
	"time"

	"footnote/index/doc"
)

// unreadable refuses a file that the operating system does not give.
func unreadable(err error) *doc.Refusal {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return doc.RefuseErr(doc.CodePermission, err)
	case errors.Is(err, fs.ErrNotExist):
		return doc.RefuseErr(doc.CodeMissing, err)
	}
	return doc.RefuseErr(doc.CodeDisk, err)
}

// asRefusal makes sure of what File promises. An error that is no Refusal here has not been thought of.
func asRefusal(err error) *doc.Refusal {
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return doc.RefuseErr(doc.CodeDamaged, err)
}

// seconds is a length of time as an outcome has it.
func seconds(d time.Duration) int { return int(d.Round(time.Second).Seconds()) }
