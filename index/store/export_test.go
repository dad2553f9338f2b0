package store

import (
	"context"
	"fmt"
)

// VectorAddress returns the address of a chunk's vector, for tests of who shares it.
func (s *Store) VectorAddress(chunk int64) *float32 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return &s.memory.vectors.View(chunk)[0]
}

// LimitPages limits the size of the database, as a full disk would.
func (s *Store) LimitPages(ctx context.Context, pages int) error {
	_, err := s.write.ExecContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages))
	return err
}

// HoldTurns takes all turns, so that other callers wait until release.
func (s *Store) HoldTurns(ctx context.Context) (release func(), err error) {
	if err := s.facts.turn.take(ctx); err != nil {
		return nil, err
	}
	if err := s.refresh.take(ctx); err != nil {
		return nil, err
	}
	return func() { s.facts.turn.give(); s.refresh.give() }, nil
}

// HoldsVectors reports whether the vectors are in memory.
func (s *Store) HoldsVectors() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.memory.vectors != nil
}

// RemoveBySteps exposes the way in which RemoveSource continues on a full disk.
func (s *Store) RemoveBySteps(ctx context.Context, id int64) error {
	err := s.removeBySteps(ctx, id)
	s.shrink(ctx, 0)
	return err
}

// Words returns words that are found under one term each.
func Words(terms ...string) []Word {
	words := make([]Word, len(terms))
	for i, term := range terms {
		words[i] = Word{term}
	}
	return words
}
