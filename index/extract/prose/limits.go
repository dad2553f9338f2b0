package prose

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	MaxTextBytes    = 24 << 20 // of canonical text: three thousand pages, which a library holds several times while it takes them in
	MaxTitleBytes   = 300      // of a title, an author or a heading's label; longer ones are cut at a word
	MaxNotes        = 100_000  // footnotes and endnotes of a document; further ones are left out
	layoutCellBytes = 200      // of text in several paragraphs of a cell; a table with more only serves the layout
	maxEmptyCells   = 16       // in a row before a cell; further ones are not shown
	MaxCellBytes    = 1 << 20  // of a cell, the rest of which is left out; Excel allows 32,767 characters
	MaxColumns      = 1 << 16  // of a sheet, the rest of which is left out; the common programs allow 16,384
	MaxRows         = 1 << 24  // of a sheet, the rest of which are not numbered; the common programs allow 1,048,576
	MaxRepeated     = 200      // that a row, or a cell of a row, is repeated; further ones say nothing new
	MaxOutline      = 100_000  // headings, pages, symbols or times of a document; what follows has the last one's place
	maxBoundMarks   = 500_000  // of a document that is made of several; what follows has the last one's place
)
