package plain

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	charsetSample  = 4 << 10 // bytes of lines with non-ASCII letters, looked at to tell the charset
	binaryShare    = 100     // more than one control character in so many bytes: not text
	utf8ErrorShare = 8       // at most one broken sequence to so many whole ones: still UTF-8
	maxCodeLine    = 400     // bytes of a line of source code, beyond which it declares nothing
)
