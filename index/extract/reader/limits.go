package reader

// Bounds of every file, and of the files within it.
const (
	SniffBytes = 8 << 10 // of a file's beginning, which decide on its format

	MaxInnerPictures = 200 // read within one file: each takes a second or more

	maxNesting       = 2        // of archives and messages; a deeper one is refused
	MaxMembers       = 10_000   // read within one file; the rest are left out, with a note
	MaxMemberBytes   = 32 << 20 // of a file within another; a larger one is refused, since its text is in memory several times
	MaxUnpackedBytes = 1 << 30  // unpacked from one file, and from all files within it; the rest is left out, with a note
	minUnpackedBytes = 64 << 20 // unpacked from any file, however small
	maxUnpackRatio   = 200      // bytes unpacked for each byte of a file; only a harmful file unpacks to more
)
