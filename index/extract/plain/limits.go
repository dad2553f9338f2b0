package plain

// How the charset of a text and the declarations of source code are recognized.
const (
	charsetSample  = 4 << 10 // bytes of lines with non-ASCII letters, which decide on the charset
	binaryShare    = 100     // a file with more than one control character in so many bytes is no text
	utf8ErrorShare = 8       // UTF-8 has at most one broken sequence to so many whole ones
	maxCodeLine    = 400     // bytes of a line of source code; a longer one declares nothing
)
