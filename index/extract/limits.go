package extract

import "time"

// The bounds of extraction, all of them. What passes one is read up to it, and the document's Note says so, except where a
// comment here says that the file is refused.
const (
	sniffBytes = 8 << 10 // of a file's beginning, looked at to tell its format

	maxTextBytes   = 24 << 20 // canonical text of one document: three thousand pages; a library that takes it in holds it several times
	maxMarkupBytes = 32 << 20 // of an HTML file: its tree takes about ten times the memory of its bytes
	maxTitleBytes  = 300      // of a title, an author or a heading's label: what is longer is cut at a word

	maxFrontMatterBytes = 64 << 10 // a Markdown file's front matter; what is longer is no front matter

	maxZipMembers        = 10_000    // entries of a zip container; past it the file is refused
	maxPartBytes         = 256 << 20 // of one decompressed part of a zip container
	minUnfoldedBytes     = 256 << 20 // that are decompressed of a zip container that lies in no other file, however small it is
	maxTokenBytes        = 32 << 20  // of one tag, text or comment in such a part: it is in memory as a whole
	maxContentTypesBytes = 1 << 20   // of the member of a zip container that says what it is
	maxNotes             = 100_000   // footnotes and endnotes of a document
	layoutCellBytes      = 200       // of text in several paragraphs of a table's cell, from which on the table is there for the layout
	maxEmptyCells        = 16        // in a row before a cell that are shown as such; more are not
	maxSharedBytes       = 96 << 20  // of the strings that the cells of a workbook share; what is behind is left out
	maxCellBytes         = 1 << 20   // of one cell; Excel itself has at most 32,767 characters
	maxColumns           = 1 << 16   // of a sheet; the common programs have at most 16,384
	maxFormatBytes       = 1 << 10   // of the code of a number format; Excel itself has at most 255 characters
	maxDecimals          = 30        // that a number is shown with
	maxRows              = 1 << 24   // of a sheet; the common programs have at most 1,048,576
	maxRepeated          = 200       // times that one row, or one cell of a row, is written: more of the same says nothing more
	maxStyles            = 100_000   // of a workbook's cells; others are shown as they are stored
	maxNestedDepth       = 256       // of elements within each other in a part; what lies deeper is left out

	maxRTFBytes = 128 << 20 // of an RTF document: pictures are written out in it
	maxRTFWord  = 32        // letters of a control word, and digits of its value
	maxRTFDepth = 1_000     // of groups within each other; what is set in deeper ones is not undone at their end
	maxRTFTable = 10_000    // fonts, or styles, of an RTF document

	maxPDFBytes    = 1 << 30          // of a PDF file; past it the file is refused
	maxPDFMemory   = 256 << 20        // of one PDFium instance
	maxPDFPages    = 20_000           // of a PDF
	maxPDFOutline  = 10_000           // bookmarks of a PDF
	maxPDFNotes    = 10_000           // of a page, a form's fields with them
	maxNoteBytes   = 1 << 20          // of all notes of a page; those behind are left out
	maxPDFLetter   = 1_000            // in points, of the letters of a note
	maxPagePixels  = 12 << 20         // of a page that is drawn; a larger one is drawn smaller, for a worker holds it three times
	maxPageSide    = 1 << 15          // in pixels, of a page that is drawn
	pdfTimeBase    = 30 * time.Second // for a PDF of no size
	pdfTimePerMiB  = 2 * time.Second  // more, for each MiB of it
	pdfTimeAtMost  = 10 * time.Minute
	charsetSample  = 4 << 10 // bytes of lines with non-ASCII letters, looked at to tell the charset
	minHTMLKept    = 200     // bytes of an article without its boilerplate below which the boilerplate is kept
	htmlKeptShare  = 10      // an article of less than one part in so many of its page: the boilerplate is kept
	binaryShare    = 100     // more than one control character in so many bytes: not text
	utf8ErrorShare = 8       // at most one broken sequence to so many whole ones: still UTF-8

	maxPictureBytes  = 256 << 20   // of a picture that is read for its text; past it the file is refused
	maxPicturePixels = 150_000_000 // of such a picture; past it the file is refused
	maxDrawnPixels   = 40_000_000  // of a picture that is drawn: a worker holds them all
	maxDrawnBytes    = 320 << 20   // of its file and its pixels, likewise
	minPicturePixels = 10_000      // on a smaller picture there are no words
	maxInnerPictures = 200         // of one file that are read for their text: each takes a second or more
	maxToolOutput    = 64 << 20    // of what another program says of a file

	maxOutline    = 100_000  // headings, pages, symbols or times of a document; what comes behind them has the last one's place
	maxCodeLine   = 400      // bytes of a line of source code, beyond which it declares nothing
	maxCellOutput = 16 << 10 // of what one output of a notebook's cell shows
	maxBoundMarks = 500_000  // of a document that is made of several; what comes behind them has the last one's place

	maxNesting       = 2        // of archives and messages within each other; what is in one that lies deeper is not read
	maxMembers       = 10_000   // files within one file; those behind are not read
	maxMemberBytes   = 32 << 20 // of a file within another; a larger one is not read: its text is in memory several times
	maxUnpackedBytes = 1 << 30  // unpacked from one file, and all files within it
	minUnpackedBytes = 64 << 20 // that are unpacked from a file however small it is
	maxUnpackRatio   = 200      // bytes unpacked for each byte of a file: what unpacks to more does so for harm
	maxZstdWindow    = 32 << 20 // of a Zstandard archive: what it holds in memory

	maxCompoundEntries = 100_000 // streams and folders of a compound file; those behind are not found

	maxMessages     = 100_000  // of a mailbox; those behind are not read
	maxMessageBytes = 64 << 20 // of one message; what is behind is not read
	maxMailHeader   = 1 << 20  // of a message's header; what is behind is its body
	maxMailDepth    = 20       // of its parts within each other; what lies deeper is left out
	maxMailParts    = 1_000    // of one message, within each other or not; what is behind is not read
)
