package office

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxNestedDepth = 256       // of elements within each other in a part; what lies deeper is left out
	maxSharedBytes = 96 << 20  // of the strings that the cells of a workbook share; what is behind is left out
	maxStyles      = 100_000   // of a workbook's cells; others are shown as they are stored
	maxRTFBytes    = 128 << 20 // of an RTF document: pictures are written out in it
	maxRTFWord     = 32        // letters of a control word, and digits of its value
	maxRTFDepth    = 1_000     // of groups within each other; what is set in deeper ones is not undone at their end
	maxRTFTable    = 10_000    // fonts, or styles, of an RTF document
)
