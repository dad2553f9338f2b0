package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"footnote/index"
)

// TestExplainQuotesNoGo passes errors through the layers, with the messages that Go, SQLite and our packages add. None of these messages
// reaches a person.
func TestExplainQuotesNoGo(t *testing.T) {
	refused := &fs.PathError{Op: "open", Path: "/lib/library.db", Err: syscall.EACCES}
	for _, test := range []struct {
		err  error
		want string
	}{
		{index.ErrDamaged, "is damaged. "},
		{index.ErrNotLibrary, "/lib does not contain a library"},
		{index.ErrReadOnly, "is not writable. "},
		{fmt.Errorf("%w: %w", index.ErrReadOnly, refused), "is not writable. You don't have permission. "},
		{index.ErrFull, "The disk is full. "},
		{&index.VersionError{Path: "/lib/library.db", Found: 9, Want: 5}, "it has format 9, and this version reads formats up to 5. "},
		{&index.HeldError{By: index.Holder{PID: 7, Name: "index", Act: index.ActReading}}, "The command “footnote index” (process 7) is reading documents into the library. Nothing was changed. "},
		{&index.HeldError{By: index.Holder{PID: 7, Name: "window", Act: index.ActEmbedding}}, "A window of Footnote (process 7) is making the library's vectors. "},
		{&index.HeldError{By: index.Holder{Name: "\x1b[2J", Act: "x"}}, "Another program is working on the library. "},
		{&index.MovedError{To: "/mnt/new"}, "was moved to /mnt/new. The old folder still has a copy"},
		{index.ErrGone, "was deleted or replaced while it was open. "},
		{openError{refused}, "can't be opened. You don't have permission. "},
		{openError{errors.New("disk I/O error (4874)")}, "can't be opened. "},
		{refused, "don't have permission to use /lib/library.db. "},
	} {
		got := explain(fmt.Errorf("open library: open library /lib: %w: %w", test.err, errors.New("database disk image is malformed (11)")), "/lib")
		if !strings.Contains(got, test.want) {
			t.Errorf("%v: %q, want it to hold %q", test.err, got, test.want)
		}
		for _, never := range []string{"open library", "malformed", "(11)", "I/O error", "open /"} {
			if strings.Contains(got, never) {
				t.Errorf("%v: %q, which holds %q", test.err, got, never)
			}
		}
	}
}
