package container

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	MaxMembers           = 10_000    // entries of a zip container; past it the file is refused
	maxPartBytes         = 256 << 20 // of one decompressed part of a zip container
	minUnfoldedBytes     = 256 << 20 // that are decompressed of a zip container that lies in no other file, however small it is
	maxTokenBytes        = 32 << 20  // of one tag, text or comment in such a part: it is in memory as a whole
	maxContentTypesBytes = 1 << 20   // of the member of a zip container that says what it is
	maxCompoundEntries   = 100_000   // streams and folders of a compound file; those behind are not found
)
