package index

import (
	"context"
	"errors"
	"fmt"

	"footnote/index/extract"
)

// Locked reports whether a password opens the file: see Library.Unlock.
func (f Failure) Locked() bool { return extract.NeedsPassword(f.Reason) }

// Locked reports whether a password opens the document: see Library.Unlock.
func (l Listed) Locked() bool { return extract.NeedsPassword(l.Reason) }

// Unlock tries a password on a file that needs one. The error is ErrPassword where it does not open it. Where it does, the next Sync
// reads this file again and every other that needs a password; the caller lets Options.Passwords return it from now on, since the library
// does not keep it. What is read of a document lies in the library like any other text, and no password is needed to search it.
func (l *Library) Unlock(ctx context.Context, path, password string) error {
	const smallest = 1 // pixel: the page is drawn to see whether the file opens
	_, err := l.pages.Page(ctx, path, extract.PageView{Page: 1, Width: smallest}, password)
	var refusal *extract.Refusal
	if errors.As(err, &refusal) && extract.NeedsPassword(refusal.Message) {
		err = ErrPassword
	}
	if err != nil {
		return fmt.Errorf("unlock %s: %w", path, err)
	}
	failures, err := l.store.Failures(ctx)
	if err != nil {
		return fmt.Errorf("unlock %s: %w", path, err)
	}
	for _, f := range failures {
		if !Failure(f).Locked() {
			continue
		}
		if err := l.Retry(ctx, f.Path); err != nil {
			return err
		}
	}
	return nil
}
