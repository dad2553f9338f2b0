package index

import (
	"context"
	"errors"
	"math"
	"slices"

	"footnote/index/rank"
	"footnote/index/store"
)

// moved is where a question points: its own vector, moved by the passages that were marked right or wrong.
func (l *Library) moved(ctx context.Context, vector []float32, among store.Vectors, opt SearchOptions) ([]float32, error) {
	if len(opt.Right)+len(opt.Wrong) == 0 {
		return vector, nil
	}
	right, err := l.chunksOf(ctx, opt.Right)
	if err != nil {
		return nil, err
	}
	wrong, err := l.chunksOf(ctx, opt.Wrong)
	if err != nil {
		return nil, err
	}
	return unit(rank.Moved(vector, vectorsOf(among, right), vectorsOf(among, wrong))), nil
}

// chunksOf returns the chunks of passages found before; one that is gone since is left out.
func (l *Library) chunksOf(ctx context.Context, passages []Citation) ([]int64, error) {
	var ids []int64
	for _, c := range passages {
		id, err := l.store.Chunk(ctx, c.Path, c.Span.Start, c.Span.End)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// withoutCopies leaves out passages that say word for word what one of some others says.
func (l *Library) withoutCopies(ctx context.Context, found []judged, of []Citation) ([]judged, error) {
	if len(of) == 0 {
		return found, nil
	}
	ids, err := l.chunksOf(ctx, of)
	if err != nil {
		return nil, err
	}
	passages, err := l.store.Passages(ctx, ids)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(c judged) bool {
		return slices.ContainsFunc(passages, func(p store.Passage) bool { return p.Text == c.Text })
	}), nil
}

func vectorsOf(among store.Vectors, chunks []int64) [][]float32 {
	vectors := make([][]float32, len(chunks))
	for i, id := range chunks {
		vectors[i] = among.Of(id)
	}
	return vectors
}

// unit brings a vector to unit length; zero stays zero.
func unit(vector []float32) []float32 {
	var squares float64
	for _, x := range vector {
		squares += float64(x) * float64(x)
	}
	if squares == 0 {
		return vector
	}
	for i := range vector {
		vector[i] = float32(float64(vector[i]) / math.Sqrt(squares))
	}
	return vector
}
