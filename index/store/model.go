package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Model makes vectors.
type Model struct {
	ID     int64  // assigned by the library; never used again
	Name   string // identifies its vectors: two models with the same name give the same vectors
	Dim    int    // numbers in a vector
	Config string // how to reach it; stored as given, and empty for the built-in model
}

func (m Model) check() error {
	if m.Dim <= 0 {
		return fmt.Errorf("the model %s has vectors of %d numbers", m.Name, m.Dim)
	}
	return nil
}

// Models holds the models that a library has vectors of.
type Models struct {
	Serving Model
	Coming  *Model // replaces Serving once every document has its vectors; nil if none
	Former  *Model // served before Serving, and its vectors are kept; nil if none
	Paused  bool   // no vectors are to be made for now
	Chunks  int    // of all documents
	Lacking int    // chunks without vectors of Making
}

// Making returns the model to make vectors with: the coming one, or else the serving one.
func (m Models) Making() Model {
	if m.Coming != nil {
		return *m.Coming
	}
	return m.Serving
}

// Models returns the library's models.
func (s *Store) Models(ctx context.Context) (m Models, err error) {
	err = s.snapshot(ctx, "read models", func(tx *sql.Tx) error {
		m, err = models(ctx, tx)
		return err
	})
	return m, err
}

func models(ctx context.Context, q querier) (m Models, err error) {
	if m.Serving, err = servingModel(ctx, q); err != nil {
		return m, err
	}
	for which, model := range map[string]**Model{"coming": &m.Coming, "former": &m.Former} {
		found, err := collect(ctx, q, func(m *Model) []any { return []any{&m.ID, &m.Name, &m.Dim, &m.Config} },
			`SELECT model.id, name, dim, config FROM model, library WHERE model.id = `+which)
		if err != nil {
			return m, err
		}
		if len(found) > 0 {
			*model = &found[0]
		}
	}
	err = q.QueryRowContext(ctx, `
		SELECT paused, coalesce((SELECT sum(chunks) FROM document), 0), coalesce((SELECT sum(chunks) FROM document d WHERE chunks > 0
			AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.document = d.id AND v.model = ?)), 0) FROM library`, m.Making().ID).
		Scan(&m.Paused, &m.Chunks, &m.Lacking)
	return m, err
}

func servingModel(ctx context.Context, q querier) (m Model, err error) {
	err = q.QueryRowContext(ctx, `SELECT model.id, name, dim, config FROM model, library WHERE model.id = serving`).
		Scan(&m.ID, &m.Name, &m.Dim, &m.Config)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: it has no model", ErrDamaged)
	}
	return m, err
}

// Change begins a change to another model; it ignores to.ID. The model serves from the first Switch that finds all vectors made. Change
// abandons an earlier change in progress. It may bring back the former model, and then reuses the vectors that are stored. If to already
// serves, it stays and takes to.Config.
func (s *Store) Change(ctx context.Context, to Model) error {
	if err := to.check(); err != nil {
		return fmt.Errorf("change the model: %w", err)
	}
	return s.update(ctx, "change the model", func(tx *sql.Tx) (delta, error) {
		m, err := models(ctx, tx)
		if err != nil {
			return delta{}, err
		}
		if m.Coming != nil && same(*m.Coming, to) {
			return delta{}, come(ctx, tx, m.Coming.ID, to.Config)
		}
		if err := drop(ctx, tx, m.Coming); err != nil {
			return delta{}, err
		}
		if same(m.Serving, to) {
			if _, err := tx.ExecContext(ctx, `UPDATE model SET config = ? WHERE id = ?`, to.Config, m.Serving.ID); err != nil {
				return delta{}, err
			}
			_, err = tx.ExecContext(ctx, `UPDATE library SET coming = 0, paused = 0`)
			return delta{switched: true}, err
		}
		if m.Former != nil && same(*m.Former, to) {
			if _, err = tx.ExecContext(ctx, `UPDATE library SET former = 0`); err != nil {
				return delta{}, err
			}
			return delta{}, come(ctx, tx, m.Former.ID, to.Config)
		}
		var id int64
		err = tx.QueryRowContext(ctx, `INSERT INTO model (name, dim, config) VALUES (?, ?, '') RETURNING id`, to.Name, to.Dim).Scan(&id)
		if err != nil {
			return delta{}, err
		}
		return delta{}, come(ctx, tx, id, to.Config)
	})
}

// come makes a model the coming one, reached as config says.
func come(ctx context.Context, tx *sql.Tx, id int64, config string) error {
	if _, err := tx.ExecContext(ctx, `UPDATE model SET config = ? WHERE id = ?`, config, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE library SET coming = ?, paused = 0`, id)
	return err
}

// same reports whether two models make the same vectors.
func same(a, b Model) bool { return a.Name == b.Name && a.Dim == b.Dim }

// drop removes a model with its vectors; nil means none.
func drop(ctx context.Context, tx *sql.Tx, m *Model) error {
	if m == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM model WHERE id = ?`, m.ID)
	return err
}

// Switch makes the coming model serve if every document has its vectors, and reports whether it did. The model that served becomes the
// former one, and an earlier former model is removed.
func (s *Store) Switch(ctx context.Context) (switched bool, err error) {
	m, err := s.Models(ctx)
	if err != nil || m.Coming == nil || m.Lacking > 0 {
		return false, err
	}
	err = s.update(ctx, "change the model", func(tx *sql.Tx) (delta, error) {
		switched = false
		m, err := models(ctx, tx)
		if err != nil || m.Coming == nil || m.Lacking > 0 { // it has changed in between
			return delta{}, err
		}
		if err := drop(ctx, tx, m.Former); err != nil {
			return delta{}, err
		}
		_, err = tx.ExecContext(ctx, `UPDATE library SET former = serving, serving = coming, coming = 0`)
		switched = err == nil
		return delta{switched: switched}, err
	})
	return switched && err == nil, err
}

// Undo abandons a change in progress. If there is none, it makes the former model serve again and keeps the serving one as the former. The
// error is ErrNoModel if there is neither.
func (s *Store) Undo(ctx context.Context) error {
	return s.update(ctx, "undo the change of model", func(tx *sql.Tx) (delta, error) {
		m, err := models(ctx, tx)
		switch {
		case err != nil:
			return delta{}, err
		case m.Coming != nil:
			if err := drop(ctx, tx, m.Coming); err != nil {
				return delta{}, err
			}
			_, err = tx.ExecContext(ctx, `UPDATE library SET coming = 0, paused = 0`)
			return delta{}, err
		case m.Former == nil:
			return delta{}, ErrNoModel
		}
		_, err = tx.ExecContext(ctx, `UPDATE library SET former = serving, serving = former`)
		return delta{switched: true}, err
	})
}

// Pause stops or resumes the making of vectors.
func (s *Store) Pause(ctx context.Context, paused bool) error {
	return s.update(ctx, "pause", func(tx *sql.Tx) (delta, error) {
		_, err := tx.ExecContext(ctx, `UPDATE library SET paused = ?`, paused)
		return delta{}, err
	})
}

// ClearFormer removes the former model with its vectors. The change can then no longer be undone.
func (s *Store) ClearFormer(ctx context.Context) error {
	err := s.update(ctx, "clear the former model's vectors", func(tx *sql.Tx) (delta, error) {
		m, err := models(ctx, tx)
		if err != nil {
			return delta{}, err
		}
		if err := drop(ctx, tx, m.Former); err != nil {
			return delta{}, err
		}
		_, err = tx.ExecContext(ctx, `UPDATE library SET former = 0`)
		return delta{}, err
	})
	if err != nil {
		return err
	}
	// Free the space. If this fails, the next call does it.
	_, _ = s.write.ExecContext(ctx, `PRAGMA incremental_vacuum`)
	return nil
}
