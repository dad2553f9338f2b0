package markup

// Bounds. Reading stops at a bound, with a note, unless a comment says otherwise.
const (
	maxMarkupBytes      = 32 << 20 // of an HTML file, whose tree takes about ten times as much memory
	maxFB2Depth         = 256      // of elements of a FictionBook within each other; deeper ones are left out without a note
	maxFrontMatterBytes = 64 << 10 // of a Markdown file's front matter; a longer one is taken for text
	minHTMLKept         = 200      // bytes of an article without its boilerplate; a shorter one keeps the boilerplate
	htmlKeptShare       = 10       // an article of less than one part in so many of its page keeps the boilerplate
	maxCellOutput       = 16 << 10 // of an output of a notebook's cell; the rest is left out without a note
)
