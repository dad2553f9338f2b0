package pdf

import (
	"time"
)

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	maxFileBytes     = 1 << 30          // of a file; a larger one is refused
	maxInstanceBytes = 256 << 20        // of a file
	maxPages         = 20_000           // of a file
	maxBookmarks     = 10_000           // bookmarks of a file; one with more has no headings
	maxNotes         = 10_000           // of a page, including form fields
	maxNoteBytes     = 1 << 20          // of all notes of a page
	maxAttached      = 1_000            // files that are attached to a file; further ones are left out without a note
	maxAttachedBytes = 64 << 20         // of all of them, which are held in memory
	maxLetterSize    = 1_000            // size in points of a note's letters; a larger one is ignored
	drawTime         = 30 * time.Second // for a page; one that takes longer is refused
)
