package mail

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxMessages     = 100_000  // of a mailbox; those behind are not read
	maxMessageBytes = 64 << 20 // of one message; what is behind is not read
	maxMailHeader   = 1 << 20  // of a message's header; what is behind is its body
	maxMailDepth    = 20       // of its parts within each other; what lies deeper is left out
	maxMailParts    = 1_000    // of one message, within each other or not; what is behind is not read
)
