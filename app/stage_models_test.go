package app

import (
	"context"

	"footnote/index"
)

// scriptedModels are the models of a scripted library. Embed makes a change; if embed is set, it first waits for that.
type scriptedModels struct {
	now      index.LibraryModels
	fails    error         // returned by Embed
	tryFails error         // returned by TestModel
	away     error         // why questions are answered only by their words
	embed    chan struct{} // Embed receives from it, if it is not nil
	embeds   int
}

func (l *scripted) Models(context.Context) (m index.LibraryModels, err error) {
	l.locked(func() {
		m = l.models.now
		if m.Serving.Name == "" {
			m.Serving = index.LibraryModel{Name: "built-in", Dim: 512}
		}
	})
	return m, nil
}

func (l *scripted) TestModel(context.Context, index.EmbeddingModel) (t index.ModelTest, err error) {
	l.locked(func() { err = l.models.tryFails })
	return index.ModelTest{Dim: 64, Took: 1000}, err
}

func (l *scripted) ChangeModel(_ context.Context, m index.EmbeddingModel) (err error) {
	l.locked(func() {
		if err = l.models.tryFails; err == nil {
			l.models.now.Coming = &index.LibraryModel{EmbeddingModel: m, Name: "coming", Dim: 64}
			l.models.now.Passages, l.models.now.Lacking = 40, 40
		}
	})
	return err
}

func (l *scripted) Embed(ctx context.Context, report func(index.EmbedProgress)) (err error) {
	var wait chan struct{}
	l.locked(func() {
		l.models.embeds++
		wait, err = l.models.embed, l.models.fails
		report(index.EmbedProgress{Done: 10, All: 40})
	})
	if err != nil {
		return err
	}
	if wait != nil {
		select {
		case <-wait:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	l.locked(func() {
		m := &l.models.now
		if m.Paused || m.Coming == nil {
			return
		}
		former := m.Serving
		m.Serving, m.Former, m.Coming, m.Lacking = *m.Coming, &former, nil, 0
	})
	return nil
}

func (l *scripted) PauseModel(_ context.Context, paused bool) error {
	l.locked(func() { l.models.now.Paused = paused })
	return nil
}

func (l *scripted) UndoModel(context.Context) (err error) {
	l.locked(func() {
		m := &l.models.now
		switch {
		case m.Coming != nil:
			m.Coming, m.Lacking = nil, 0
		case m.Former != nil:
			m.Serving, *m.Former = *m.Former, m.Serving
		default:
			err = index.ErrNoUndo
		}
	})
	return err
}

func (l *scripted) ClearFormerModel(context.Context) error {
	l.locked(func() { l.models.now.Former = nil })
	return nil
}
