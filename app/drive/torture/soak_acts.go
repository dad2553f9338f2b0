package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"footnote/index"
	"footnote/index/provider"
)

// act does one random thing, as a person or the disk would.
func (s *session) act(ctx context.Context) error {
	if err := s.failure(); err != nil {
		return err
	}
	acts := []struct {
		weight int
		name   string
		do     func(context.Context) error
	}{
		{12, "write", s.writeDocument},
		{6, "delete", s.deleteDocument},
		{12, "sync", s.sync},
		{6, "read", s.readDocument},
		{4, "page", s.drawPage},
		{2, "refresh", func(ctx context.Context) error { _, err := s.lib.Refresh(ctx); return err }},
		{2, "cancel", s.cancelled},
		{2, "remove", s.removeSource},
		{2, "model", s.changeModel},
		{1, "undo", s.undoModel},
		{1, "move", s.move},
	}
	all := 0
	for _, a := range acts {
		all += a.weight
	}
	n := s.random.IntN(all)
	for _, a := range acts {
		if n -= a.weight; n < 0 {
			if err := a.do(ctx); err != nil {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			return nil
		}
	}
	return nil
}

func (s *session) document() string {
	return s.path("docs", "new", fmt.Sprintf("note %d.md", s.random.IntN(40)))
}

func (s *session) writeDocument(context.Context) error {
	text := fmt.Sprintf("# Note %d\n\nThe beans in garden %d are watered on day %d.\n", s.random.IntN(1000), s.random.IntN(40), s.random.IntN(28))
	return writeFile(s.document(), text, time.Now())
}

func (s *session) deleteDocument(context.Context) error {
	if err := os.Remove(s.document()); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (s *session) sync(ctx context.Context) error {
	report, err := s.lib.Sync(ctx, nil)
	if err == nil && len(report.Failed) > 0 {
		return fmt.Errorf("%s: %v", report.Failed[0].Path, report.Failed[0].Outcome)
	}
	return errors.Join(err, s.lib.Embed(ctx, nil))
}

func (s *session) readDocument(ctx context.Context) error {
	for _, path := range []string{s.document(), s.path("more", "more 1.md")} {
		if _, err := s.lib.Read(ctx, path); err != nil && !errors.Is(err, index.ErrNotFound) {
			return err
		}
	}
	return nil
}

func (s *session) drawPage(ctx context.Context) error {
	_, err := s.lib.Page(ctx, s.path("more", "bicycle-care.pdf"), 1, 600, index.Span{Start: 0, End: 100})
	if errors.Is(err, index.ErrNotFound) { // before the first sync, or after the source was removed
		return nil
	}
	return err
}

// cancelled cancels a sync at a random moment.
func (s *session) cancelled(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(s.random.IntN(30))*time.Millisecond)
	defer cancel()
	_, err := s.lib.Sync(ctx, nil)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

func (s *session) removeSource(ctx context.Context) error {
	dir := s.path("more")
	if err := s.lib.Remove(ctx, dir); err != nil {
		return err
	}
	_, err := s.lib.Add(ctx, dir)
	return err
}

// changeModel changes to the server's model and back.
func (s *session) changeModel(ctx context.Context) error {
	for _, m := range []index.EmbeddingModel{{Server: &provider.Config{Kind: provider.Ollama, Model: "nomic-embed-text", Address: s.server}}, {}} {
		if err := s.lib.ChangeModel(ctx, m); err != nil {
			return err
		}
		if err := s.lib.Embed(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) undoModel(ctx context.Context) error {
	if err := s.lib.ChangeModel(ctx, index.EmbeddingModel{Server: &provider.Config{Kind: provider.Ollama, Model: "nomic-embed-text", Address: s.server}}); err != nil {
		return err
	}
	return errors.Join(s.lib.UndoModel(ctx), s.lib.Embed(ctx, nil), s.lib.ClearFormerModel(ctx))
}

// searchOn asks one question after another, and calls everything that results allow.
func (s *session) searchOn(ctx context.Context, i int) error {
	for ; ctx.Err() == nil; i++ {
		question := questions[i%len(questions)]
		found, err := s.lib.Search(ctx, question, index.SearchOptions{})
		if err != nil {
			return fmt.Errorf("search: %w", err)
		}
		if _, err := s.lib.Quote(ctx, question, found.Passages); err != nil {
			return fmt.Errorf("quote: %w", err)
		}
		for _, p := range found.Passages {
			if p.Citation.Span.End-p.Citation.Span.Start != len(p.Text) {
				return fmt.Errorf("%s: a passage of %d bytes is cited as %d to %d", filepath.Base(p.Citation.Path), len(p.Text), p.Citation.Span.Start, p.Citation.Span.End)
			}
		}
		if len(found.Passages) > 0 {
			of := found.Passages[i%len(found.Passages)].Citation
			if _, err := s.lib.Similar(ctx, of, index.SearchOptions{}); err != nil && !errors.Is(err, index.ErrNotFound) {
				return fmt.Errorf("similar: %w", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
	return nil
}
