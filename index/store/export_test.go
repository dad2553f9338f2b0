package store

// VectorAddress returns where a chunk's vector lies, for tests of who shares it.
func (s *Store) VectorAddress(chunk int64) *float32 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return &s.memory.vector(s.memory.rows[chunk])[0]
}
