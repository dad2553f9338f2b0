package markup

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	maxMarkupBytes      = 32 << 20 // of an HTML file: its tree takes about ten times the memory of its bytes
	maxFrontMatterBytes = 64 << 10 // a Markdown file's front matter; what is longer is no front matter
	minHTMLKept         = 200      // bytes of an article without its boilerplate below which the boilerplate is kept
	htmlKeptShare       = 10       // an article of less than one part in so many of its page: the boilerplate is kept
	maxCellOutput       = 16 << 10 // of what one output of a notebook's cell shows
)
