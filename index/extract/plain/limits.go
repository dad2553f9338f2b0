package plain

// Bounds of what is read: see package doc.
const (
	charsetSample  = 4 << 10 // Bytes of lines with non-ASCII letters, looked at to tell the charset
	binaryShare    = 100     // more than one control character in so many bytes: not text
	utf8ErrorShare = 8       // at most one broken sequence to so many whole ones: still UTF-8
	maxCodeLine    = 400     // Bytes of a line of source code, beyond which it declares nothing
)
