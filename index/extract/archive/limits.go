package archive

// Bounds of what an archive's methods take in memory. An archive that needs more is refused.
const (
	maxZstdWindow = 32 << 20 // of Zstandard's window, in bytes
)
