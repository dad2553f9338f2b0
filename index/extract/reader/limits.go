package reader

import "time"

// Bounds of every file, and of the files within it.
const (
	SniffBytes = 8 << 10 // of a file's beginning, which decide on its format

	MaxInnerPictures = 200 // read within one file: each takes a second or more

	maxNesting       = 2                // of archives and messages; a deeper one is refused
	MaxMembers       = 10_000           // read within one file; the rest are left out, with a note
	MaxMemberBytes   = 32 << 20         // of a file within another; a larger one is refused, since its text is in memory several times
	MaxUnpackedBytes = 1 << 30          // unpacked from one file, and from all files within it; the rest is left out, with a note
	timeBase         = 30 * time.Second // for an empty file
	timePerMiB       = 2 * time.Second  // more for each MiB of the file
	timeAtMost       = 10 * time.Minute

	minUnpackedBytes = 64 << 20 // unpacked from any file, however small
	maxUnpackRatio   = 200      // bytes unpacked for each byte of a file; only a harmful file unpacks to more
)

// TimeFor returns how long reading a file of so many bytes may take, with all files within it. The work of other programs does not count. A
// reader that can stop early keeps what it has by then, with a note; the worker of any other is ended.
func TimeFor(bytes int64) time.Duration {
	return min(timeBase+time.Duration(bytes>>20)*timePerMiB, timeAtMost)
}
