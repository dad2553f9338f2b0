package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"path/filepath"

	"footnote/index/vector"
)

// A Sampled is a chunk with its vector as they are stored, and what of its document the vector was made of.
type Sampled struct {
	Title, Text string
	Start       int       // in the document's text
	Places      []byte    // of the document
	Vector      []float32 // of unit length
}

// Sample returns about n chunks of as many documents, from all over a library, with their vectors of a model; none where another one
// serves. Lacking is how many chunks of all have no vector of the model that serves. It changes nothing.
func Sample(ctx context.Context, dir string, of Model, n int) (samples []Sampled, lacking int, err error) {
	c, err := newCheck(filepath.Join(dir, FileName), CheckOptions{})
	if err == nil {
		err = c.within(ctx, func(tx *sql.Tx) (err error) {
			samples, lacking, err = c.sample(ctx, tx, of, n)
			return err
		})
		err = errors.Join(err, c.close())
	}
	if err != nil {
		return nil, 0, fmt.Errorf("sample library: %w", fault(ctx, err))
	}
	return samples, lacking, nil
}

func (c *check) sample(ctx context.Context, tx *sql.Tx, of Model, n int) (samples []Sampled, lacking int, err error) {
	m, err := models(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	if m.Serving.Name != of.Name || m.Serving.Dim != of.Dim {
		return nil, m.Lacking, nil
	}
	ids, err := column(ctx, tx, `SELECT document FROM vectors v JOIN document d ON d.id = v.document WHERE v.model = ? AND chunks > 0 ORDER BY document`, m.Serving.ID)
	if err != nil {
		return nil, 0, err
	}
	for i := range min(n, len(ids)) {
		s, fits, err := c.sampleOf(ctx, tx, ids[i*len(ids)/min(n, len(ids))], m.Serving)
		if err != nil {
			return nil, 0, err
		}
		if fits {
			samples = append(samples, s)
		}
	}
	return samples, m.Lacking, nil
}

// sampleOf returns the chunk in the middle of a document. It does not fit where the document is damaged, or the chunk has no vector.
func (c *check) sampleOf(ctx context.Context, tx *sql.Tx, id int64, of Model) (s Sampled, fits bool, err error) {
	stored, err := storedDocuments(ctx, tx, `id = ?`, id)
	if err != nil || len(stored) == 0 {
		return s, false, err
	}
	d := stored[0]
	if aspect, err := c.content(ctx, tx, &d); err != nil || aspect != "" {
		return s, false, err
	}
	var data []byte
	err = tx.QueryRowContext(ctx, `SELECT data FROM vectors WHERE document = ? AND model = ?`, id, of.ID).Scan(&data)
	if err != nil || len(data) != len(d.spans)*of.Dim {
		return s, false, err
	}
	chunk := len(d.spans) / 2
	direction := vector.DirectionOf(data[chunk*of.Dim : (chunk+1)*of.Dim])
	at := d.spans[chunk]
	s = Sampled{Title: d.Title, Text: d.Text[at.start:at.stop], Start: at.start, Places: d.Document.Places, Vector: make([]float32, of.Dim)}
	var sum float64
	for _, q := range direction {
		sum += float64(q) * float64(q)
	}
	for i, q := range direction {
		s.Vector[i] = float32(float64(q) / math.Sqrt(sum))
	}
	return s, sum > 0, nil
}
