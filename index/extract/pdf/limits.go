package pdf

import (
	"time"
)

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxPDFBytes   = 1 << 30          // of a PDF file; past it the file is refused
	maxPDFMemory  = 256 << 20        // of one PDFium instance
	maxPDFPages   = 20_000           // of a PDF
	maxPDFOutline = 10_000           // bookmarks of a PDF
	maxPDFNotes   = 10_000           // of a page, a form's fields with them
	maxNoteBytes  = 1 << 20          // of all notes of a page; those behind are left out
	maxPDFLetter  = 1_000            // in points, of the letters of a note
	pdfTimeBase   = 30 * time.Second // for a PDF of no size
	pdfTimePerMiB = 2 * time.Second  // more, for each MiB of it
	pdfTimeAtMost = 10 * time.Minute
)
