package prose

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	MaxTextBytes    = 24 << 20 // canonical text of one document: three thousand pages; a library that takes it in holds it several times
	MaxTitleBytes   = 300      // of a title, an author or a heading's label: what is longer is cut at a word
	MaxNotes        = 100_000  // footnotes and endnotes of a document
	layoutCellBytes = 200      // of text in several paragraphs of a table's cell, from which on the table is there for the layout
	maxEmptyCells   = 16       // in a row before a cell that are shown as such; more are not
	MaxCellBytes    = 1 << 20  // of one cell; Excel itself has at most 32,767 characters
	MaxColumns      = 1 << 16  // of a sheet; the common programs have at most 16,384
	MaxRows         = 1 << 24  // of a sheet; the common programs have at most 1,048,576
	MaxRepeated     = 200      // times that one row, or one cell of a row, is written: more of the same says nothing more
	MaxOutline      = 100_000  // headings, pages, symbols or times of a document; what comes behind them has the last one's place
	maxBoundMarks   = 500_000  // of a document that is made of several; what comes behind them has the last one's place
)
