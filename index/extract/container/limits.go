package container

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	MaxMembers           = 10_000    // entries of a ZIP container; a file with more is refused
	maxPartBytes         = 256 << 20 // of a decompressed part of a ZIP container
	minUnfoldedBytes     = 256 << 20 // decompressed from a ZIP container that lies in no other file, however small it is
	maxTokenBytes        = 32 << 20  // of one tag, text or comment in such a part, which is in memory as a whole
	maxContentTypesBytes = 1 << 20   // of the member of a ZIP container that states its type; the rest is not looked at
	maxCompoundEntries   = 100_000   // streams and folders of a compound file; the rest are not found
)
