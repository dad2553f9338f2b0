package doc

// A Family is a group of formats that people call by one name.
type Family string

// The families. A format that is in none is its own family.
const (
	PDF    Family = "pdf"
	Office Family = "word"
	Sheets Family = "sheet"
	Slides Family = "slides"
	Mail   Family = "mail"
	Web    Family = "web"
	Texts  Family = "text"
	Book   Family = "book"
	Source Family = "code"
	Image  Family = "image"
)

// A Form says how a format's canonical text is written, and so how it is laid out to be read.
type Form uint8

const (
	Lines    Form = iota // as in the file; of its markup only the headings are known
	Verbatim             // as in the file, where every blank counts
	Markdown             // as in the file, with Markdown's signs
	Flow                 // by Footnote: paragraphs, bullets of lists, cells of tables between bars
	Grid                 // by Footnote: a row of a sheet a line, its cells between bars
)

// A Kind is what the engine knows of a format beyond how its files are read.
type Kind struct {
	Family Family
	Form   Form
	Pages  bool // its pages can be drawn as they look
}

// kinds has every format, by the name that Document.Kind has.
var kinds = map[string]Kind{
	"pdf": {Family: PDF, Pages: true},

	"docx": {Family: Office, Form: Flow},
	"odt":  {Family: Office, Form: Flow},
	"rtf":  {Family: Office, Form: Flow},
	"doc":  {Family: Office, Form: Flow},

	"xlsx": {Family: Sheets, Form: Grid},
	"ods":  {Family: Sheets, Form: Grid},
	"xls":  {Family: Sheets, Form: Grid},
	"csv":  {Family: Sheets, Form: Grid},

	"pptx": {Family: Slides, Form: Flow},
	"odp":  {Family: Slides, Form: Flow},
	"ppt":  {Family: Slides, Form: Flow},

	"mail":    {Family: Mail},
	"mailbox": {Family: Mail},

	"html":  {Family: Web, Form: Flow},
	"mhtml": {Family: Web, Form: Flow},
	"epub":  {Family: Book, Form: Flow},
	"fb2":   {Family: Book, Form: Flow},
	"xps":   {Family: Office, Form: Flow},

	"text":     {Family: Texts},
	"markdown": {Family: Texts, Form: Markdown},
	"rst":      {Family: Texts},
	"asciidoc": {Family: Texts},
	"org":      {Family: Texts},
	"latex":    {Family: Texts},
	"man":      {Family: Texts},

	"code":     {Family: Source, Form: Verbatim},
	"data":     {Family: Source, Form: Verbatim},
	"notebook": {Family: Source},

	"picture":   {Family: Image, Pages: true},
	"archive":   {Family: "archive"},
	"calendar":  {Family: "calendar"},
	"contacts":  {Family: "contacts"},
	"subtitles": {Family: "subtitles"},
}

// KindOf returns what is known of the format that Document.Kind names. An unknown format is a family of its own, whose text is lines.
func KindOf(name string) Kind {
	if k, ok := kinds[name]; ok {
		return k
	}
	return Kind{Family: Family(name)}
}

// IsKind reports whether the table has a format of that name.
func IsKind(name string) bool { _, ok := kinds[name]; return ok }
