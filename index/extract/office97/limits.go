package office97

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says otherwise.
const (
	maxTableBytes  = 32 << 20  // of one table of a document: its pieces, styles, notes; what is behind is not looked at
	maxPieces      = 1_000_000 // that a document's text lies in
	maxChangeBytes = 256       // of the properties that a piece has of its own
	maxFarBytes    = 64 << 20  // of properties that are too long for a page: those of tables with many columns
	maxStyles      = 10_000    // of a document; Word itself has at most 4,095
	maxStyleDepth  = 20        // styles that one may be based on, each on the next. Word itself heeds eleven
	maxTableDepth  = 20        // of tables within each other; what lies deeper is in the innermost of these
	maxFields      = 1_000_000 // of one text; the codes of those behind are read as words
	maxRemarkName  = 9         // characters of the initials of who made a remark
	maxCells       = 4_000_000 // of a sheet; those behind are not read
	maxCellStyles  = 100_000   // of a workbook, and formats of numbers; other numbers are shown as they are stored
	maxSheets      = 10_000    // of a workbook
	maxEdits       = 10_000    // of a presentation; what is older is not looked at
	maxObjects     = 1_000_000 // of a presentation
	maxSlides      = 10_000    // of a presentation, and texts of a slide
	maxShapeBytes  = 64 << 10  // of the properties of a shape
	atomsPerByte   = 4         // times that a presentation is looked at: no object is read more often in earnest
	maxLists       = 10_000    // of a document; others have dashes
)
