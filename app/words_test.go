package app

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"footnote/app/place"
	"footnote/index"
)

// TestExplain holds that every error the engine names has words of its own, which say what to do and do not show the error's
// own name where a person is served better.
func TestExplain(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"version":    {&index.VersionError{}, "another version of Footnote"},
		"no library": {index.ErrNotLibrary, "Check and repair it"},
		"damaged":    {index.ErrDamaged, "read again from your documents. Your documents lie elsewhere"},
		"read only":  {index.ErrReadOnly, "the right to write"},
		"full":       {index.ErrFull, "Make room"},
		"busy":       {index.ErrBusy, "Try again when it is done"},
		"held":       {&index.HeldError{By: index.Holder{PID: 7, Name: "index", Act: index.ActReading}}, "The command “footnote index” (process 7) is reading documents into the library. Nothing was changed. Wait"},
		"held by?":   {&index.HeldError{By: index.Holder{Name: "../x", Act: "y"}}, "Another program is working on the library. "},
		"elsewhere":  {&index.MovedError{To: "/mnt/new"}, "was moved to /mnt/new. What is left here is an old copy"},
		"deleted":    {index.ErrGone, "was deleted or replaced while it was open. What was read since is not kept."},
		"too long":   {index.ErrQuestionTooLong, "Ask it in a sentence or two"},
		"syncing":    {index.ErrSyncing, "Wait for that to end"},
		"gone":       {index.ErrNotFound, "Sync the library"},
		"permission": {&fs.PathError{Op: "open", Path: "/a", Err: fs.ErrPermission}, "Give yourself the right to read it"},
		"not there":  {&fs.PathError{Op: "stat", Path: "/a", Err: fs.ErrNotExist}, "connect it and try again"},
		"moved":      {&place.GoneError{Dir: "/mnt/drive", File: "/home/a/library.path"}, "moved to /mnt/drive, and is not there now. Connect the drive"},
		"other":      {errors.New("odd"), "The reason: "},
	} {
		t.Run(name, func(t *testing.T) {
			got := explain("It failed.", fmt.Errorf("do it: %w", tc.err)).sentence()
			if !strings.HasPrefix(got, "It failed. ") || !strings.Contains(got, tc.want) || strings.Contains(got, "..") {
				t.Errorf("got %q, want %q in it", got, tc.want)
			}
		})
	}
}
