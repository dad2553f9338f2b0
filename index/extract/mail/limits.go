package mail

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	maxMessages     = 100_000  // of a mailbox
	maxMessageBytes = 64 << 20 // of a message
	maxHeaderBytes  = 1 << 20  // of a message's header; the rest counts as its body
	maxDepth        = 20       // of nested parts; deeper ones are left out without a note
	maxParts        = 1_000    // of a message, nested or not; the rest is left out without a note
)
