package plain

// Bounds, and how the charset of a text and the declarations of source code are recognized.
const (
	charsetSample  = 4 << 10 // bytes of lines with non-ASCII letters, which decide on the charset
	binaryShare    = 100     // a file with more than one control character in so many bytes is no text
	utf8ErrorShare = 8       // UTF-8 has at most one broken sequence to so many whole ones
	maxEntryLines  = 1_000   // of an event or a contact; further ones are left out without a note
	maxEntryDepth  = 16      // components of a calendar within each other
	maxFieldParams = 64      // parameters, or parts of the value, of a field; further ones are left out
	maxCodeLine    = 400     // bytes of a line of source code; a longer one declares nothing
)
