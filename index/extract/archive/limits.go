package archive

// Bounds of what is read: see package doc.
const (
	maxZstdWindow = 32 << 20 // of a Zstandard archive: what it holds in memory
)
