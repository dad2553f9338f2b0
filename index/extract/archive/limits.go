package archive

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxZstdWindow = 32 << 20 // of a Zstandard archive: what it holds in memory
)
