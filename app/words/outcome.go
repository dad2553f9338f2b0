package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"footnote/index/doc"
)

// Outcome says why a file gave no text, or what of it was left out. It is empty for the zero Outcome.
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

// Notes says several outcomes in one line.
func (l Language) Notes(n doc.Notes) string {
	said := make([]string, len(n))
	for i, o := range n {
		said[i] = l.Outcome(o)
	}
	return strings.Join(said, "; ")
}

// Failure is Outcome for a file that gave no text, which may be read again later.
func (l Language) Failure(o doc.Outcome, later bool) string {
	if later {
		return l.Outcome(o) + "; " + l.say("it is tried again later")
	}
	return l.Outcome(o)
}

// parts says what happened to the files within a file. How many there are is an outcome's first argument; it names the first of them.
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

// An argument says how an argument of an outcome is shown.
type argument int

const (
	plain   argument = iota // as it is: a number
	letters                 // a file ending in capitals: PNG
	named                   // the name of a format, by its ending
	node                    // what is in a file's place
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
			return Duration(time.Duration(n) * time.Second)
		}
	}
	return value
}

// Duration returns a length of time with the precision that a person needs: "0.4 s", "12 s", "3 min", "2 h 5 min".
func Duration(d time.Duration) string {
	switch {
	case d < 10*time.Second && d%time.Second != 0:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// A sentence is what an outcome is called.
type sentence struct {
	english string
	args    []argument
}

// sentences holds the sentence of each code.
var sentences = map[doc.Code]sentence{
	doc.CodeEmpty:           {english: "empty: there is nothing in it"},
	doc.CodeNoWords:         {english: "empty: there are no words in it"},
	doc.CodeNoWordsPictured: {english: "empty: no words were found in its pictures"},
	doc.CodeTinyPicture:     {english: "empty: a picture too small for words"},
	doc.CodeNoFiles:         {english: "empty: there is no file in it"},

	doc.CodeScan:          {english: "a scan: install Tesseract to read it"},
	doc.CodePicture:       {"a scan or a picture (%s): install Tesseract to read it", []argument{letters}},
	doc.CodePictureFormat: {"a picture (%s): save it as PNG or JPEG to have text in it read", []argument{letters}},
	doc.CodeScanFailed:    {english: "a scan: Tesseract could not read its pages"},

	doc.CodeLocked:          {english: "a PDF that needs a password: unlock it to have it read"},
	doc.CodeEncryption:      {english: "it is encrypted in a way that is not supported"},
	doc.CodePassword:        {english: "it needs a password: save it without one to have it read"},
	doc.CodePasswordArchive: {english: "an archive that needs a password: unpack it to have it read"},
	doc.CodePasswordMember:  {english: "it needs a password"},
	doc.CodeRights:          {english: "a book that is locked to its buyer: only the shop's own programs can read it"},
	doc.CodeEncryptedMail:   {english: "encrypted: only who has the key can read it"},

	doc.CodeDamaged:       {english: "damaged: it could not be made sense of"},
	doc.CodeCutShort:      {english: "damaged: it ends early, or a part of it is broken"},
	doc.CodeNoMainPart:    {english: "damaged: its main part is missing"},
	doc.CodeDied:          {english: "damaged: reading it broke off"},
	doc.CodeNoPages:       {english: "damaged: it has no page that can be read"},
	doc.CodePageUnread:    {"damaged: page %s cannot be read", []argument{plain}},
	doc.CodePageUndrawn:   {"damaged: page %s cannot be drawn", []argument{plain}},
	doc.CodePageWords:     {"damaged: the words of page %s cannot be found on it", []argument{plain}},
	doc.CodePageSize:      {english: "damaged: a page without a size"},
	doc.CodeOfficeFailed:  {"%s that LibreOffice could not read: it is damaged, or needs a password", []argument{named}},
	doc.CodePictureFailed: {english: "damaged: a picture that Tesseract could not read"},
	doc.CodeLostInLibrary: {english: "damaged in the library: it is read again at the next sync"},

	doc.CodeNotFile:       {"it is not a file but a %s", []argument{node}},
	doc.CodeUnknownFormat: {english: "neither text nor a format that is read"},
	doc.CodeFormat:        {"%s: not read yet", []argument{named}},
	doc.CodeSound:         {"a sound recording (%s): there is no text in it to read", []argument{letters}},
	doc.CodeFilm:          {"a film (%s): there is no text in it to read", []argument{letters}},
	doc.CodeFont:          {english: "a font: there is no text in it to read"},
	doc.CodeSaveNewer:     {"%s: save it as %s to have it read", []argument{named, letters}},
	doc.CodeNeedsOffice:   {"%s: install LibreOffice to have it read, or save it as %s", []argument{named, letters}},
	doc.CodeNested:        {"it lies within more than %s files: what is in it is not read", []argument{plain}},
	doc.CodeNoSuchPage:    {"there is no page %s: it has %s", []argument{plain, plain}},
	doc.CodeFirstPicture:  {english: "of the pictures in one file only the first is drawn"},
	doc.CodeWordsGone:     {english: "the words on it cannot be read any more"},
	doc.CodeArchiveUnread: {english: "an archive without a file that could be read"},

	doc.CodePermission: {english: "no permission to read it"},
	doc.CodeMissing:    {english: "it is not there any more"},
	doc.CodeDisk:       {english: "the disk failed to give it"},
	doc.CodeNoRoom:     {english: "there is no room for a copy of it"},
	doc.CodeClosed:     {english: "reading it was given up, since the program ended"},
	doc.CodePDFReader:  {english: "the reader of PDFs could not be started"},
	doc.CodeTesseract:  {english: "Tesseract could not be started"},
	doc.CodeChanged:    {english: "changed while it was read: it is read again at the next sync"},
	doc.CodeUnread:     {english: "it could not be read"},

	doc.CodeTooLarge:       {"larger than %s MiB", []argument{plain}},
	doc.CodeMemberTooLarge: {"larger than the %s MiB that are read of a file within another", []argument{plain}},
	doc.CodeParts:          {english: "it has more parts than are read of one file"},
	doc.CodeMembers:        {"more than %s files lie within one", []argument{plain}},
	doc.CodeArchiveLists:   {"an archive that lists more than %s files", []argument{plain}},
	doc.CodeArchiveMemory:  {"an archive that needs more than %s MiB of memory to be unpacked", []argument{plain}},
	doc.CodePicturePages:   {"a picture of more than %s pages", []argument{plain}},
	doc.CodePictures:       {"more than %s pictures lie within one file", []argument{plain}},
	doc.CodePictureLarge:   {"a picture of more than %s megapixels", []argument{plain}},
	doc.CodePictureUndrawn: {"a picture of more than %s megapixels is not drawn", []argument{plain}},
	doc.CodePictureWords:   {english: "a picture with more words than are read of one file"},
	doc.CodeUnpacks:        {english: "it unpacks to more than is read of one file"},
	doc.CodeArchiveLarge:   {english: "an archive of which nothing is read"},

	doc.CodeTimedOut:     {"took longer than %s to read and was given up", []argument{seconds}},
	doc.CodePageTimedOut: {"page %s took longer than %s to draw and was given up", []argument{plain, seconds}},

	doc.CodeOutgrew:  {"needs more than %s MB of memory to read", []argument{plain}},
	doc.CodeNoMemory: {english: "there was too little memory to read it"},

	doc.CodeInterrupted:    {english: "reading it was interrupted"},
	doc.CodeEarlierVersion: {english: "not read, or not whole, by an earlier version: it is read again at the next sync"},

	doc.CodeFirstMiB:          {"only its first %s MiB were read", []argument{plain}},
	doc.CodeFirstUnpacked:     {"only its first %s MiB were unpacked", []argument{plain}},
	doc.CodeFirstMarkup:       {"only the first %s MiB of its markup were read", []argument{plain}},
	doc.CodeFirstCells:        {"only the first %s MiB of the words in its cells were read", []argument{plain}},
	doc.CodeFirstRows:         {"only its first rows were read: more than %s others are far apart", []argument{plain}},
	doc.CodeSomeNotes:         {english: "not all notes on its pages were read"},
	doc.CodeSomeMarkup:        {english: "some of its markup was not read: there is too much of it in one piece"},
	doc.CodeOnlyWords:         {english: "only its words were read: its elements are too many or nested too deep"},
	doc.CodeLongPiece:         {"it was read up to a text of more than %s MiB in one piece", []argument{plain}},
	doc.CodeFirstMessages:     {"only its first %s messages were read", []argument{plain}},
	doc.CodeFirstPages:        {"only its first %s pages were read", []argument{plain}},
	doc.CodeFirstPagesDamaged: {"only its first %s pages were read, since too many are damaged", []argument{plain}},
	doc.CodeFirstPagesLate:    {"only its first %s pages were read, which took %s", []argument{plain, seconds}},
	doc.CodeRestTooLarge:      {english: "the rest is more than is read of one file"},
	doc.CodeBrokenOff:         {english: "damaged: read up to where it breaks off"},
	doc.CodeDamagedPage:       {"damaged: page %s could not be read", []argument{plain}},
	doc.CodeDamagedPages:      {"damaged: page %s and %s more could not be read", []argument{plain, plain}},
	doc.CodeSomePages:         {english: "damaged: some of its pages could not be read"},
	doc.CodePagesPictured:     {"%s of its %s pages are pictures: install Tesseract to read them", []argument{plain, plain}},
	doc.CodePagesUnread:       {"%s of its %s pages are pictures that were not read", []argument{plain, plain}},
	doc.CodeFilesUnread:       {"%s of its %s files were not read, or not whole", []argument{plain, plain}},
	doc.CodeAttachmentsUnread: {"%s of its %s attachments were not read, or not whole", []argument{plain, plain}},
}

// nodes are what may be in a file's place.
var nodes = map[string]string{"folder": "folder", "pipe": "pipe", "socket": "socket", "device": "device"}

// formats are what people call formats, by the ending of their files.
var formats = map[string]string{
	"zip": "a ZIP archive", "rar": "a RAR archive", "tar": "a TAR archive", "7z": "a 7z archive",
	"gz": "a GZIP archive", "bz2": "a BZIP2 archive", "xz": "an XZ archive", "zst": "a Zstandard archive",
	"docx": "a Word document", "xlsx": "an Excel workbook", "pptx": "a PowerPoint presentation", "xlsb": "an Excel binary workbook",
	"doc": "a Word 97–2003 document", "xls": "an Excel 97–2003 workbook", "ppt": "a PowerPoint 97–2003 presentation",
	"dot": "a Word 97–2003 document", "xlt": "an Excel 97–2003 workbook", "pps": "a PowerPoint 97–2003 presentation", "pot": "a PowerPoint 97–2003 presentation",
	"odt": "an OpenDocument text", "ods": "an OpenDocument spreadsheet", "odp": "an OpenDocument presentation",
	"epub": "an EPUB book", "mobi": "a Mobipocket book", "djvu": "a DjVu document", "chm": "a Windows help file",
	"pdf": "a PDF", "rtf": "an RTF document", "ps": "a PostScript document",
	"msg": "an Outlook message", "mdb": "an Access database", "sqlite": "an SQLite database",
	"exe": "a Windows program", "elf": "a program", "so": "a program library", "class": "a Java class",
	"jar": "a Java archive", "wasm": "a WebAssembly module", "one": "a OneNote section", "wpd": "a WordPerfect document",
}
