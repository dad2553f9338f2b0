package words

import (
	"strconv"
	"strings"
	"time"

	"footnote/index/doc"
)

// Outcome says why a file gave no text, or what was left out of it. It returns "" for the zero Outcome.
func (l Language) Outcome(o doc.Outcome) string {
	if o.Code == "" {
		return ""
	}
	s, ok := sentences[o.Code]
	if !ok { // of a later version
		s = sentences[doc.CodeUnread]
	}
	var args []any
	for i, arg := range s.args {
		given := "?" // a damaged library may lack it
		if i < len(o.Args) {
			given = o.Args[i]
		}
		args = append(args, l.argument(arg, given))
	}
	said := l.say(s.english, args...)
	if of := l.parts(o); of != "" {
		return l.say("%s: %s", said, of)
	}
	return said
}

// Notes puts several outcomes into one line.
func (l Language) Notes(n doc.Notes) string {
	said := make([]string, len(n))
	for i, o := range n {
		said[i] = l.Outcome(o)
	}
	return strings.Join(said, "; ")
}

// Failure is Outcome for a file that gave no text. later says that Footnote will read it again.
func (l Language) Failure(o doc.Outcome, later bool) string {
	if later {
		return l.Outcome(o) + "; " + l.say("Footnote will try again later")
	}
	return l.Outcome(o)
}

// parts says what happened to the files within a file. An outcome lists the first of them; its first argument is their number.
func (l Language) parts(o doc.Outcome) string {
	var said []string
	for _, part := range o.Of {
		notes := l.Notes(part.Notes)
		if part.Name != "" {
			notes = l.say("%s (%s)", part.Name, notes)
		}
		said = append(said, notes)
	}
	list := strings.Join(said, ", ")
	if len(said) > 0 && len(o.Args) > 0 {
		if all, err := strconv.Atoi(o.Args[0]); err == nil && all > len(said) {
			return l.say("%s and %s more", list, strconv.Itoa(all-len(said)))
		}
	}
	return list
}

// An argument says how to show an argument of an outcome.
type argument int

const (
	plain   argument = iota // unchanged: a number
	letters                 // a file ending in capitals: PNG
	named                   // the name of a format, by its ending
	node                    // a thing that is not a file
	seconds                 // a length of time
)

func (l Language) argument(a argument, value string) string {
	switch a {
	case letters:
		return strings.ToUpper(value)
	case named:
		if name := formats[value]; name != "" {
			return l.say(name)
		}
		return l.say("a file of the format %s", strings.ToUpper(value))
	case node:
		if name := nodes[value]; name != "" {
			return l.say(name)
		}
	case seconds:
		if n, err := strconv.Atoi(value); err == nil {
			return l.Duration(time.Duration(n) * time.Second)
		}
	}
	return value
}

// A sentence is the wording of an outcome.
type sentence struct {
	english string
	args    []argument
}

// sentences holds the sentence of each code.
var sentences = map[doc.Code]sentence{
	doc.CodeEmpty:           {english: "an empty file"},
	doc.CodeNoWords:         {english: "empty: it contains no words"},
	doc.CodeNoWordsPictured: {english: "no words were found in its pictures"},
	doc.CodeTinyPicture:     {english: "a picture too small to hold text"},
	doc.CodeNoFiles:         {english: "empty: it contains no files"},

	doc.CodeScan:          {english: "scanned pages: install Tesseract to read them"},
	doc.CodePicture:       {"a scan or a picture (%s): install Tesseract to read its text", []argument{letters}},
	doc.CodePictureFormat: {"a picture (%s): save it as PNG or JPEG so that Footnote can read its text", []argument{letters}},
	doc.CodeScanFailed:    {english: "scanned pages: Tesseract could not read them"},

	doc.CodeLocked:          {english: "a document that needs a password: unlock it to read it"},
	doc.CodeEncryption:      {english: "encrypted in a way that Footnote does not support"},
	doc.CodePassword:        {english: "it needs a password: save a copy without one"},
	doc.CodePasswordArchive: {english: "an archive that needs a password: unpack it first"},
	doc.CodePasswordMember:  {english: "it needs a password"},
	doc.CodeRights:          {english: "a copy-protected book: only the seller's own programs can read it"},
	doc.CodeEncryptedMail:   {english: "encrypted: it can only be read with its key"},

	doc.CodeDamaged:       {english: "damaged: Footnote can't read its contents"},
	doc.CodeCutShort:      {english: "damaged: it ends early, or part of it is broken"},
	doc.CodeNoMainPart:    {english: "damaged: its main part is missing"},
	doc.CodeDied:          {english: "damaged: reading it failed"},
	doc.CodeNoPages:       {english: "damaged: none of its pages can be read"},
	doc.CodePageUnread:    {"damaged: Footnote can't read page %s", []argument{plain}},
	doc.CodePageUndrawn:   {"damaged: Footnote can't show page %s", []argument{plain}},
	doc.CodePageWords:     {"damaged: Footnote can't locate the words on page %s", []argument{plain}},
	doc.CodePageSize:      {english: "damaged: a page has no size"},
	doc.CodeOfficeFailed:  {"%s: LibreOffice could not read it; it is damaged or needs a password", []argument{named}},
	doc.CodePictureFailed: {english: "damaged: Tesseract could not read the picture"},
	doc.CodeLostInLibrary: {english: "damaged in the library: the next sync reads it again"},

	doc.CodeNotFile:       {"it is a %s, not a file", []argument{node}},
	doc.CodeUnknownFormat: {english: "not text, and not a format that Footnote reads"},
	doc.CodeFormat:        {"%s: not supported yet", []argument{named}},
	doc.CodeSound:         {"an audio file (%s): it has no text to read", []argument{letters}},
	doc.CodeFilm:          {"a video (%s): it has no text to read", []argument{letters}},
	doc.CodeFont:          {english: "a font: it has no text to read"},
	doc.CodeSaveNewer:     {"%s: save it as %s so that Footnote can read it", []argument{named, letters}},
	doc.CodeNeedsOffice:   {"%s: install LibreOffice to read it, or save it as %s", []argument{named, letters}},
	doc.CodeNested:        {"nested in more than %s files: its contents were not read", []argument{plain}},
	doc.CodeNoSuchPage:    {"there is no page %s: the document has %s pages", []argument{plain, plain}},
	doc.CodeFirstPicture:  {english: "only the first picture in the file is shown"},
	doc.CodeWordsGone:     {english: "its words can no longer be read"},
	doc.CodeArchiveUnread: {english: "none of the files in the archive could be read"},

	doc.CodePermission: {english: "you don't have permission to read it"},
	doc.CodeMissing:    {english: "it no longer exists"},
	doc.CodeDisk:       {english: "the disk reported an error"},
	doc.CodeNoRoom:     {english: "the disk has no room for a copy of it"},
	doc.CodeClosed:     {english: "reading it stopped because the program ended"},
	doc.CodePDFReader:  {english: "the PDF reader could not start"},
	doc.CodeTesseract:  {english: "Tesseract could not start"},
	doc.CodeChanged:    {english: "it changed while Footnote read it: the next sync reads it again"},
	doc.CodeUnread:     {english: "it could not be read"},

	doc.CodeTooLarge:       {"larger than %s MiB", []argument{plain}},
	doc.CodeMemberTooLarge: {"larger than %s MiB, the most that Footnote reads of a file within a file", []argument{plain}},
	doc.CodeParts:          {english: "it has more parts than Footnote reads of one file"},
	doc.CodeMembers:        {"it contains more than %s files", []argument{plain}},
	doc.CodeArchiveLists:   {"an archive that lists more than %s files", []argument{plain}},
	doc.CodeArchiveMemory:  {"unpacking the archive takes more than %s MiB of memory", []argument{plain}},
	doc.CodePicturePages:   {"the picture has more than %s pages", []argument{plain}},
	doc.CodePictures:       {"it contains more than %s pictures", []argument{plain}},
	doc.CodePictureLarge:   {"the picture has more than %s megapixels", []argument{plain}},
	doc.CodePictureUndrawn: {"pictures of more than %s megapixels are not shown", []argument{plain}},
	doc.CodePictureWords:   {english: "a picture with more words than Footnote reads of one file"},
	doc.CodeUnpacks:        {english: "it unpacks to more than Footnote reads of one file"},
	doc.CodeArchiveLarge:   {english: "nothing in the archive was read"},

	doc.CodeTimedOut:     {"reading it took longer than %s, so Footnote gave up", []argument{seconds}},
	doc.CodePageTimedOut: {"drawing page %s took longer than %s, so Footnote gave up", []argument{plain, seconds}},

	doc.CodeOutgrew:  {"reading it takes more than %s MB of memory", []argument{plain}},
	doc.CodeNoMemory: {english: "there was too little memory to read it"},

	doc.CodeInterrupted:    {english: "reading it was interrupted"},
	doc.CodeEarlierVersion: {english: "an earlier version did not read it completely: the next sync reads it again"},

	doc.CodeFirstMiB:          {"only the first %s MiB were read", []argument{plain}},
	doc.CodeFirstUnpacked:     {"only the first %s MiB were unpacked", []argument{plain}},
	doc.CodeFirstMarkup:       {"only the first %s MiB of its markup were read", []argument{plain}},
	doc.CodeFirstCells:        {"only the first %s MiB of text in its cells were read", []argument{plain}},
	doc.CodeFirstRows:         {"only the first rows were read: more than %s others are too far apart", []argument{plain}},
	doc.CodeSomeNotes:         {english: "some notes on its pages were not read"},
	doc.CodeSomeMarkup:        {english: "some of its markup was not read: one part has too much of it"},
	doc.CodeOnlyWords:         {english: "only its words were read: it has too many elements, or they are nested too deep"},
	doc.CodeLongPiece:         {"it was read only up to a single text of more than %s MiB", []argument{plain}},
	doc.CodeFirstMessages:     {"only the first %s messages were read", []argument{plain}},
	doc.CodeFirstPages:        {"only the first %s pages were read", []argument{plain}},
	doc.CodeFirstPagesDamaged: {"only the first %s pages were read, because too many are damaged", []argument{plain}},
	doc.CodeFirstPagesLate:    {"only the first %s pages were read, in %s", []argument{plain, seconds}},
	doc.CodeRestTooLarge:      {english: "the rest is more than Footnote reads of one file"},
	doc.CodeBrokenOff:         {english: "damaged: read only up to the damaged part"},
	doc.CodeDamagedPage:       {"damaged: page %s could not be read", []argument{plain}},
	doc.CodeDamagedPages:      {"damaged: page %s and %s more could not be read", []argument{plain, plain}},
	doc.CodeSomePages:         {english: "damaged: some pages could not be read"},
	doc.CodePagesPictured:     {"%s of its %s pages are pictures: install Tesseract to read them", []argument{plain, plain}},
	doc.CodePagesUnread:       {"%s of its %s pages are pictures that were not read", []argument{plain, plain}},
	doc.CodeFilesUnread:       {"%s of its %s files not fully read", []argument{plain, plain}},
	doc.CodeAttachmentsUnread: {"%s of its %s attachments not fully read", []argument{plain, plain}},
}

// nodes holds the names of what may have a file's path but is not a file.
var nodes = map[string]string{"folder": "folder", "pipe": "pipe", "socket": "socket", "device": "device"}

// formats holds the names of the formats that Footnote does not read by itself, by file ending.
var formats = map[string]string{
	"rar": "a RAR archive", "xz": "an XZ archive", "jar": "a Java archive",
	"doc": "an old Word document", "xls": "an old Excel workbook", "ppt": "an old PowerPoint presentation", "xlsb": "an Excel binary workbook",
	"dot": "an old Word document", "xlt": "an old Excel workbook", "pps": "an old PowerPoint presentation", "pot": "an old PowerPoint presentation",
	"mobi": "a Mobipocket book", "chm": "a Windows help file", "ps": "a PostScript document", "wpd": "a WordPerfect document",
	"one": "a OneNote section", "mdb": "an Access database", "sqlite": "an SQLite database",
	"exe": "a Windows program", "elf": "a program", "so": "a program or program library", "class": "a Java class", "wasm": "a WebAssembly module",
}
