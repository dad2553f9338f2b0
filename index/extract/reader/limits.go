package reader

// Bounds of every file. What passes one is read up to it, and the document's notes say so. Each package has those of its formats.
const (
	SniffBytes = 8 << 10 // of a file's beginning, looked at to tell its format

	MaxInnerPictures = 200 // of one file that are read for their text: each takes a second or more

	maxNesting       = 2        // of archives and messages within each other; what is in one that lies deeper is not read
	MaxMembers       = 10_000   // files within one file; those behind are not read
	MaxMemberBytes   = 32 << 20 // of a file within another; a larger one is not read: its text is in memory several times
	MaxUnpackedBytes = 1 << 30  // unpacked from one file, and all files within it
	minUnpackedBytes = 64 << 20 // that are unpacked from a file however small it is
	maxUnpackRatio   = 200      // bytes unpacked for each byte of a file: what unpacks to more does so for harm
)
