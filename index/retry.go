package index

import (
	"context"
	"fmt"

	"footnote/index/store"
)

// Retry lets the next Sync read a file again that gave no text, though it looks unchanged. The error is ErrNotFound where the
// library knows no such file.
func (l *Library) Retry(ctx context.Context, path string) error {
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return fmt.Errorf("retry %s: %w", path, err)
	}
	for _, source := range sources {
		if !within(source.Path, path) {
			continue
		}
		stamps, err := l.store.StampsUnder(ctx, source.ID, path)
		if err != nil {
			return fmt.Errorf("retry %s: %w", path, err)
		}
		if stamp, ok := stamps[path]; ok {
			if err := l.store.Touch(ctx, stamp.ID, unsettled, stamp.ModTime, store.Attempts{}); err != nil {
				return fmt.Errorf("retry %s: %w", path, err)
			}
			return nil
		}
	}
	return fmt.Errorf("retry %s: %w", path, ErrNotFound)
}
