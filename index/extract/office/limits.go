package office

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	maxNestedDepth = 256       // of nested elements in a part; deeper ones are left out without a note
	MaxSharedBytes = 96 << 20  // of the strings that the cells of a workbook share
	maxEmbedded    = 200       // documents within a document; further ones are left out without a note
	maxStyles      = 100_000   // of a workbook's cells; cells with further ones show their stored values
	maxRTFBytes    = 128 << 20 // of an RTF document, which has pictures written out in it
	maxRTFWord     = 32        // letters of a control word, and digits of its value; further ones count as text
	maxRTFDepth    = 1_000     // of nested groups; the end of deeper ones does not undo what they set
	maxRTFTable    = 10_000    // fonts, or styles, of an RTF document; further ones are ignored
)
