package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"footnote/index/embed"
	"footnote/index/provider"
	"footnote/index/store"
)

// An EmbeddingModel says what makes a library's vectors. The zero value is the model that is part of the program.
type EmbeddingModel struct {
	Folder string           `json:"folder,omitempty"` // of a model on this computer: embed.OpenFolder reads it
	Server *provider.Config `json:"server,omitempty"`
}

// Local says whether questions and documents stay on this computer.
func (m EmbeddingModel) Local() bool { return m.Server == nil || m.Server.Local() }

// Builtin says whether it is the model that is part of the program.
func (m EmbeddingModel) Builtin() bool { return m.Folder == "" && m.Server == nil }

// Title is the model as a person is shown it, "" for the one that is part of the program.
func (m EmbeddingModel) Title() string {
	if m.Server != nil {
		return m.Server.Title()
	}
	return filepath.Base(m.Folder)
}

// A LibraryModel is a model that a library has vectors of.
type LibraryModel struct {
	EmbeddingModel
	Name string // identifies its vectors
	Dim  int
}

// LibraryModels are the models that a library has vectors of, and how far a change is.
type LibraryModels struct {
	Serving  LibraryModel
	Coming   *LibraryModel // takes the place of Serving once it has all vectors; nil if none
	Former   *LibraryModel // was in its place, and Undo brings it back; nil if none
	Paused   bool          // no vectors are made for now
	Passages int
	Lacking  int // passages that still need a vector of Coming, or else of Serving
}

var (
	ErrModelChanged = errors.New("the model gives other vectors than before under the same name")
	ErrNoUndo       = errors.New("there is no change of model to undo")
	errOldBuiltin   = errors.New("the vectors are of an earlier built-in model")
)

// modelConfig is how a library keeps what a model is and how it is used. The built-in model has none.
type modelConfig struct {
	EmbeddingModel
	Rules embed.Rules `json:"rules"`
	Scale embed.Scale `json:"scale"`
	Probe []float32   `json:"probe"` // by which a server's model is known again
}

func configOf(m store.Model) (modelConfig, error) {
	var c modelConfig
	if m.Config == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(m.Config), &c); err != nil {
		return c, fmt.Errorf("%w: its model cannot be read: %w", ErrDamaged, err)
	}
	return c, nil
}

// Models returns the models that the library has vectors of.
func (l *Library) Models(ctx context.Context) (LibraryModels, error) {
	stored, err := l.store.Models(ctx)
	if err != nil {
		return LibraryModels{}, err
	}
	m := LibraryModels{Paused: stored.Paused, Passages: stored.Chunks, Lacking: stored.Lacking}
	if m.Serving, err = libraryModel(stored.Serving); err != nil {
		return LibraryModels{}, err
	}
	for from, to := range map[*store.Model]**LibraryModel{stored.Coming: &m.Coming, stored.Former: &m.Former} {
		if from == nil {
			continue
		}
		one, err := libraryModel(*from)
		if err != nil {
			return LibraryModels{}, err
		}
		*to = &one
	}
	return m, nil
}

func libraryModel(m store.Model) (LibraryModel, error) {
	c, err := configOf(m)
	return LibraryModel{EmbeddingModel: c.EmbeddingModel, Name: m.Name, Dim: m.Dim}, err
}

// A ModelTest is what came of trying a model.
type ModelTest struct {
	Dim  int           // of its vectors
	Took time.Duration // for a question
}

// TestModel tries a model: it is reached, and tells related texts from unrelated ones. The error is the disk's or the server's, one of
// embed or of provider.
func (l *Library) TestModel(ctx context.Context, m EmbeddingModel) (ModelTest, error) {
	_, tried, err := l.try(ctx, m)
	if err != nil {
		return ModelTest{}, fmt.Errorf("try the model: %w", err)
	}
	start := time.Now()
	v, err := tried.EmbedQuery(ctx, "How long does it take?")
	if err != nil {
		return ModelTest{}, fmt.Errorf("try the model: %w", err)
	}
	return ModelTest{Dim: len(v), Took: time.Since(start)}, nil
}

// try reaches a model and returns what a library is to keep of it.
func (l *Library) try(ctx context.Context, m EmbeddingModel) (modelConfig, embed.Model, error) {
	c := modelConfig{EmbeddingModel: m}
	if m.Folder != "" {
		folder, err := filepath.Abs(m.Folder)
		if err != nil {
			return c, nil, err
		}
		c.Folder = folder
	}
	if m.Server != nil {
		c.Rules = embed.RulesFor(m.Server.Model)
	}
	model, err := l.reach(c, "", 0)
	if err != nil {
		return c, nil, err
	}
	c.Scale, c.Probe, err = embed.Measure(ctx, model)
	return c, model, err
}

// ChangeModel begins a change of the library's model, once it has been tried with success; Embed carries it out. Until then, and after it
// until the former vectors are cleared, UndoModel undoes it. Errors are as TestModel's; nothing is changed then.
func (l *Library) ChangeModel(ctx context.Context, m EmbeddingModel) error {
	c, model, err := l.try(ctx, m)
	if err != nil {
		return fmt.Errorf("change the model: %w", err)
	}
	to := store.Model{Name: model.Name(), Dim: len(c.Probe)}
	if !m.Builtin() {
		config, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("change the model: %w", err)
		}
		to.Config = string(config)
	}
	if m.Server != nil {
		if to.Name, err = l.nameFor(ctx, c); err != nil {
			return fmt.Errorf("change the model: %w", err)
		}
	}
	return l.store.Change(ctx, to)
}

// nameFor returns the name for a server's model: one that the library has already if its vectors are the same, and else a new one. A
// server may give other vectors under a name that it had before.
func (l *Library) nameFor(ctx context.Context, c modelConfig) (string, error) {
	stored, err := l.store.Models(ctx)
	if err != nil {
		return "", err
	}
	known := []store.Model{stored.Serving}
	for _, m := range []*store.Model{stored.Coming, stored.Former} {
		if m != nil {
			known = append(known, *m)
		}
	}
	for _, m := range known {
		k, err := configOf(m)
		if err != nil {
			return "", err
		}
		if k.Server != nil && k.Server.Model == c.Server.Model && k.Rules == c.Rules && embed.Cosine(k.Probe, c.Probe) >= sameVector {
			return m.Name, nil
		}
	}
	return fmt.Sprintf("%s-%d-%x", c.Server.Model, len(c.Probe), time.Now().UnixMilli()), nil
}

// PauseModel has Embed make no vectors until it is called with false.
func (l *Library) PauseModel(ctx context.Context, paused bool) error {
	return l.store.Pause(ctx, paused)
}

// UndoModel gives up a change that is under way or, after it, has the former model serve again; the error is ErrNoUndo where there is
// neither. Documents that came since the change are found by their words until Embed has made their vectors.
func (l *Library) UndoModel(ctx context.Context) error {
	if err := l.store.Undo(ctx); errors.Is(err, store.ErrNoModel) {
		return ErrNoUndo
	} else if err != nil {
		return err
	}
	return nil
}

// ClearFormerModel removes the former model's vectors, after which the change cannot be undone.
func (l *Library) ClearFormerModel(ctx context.Context) error {
	return l.store.ClearFormer(ctx)
}
