package index

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// Locked reports whether a password opens the file, or one within it: see Library.Unlock.
func Locked(o doc.Outcome) bool { return o.Has(doc.CodeLocked) }

// Unlock tries a password on a file that needs one. The error is ErrPassword where it does not open it. Where it does, the next Sync
// reads this file again and every other that needs a password; the caller lets Options.Passwords return it from now on, since the library
// does not keep it. What is read of a document lies in the library like any other text, and no password is needed to search it.
func (l *Library) Unlock(ctx context.Context, path, password string) error {
	if err := l.opens(ctx, path, password); err != nil {
		return fmt.Errorf("unlock %s: %w", path, err)
	}
	failures, err := l.store.Failures(ctx)
	if err != nil {
		return fmt.Errorf("unlock %s: %w", path, err)
	}
	for _, f := range failures {
		if !Locked(f.Outcome) {
			continue
		}
		if err := l.Retry(ctx, f.Path); err != nil {
			return err
		}
	}
	return nil
}

// opens tries a password on a file. A page of a PDF is drawn to see whether it opens; other files are read.
func (l *Library) opens(ctx context.Context, path, password string) error {
	const smallest = 1 // pixel
	_, err := l.pages.Page(ctx, path, reader.PageView{Page: 1, Width: smallest}, password)
	var refusal *doc.Refusal
	if errors.As(err, &refusal) && !Locked(refusal.Outcome) {
		var document doc.Document
		document, err = l.pages.File(ctx, path, password)
		if err == nil && slices.ContainsFunc(document.Notes, Locked) {
			return ErrPassword
		}
	}
	if errors.As(err, &refusal) && Locked(refusal.Outcome) {
		return ErrPassword
	}
	return err
}
