package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"footnote/index"
)

// Metrics are means over a collection's queries.
type Metrics struct {
	NDCG10    float64 `json:"ndcg10"`
	MRR10     float64 `json:"mrr10"`
	Recall10  float64 `json:"recall10"`
	Recall100 float64 `json:"recall100"`
}

func (m Metrics) plus(o Metrics) Metrics {
	return Metrics{m.NDCG10 + o.NDCG10, m.MRR10 + o.MRR10, m.Recall10 + o.Recall10, m.Recall100 + o.Recall100}
}

func (m Metrics) over(n float64) Metrics {
	return Metrics{m.NDCG10 / n, m.MRR10 / n, m.Recall10 / n, m.Recall100 / n}
}

// withLibrary calls f with a library of documents in a temporary folder, and with the document IDs by path.
func withLibrary(ctx context.Context, documents []Record, f func(lib *index.Library, ids map[string]string) error) (err error) {
	dir, err := os.MkdirTemp("", "quality")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	lib, err := index.Open(filepath.Join(dir, "library"), index.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	ids, err := fill(ctx, lib, filepath.Join(dir, "documents"), documents)
	if err != nil {
		return err
	}
	return f(lib, ids)
}

// Measure indexes a collection and asks its queries, one side after the other. observed holds the first passages of its own queries and of
// foreign ones, which it does not answer. It is empty if foreign is.
func Measure(ctx context.Context, c Collection, foreign []Record) (metrics map[string]Metrics, observed []observation, err error) {
	metrics = map[string]Metrics{}
	err = withLibrary(ctx, c.Documents, func(lib *index.Library, ids map[string]string) error {
		for _, side := range sides {
			var sum Metrics
			for _, q := range c.Queries {
				found, err := search(ctx, lib, q.Text, side.side, ids)
				if err != nil {
					return fmt.Errorf("query %s: %w", q.ID, err)
				}
				sum = sum.plus(score(found, c.Relevant[q.ID]))
			}
			metrics[side.name] = sum.over(float64(len(c.Queries)))
		}
		if len(foreign) == 0 {
			return nil
		}
		own, err := observe(ctx, lib, c.Queries, c.Relevant, ids)
		if err != nil {
			return err
		}
		others, err := observe(ctx, lib, foreign, nil, ids)
		observed = append(own, others...)
		return err
	})
	return metrics, observed, err
}

// fill writes the documents as Markdown files and indexes them. It returns their IDs by path.
func fill(ctx context.Context, lib *index.Library, dir string, documents []Record) (map[string]string, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]string, len(documents))
	for i, d := range documents {
		path := filepath.Join(dir, fmt.Sprintf("%07d.md", i))
		text := d.Text + "\n"
		if d.Title != "" {
			text = "# " + d.Title + "\n\n" + text
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return nil, err
		}
		ids[path] = d.ID
	}
	if _, err := lib.Add(ctx, dir); err != nil {
		return nil, err
	}
	_, err = lib.Sync(ctx, nil)
	return ids, err
}

// depth is the number of documents to rank. passages is the number of passages to ask for to get that many.
const (
	depth    = 100
	passages = 3 * depth
)

// search returns the IDs of the documents found, each at the rank of its best passage.
func search(ctx context.Context, lib *index.Library, text string, side index.Side, ids map[string]string) ([]string, error) {
	result, err := lib.Search(ctx, bounded(text), index.SearchOptions{Limit: passages, Side: side, Weak: true, Plain: true})
	if err != nil {
		return nil, err
	}
	var found []string
	seen := map[string]bool{}
	for _, p := range result.Passages {
		if id := ids[p.Citation.Path]; !seen[id] && len(found) < depth {
			seen[id] = true
			found = append(found, id)
		}
	}
	return found, nil
}

// bounded returns text cut to the longest question allowed.
func bounded(text string) string { return text[:min(len(text), index.MaxQuestionBytes)] }

// score measures one query. found is ordered best first and holds at most depth IDs; relevant is not empty.
func score(found []string, relevant map[string]bool) Metrics {
	var m Metrics
	var gain, ideal float64
	for i := range min(10, len(relevant)) {
		ideal += discount(i)
	}
	for i, id := range found {
		if !relevant[id] {
			continue
		}
		m.Recall100++
		if i < 10 {
			m.Recall10++
			gain += discount(i)
			if m.MRR10 == 0 {
				m.MRR10 = 1 / float64(i+1)
			}
		}
	}
	m.NDCG10 = gain / ideal
	m.Recall10 /= float64(len(relevant))
	m.Recall100 /= float64(len(relevant))
	return m
}

// discount returns the weight of a document at index i, from 0 (Järvelin and Kekäläinen 2002).
func discount(i int) float64 { return 1 / math.Log2(float64(i+2)) }
