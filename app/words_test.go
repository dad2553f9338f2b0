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
		"no library": {index.ErrNotLibrary, "delete it and add your folders again"},
		"damaged":    {index.ErrDamaged, "add your folders again. Your documents lie elsewhere"},
		"read only":  {index.ErrReadOnly, "the right to write"},
		"full":       {index.ErrFull, "Make room"},
		"busy":       {index.ErrBusy, "Try again when it is done"},
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
