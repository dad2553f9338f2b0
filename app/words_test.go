package app

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"footnote/app/place"
	"footnote/index"
)

// TestExplain checks that every error of the engine has words that say what to do, and do not show the error's own text.
func TestExplain(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"version":    {&index.VersionError{}, "another version of Footnote"},
		"no library": {index.ErrNotLibrary, "Check and repair it"},
		"damaged":    {index.ErrDamaged, "from your documents again. Your documents are stored elsewhere"},
		"read only":  {index.ErrReadOnly, "write permission for its folder"},
		"full":       {index.ErrFull, "Free some space"},
		"busy":       {index.ErrBusy, "Try again when it has finished"},
		"held":       {&index.HeldError{By: index.Holder{PID: 7, Name: "index", Act: index.ActReading}}, "The command “footnote index” (process 7) is reading documents into the library. Nothing was changed. Wait"},
		"held by?":   {&index.HeldError{By: index.Holder{Name: "../x", Act: "y"}}, "Another program is working on the library. "},
		"elsewhere":  {&index.MovedError{To: "/mnt/new"}, "was moved to /mnt/new. The old folder still has a copy"},
		"deleted":    {index.ErrGone, "was deleted or replaced while it was open. What was read since then is lost."},
		"too long":   {index.ErrQuestionTooLong, "Ask in one or two sentences"},
		"syncing":    {index.ErrSyncing, "Wait until that has finished"},
		"gone":       {index.ErrNotFound, "Sync to bring the library"},
		"permission": {&fs.PathError{Op: "open", Path: "/a", Err: fs.ErrPermission}, "Change its permissions"},
		"forbidden":  {syscall.EACCES, "It failed. You don't have permission. Change its permissions"},
		"a file":     {&fs.PathError{Op: "mkdir", Path: "/a", Err: syscall.ENOTDIR}, "/a is a file, not a folder. Choose a folder."},
		"missing":    {fs.ErrNotExist, "The file does not exist."},
		"not there":  {&fs.PathError{Op: "stat", Path: "/a", Err: fs.ErrNotExist}, "connect the drive and try again"},
		"moved":      {&place.GoneError{Dir: "/mnt/drive", File: "/home/a/library.path"}, "moved to /mnt/drive, but Footnote can't find it there. Connect its drive"},
		"other":      {errors.New("odd"), "Footnote doesn't know why"},
	} {
		t.Run(name, func(t *testing.T) {
			got := explain("It failed.", fmt.Errorf("do it: %w", tc.err)).sentence()
			if !strings.HasPrefix(got, "It failed. ") || !strings.Contains(got, tc.want) || strings.Contains(got, "..") {
				t.Errorf("got %q, want %q in it", got, tc.want)
			}
		})
	}
}
