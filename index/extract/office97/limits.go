package office97

// Bounds. What exceeds one is left out, unless a comment says otherwise.
const (
	maxTableBytes  = 32 << 20  // of a table of a document: its pieces, styles, notes
	maxPieces      = 1_000_000 // of a document's text
	maxChangeBytes = 256       // of the changes of a piece
	maxFarBytes    = 64 << 20  // of properties that are too long for a page, such as those of tables with many columns
	maxStyles      = 10_000    // of a document; Word allows 4,095
	maxStyleDepth  = 20        // of a chain of styles that are based on each other; Word follows eleven
	maxTableDepth  = 20        // of nested tables; the content of deeper ones goes into the innermost of these
	maxFields      = 1_000_000 // of a text; the codes of further ones are read as words
	maxRemarkName  = 9         // characters of the initials of a remark's author
	maxCells       = 4_000_000 // of a sheet
	maxCellStyles  = 100_000   // of a workbook, and formats of numbers; numbers with further ones are shown as they are stored
	maxSheets      = 10_000    // of a workbook
	maxEdits       = 10_000    // of a presentation, the last ones
	maxObjects     = 1_000_000 // of a presentation
	maxSlides      = 10_000    // of a presentation, and texts of a slide
	maxShapeBytes  = 64 << 10  // of the properties of a shape
	atomsPerByte   = 4         // bound of how often a presentation is read: no sound file has objects that need more
	maxLists       = 10_000    // of a document; further ones have dashes
)
