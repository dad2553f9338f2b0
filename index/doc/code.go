package doc

import (
	"maps"
	"slices"
)

// A Class is a kind of Outcome that callers branch on.
type Class string

// The classes of outcomes.
const (
	Partial     Class = "partial"     // it was read, but not all of it
	Empty       Class = "empty"       // nothing in it
	Scan        Class = "scan"        // pictures of text only
	Encrypted   Class = "encrypted"   // needs a password
	Damaged     Class = "damaged"     // not what it says it is, or cut short
	Unsupported Class = "unsupported" // a format that is not read
	Unreadable  Class = "unreadable"  // no permission, gone, or the disk failed
	TooLarge    Class = "too large"   // past a bound, by its own account
	TimedOut    Class = "timed out"   // took too long
	OutOfMemory Class = "memory"      // took too much memory, or there was too little
	Interrupted Class = "interrupted" // something ended the process that read it
)

// mayPass reports whether a file may give text another time though its bytes are the same.
func (c Class) mayPass() bool {
	switch c {
	case Unreadable, TimedOut, OutOfMemory, Interrupted:
		return true
	}
	return false
}

// A Code says what happened. Codes are stored: a code keeps its meaning for ever.
type Code string

// The codes by class, with their arguments in parentheses.
const (
	CodeEmpty           Code = "empty"             // there is nothing in it
	CodeNoWords         Code = "no-words"          // there are no words in it
	CodeNoWordsPictured Code = "no-words-pictured" // there are pictures, and no words were found in them
	CodeTinyPicture     Code = "tiny-picture"      // too small a picture for words
	CodeNoFiles         Code = "no-files"          // an archive without a file

	CodeScan          Code = "scan"           // pages that are pictures; Tesseract reads them
	CodePicture       Code = "picture"        // (format) a picture; Tesseract reads it
	CodePictureFormat Code = "picture-format" // (format) a picture of a format that is not read
	CodeScanFailed    Code = "scan-failed"    // Tesseract could not read the pages

	CodeLocked          Code = "locked"           // a password opens it
	CodeEncryption      Code = "encryption"       // encrypted in a way that is not supported
	CodePassword        Code = "password"         // its program can save it without a password
	CodePasswordArchive Code = "password-archive" // an archive to unpack
	CodePasswordMember  Code = "password-member"  // a file within a file
	CodeRights          Code = "rights"           // a book that only its shop's programs read
	CodeEncryptedMail   Code = "encrypted-mail"   // only who has the key reads the message

	CodeDamaged       Code = "damaged"         // no sense could be made of it
	CodeCutShort      Code = "cut-short"       // it ends early, or a part of it is broken
	CodeNoMainPart    Code = "no-main-part"    // an archive of the format without the part that holds the text
	CodeDied          Code = "died"            // reading it broke off
	CodeNoPages       Code = "no-pages"        // its pages cannot be counted, or none can be read
	CodePageUnread    Code = "page-unread"     // (page) a page that cannot be read is to be drawn
	CodePageUndrawn   Code = "page-undrawn"    // (page) a page cannot be drawn
	CodePageWords     Code = "page-words"      // (page) where the words are on a page cannot be told
	CodePageSize      Code = "page-size"       // a page without a size is to be drawn
	CodeOfficeFailed  Code = "office-failed"   // (format) LibreOffice could not read it
	CodePictureFailed Code = "picture-failed"  // Tesseract could not read the picture
	CodeLostInLibrary Code = "lost-in-library" // the library lost its text; the next sync reads it again

	CodeNotFile       Code = "not-file"       // (folder, pipe, socket or device)
	CodeUnknownFormat Code = "unknown-format" // neither text nor a format that is read
	CodeFormat        Code = "format"         // (format) a format that is not read
	CodeSound         Code = "sound"          // (format) a sound recording
	CodeFilm          Code = "film"           // (format) a film
	CodeFont          Code = "font"           // a font
	CodeSaveNewer     Code = "save-newer"     // (format, newer format) it can be saved as a format that is read
	CodeNeedsOffice   Code = "needs-office"   // (format, newer format) as CodeSaveNewer, or LibreOffice reads it
	CodeNested        Code = "nested"         // (files) it lies within more files than that
	CodeNoSuchPage    Code = "no-such-page"   // (page, pages) a page that the file does not have is to be drawn
	CodeFirstPicture  Code = "first-picture"  // of the pictures in a file only the first is drawn
	CodeWordsGone     Code = "words-gone"     // the words on a picture cannot be read any more
	CodeArchiveUnread Code = "archive-unread" // an archive without a file that could be read (Of)

	CodePermission Code = "permission" // no permission to read it
	CodeMissing    Code = "missing"    // it is not there any more
	CodeDisk       Code = "disk"       // the disk does not give it
	CodeNoRoom     Code = "no-room"    // no room for a copy that another program reads
	CodeClosed     Code = "closed"     // the program ended
	CodePDFReader  Code = "pdf-reader" // the reader of PDFs did not start
	CodeTesseract  Code = "tesseract"  // Tesseract did not start
	CodeChanged    Code = "changed"    // it changed while it was read; the next sync reads it again
	CodeUnread     Code = "unread"     // it could not be read for a reason that is the program's

	CodeTooLarge       Code = "too-large"        // (MiB) larger than that
	CodeMemberTooLarge Code = "member-too-large" // (MiB) a file within a file that is larger than that
	CodeParts          Code = "parts"            // more parts than are read of one file
	CodeMembers        Code = "members"          // (files) more than that lie within one
	CodeArchiveLists   Code = "archive-lists"    // (files) an archive lists more than that
	CodePictures       Code = "pictures"         // (pictures) more than that lie within one file
	CodePictureLarge   Code = "picture-large"    // (megapixels) more than that
	CodePicturePages   Code = "picture-pages"    // (pages) a picture of more than that
	CodePictureUndrawn Code = "picture-undrawn"  // (megapixels) a picture of more than that is not drawn
	CodePictureWords   Code = "picture-words"    // more words on a picture than are read of a file
	CodeUnpacks        Code = "unpacks"          // it unpacks to more than is read of one file
	CodeRestTooLarge   Code = "rest-too-large"   // the rest is more than is read of one file
	CodeArchiveMemory  Code = "archive-memory"   // (MiB) unpacking takes more memory than that
	CodeArchiveLarge   Code = "archive-large"    // an archive of which nothing is read (Of, why)

	CodeTimedOut     Code = "timed-out"      // (seconds) reading it took longer than that
	CodePageTimedOut Code = "page-timed-out" // (page, seconds) drawing a page took longer than that

	CodeOutgrew  Code = "outgrew"   // (MB) reading it takes more memory than that
	CodeNoMemory Code = "no-memory" // there was too little memory

	CodeEarlierVersion Code = "earlier-version" // a former version of the program left a reason or a note; the next sync reads it again
	CodeInterrupted    Code = "interrupted"     // reading it was interrupted

	CodeFirstMiB          Code = "first-mib"           // (MiB) only the first were read
	CodeFirstUnpacked     Code = "first-unpacked"      // (MiB) only the first were unpacked
	CodeFirstMarkup       Code = "first-markup"        // (MiB) only the first of its markup were read
	CodeLongPiece         Code = "long-piece"          // (MiB) it was read up to a text of more than that in one piece
	CodeFirstCells        Code = "first-cells"         // (MiB) only the first of the words in its cells were read
	CodeFirstRows         Code = "first-rows"          // (rows) only the first were read: more than that are far apart
	CodeFirstMessages     Code = "first-messages"      // (messages) only the first were read
	CodeFirstPages        Code = "first-pages"         // (pages) only the first were read
	CodeFirstPagesDamaged Code = "first-pages-damaged" // (pages) only the first were read, since too many are damaged
	CodeFirstPagesLate    Code = "first-pages-late"    // (pages, seconds) only the first were read, which took so long
	CodeBrokenOff         Code = "broken-off"          // read up to where it breaks off
	CodeDamagedPage       Code = "damaged-page"        // (page) one page could not be read
	CodeDamagedPages      Code = "damaged-pages"       // (page, more) a page and more could not be read
	CodeSomePages         Code = "some-pages"          // some pages could not be read
	CodeSomeNotes         Code = "some-notes"          // not all notes on its pages were read
	CodeSomeMarkup        Code = "some-markup"         // some of its markup was not read, since there is too much in one piece
	CodeOnlyWords         Code = "only-words"          // only its words were read, since its elements are too many or nested too deep
	CodePagesPictured     Code = "pages-pictured"      // (pages, of) pages that are pictures; Tesseract reads them
	CodePagesUnread       Code = "pages-unread"        // (pages, of) pages that are pictures were not read
	CodeFilesUnread       Code = "files-unread"        // (files, of) files within it were not read, or not whole (Of)
	CodeAttachmentsUnread Code = "attachments-unread"  // (attachments, of) likewise (Of)

)

var classes = map[Code]Class{
	CodeEmpty:           Empty,
	CodeNoWords:         Empty,
	CodeNoWordsPictured: Empty,
	CodeTinyPicture:     Empty,
	CodeNoFiles:         Empty,

	CodeScan:          Scan,
	CodePicture:       Scan,
	CodePictureFormat: Scan,
	CodeScanFailed:    Scan,

	CodeLocked:          Encrypted,
	CodeEncryption:      Encrypted,
	CodePassword:        Encrypted,
	CodePasswordArchive: Encrypted,
	CodePasswordMember:  Encrypted,
	CodeRights:          Encrypted,
	CodeEncryptedMail:   Encrypted,

	CodeDamaged:       Damaged,
	CodeCutShort:      Damaged,
	CodeNoMainPart:    Damaged,
	CodeDied:          Damaged,
	CodeNoPages:       Damaged,
	CodePageUnread:    Damaged,
	CodePageUndrawn:   Damaged,
	CodePageWords:     Damaged,
	CodePageSize:      Damaged,
	CodeOfficeFailed:  Damaged,
	CodePictureFailed: Damaged,
	CodeLostInLibrary: Damaged,

	CodeNotFile:       Unsupported,
	CodeUnknownFormat: Unsupported,
	CodeFormat:        Unsupported,
	CodeSound:         Unsupported,
	CodeFilm:          Unsupported,
	CodeFont:          Unsupported,
	CodeSaveNewer:     Unsupported,
	CodeNeedsOffice:   Unsupported,
	CodeNested:        Unsupported,
	CodeNoSuchPage:    Unsupported,
	CodeFirstPicture:  Unsupported,
	CodeWordsGone:     Unsupported,
	CodeArchiveUnread: Unsupported,

	CodePermission: Unreadable,
	CodeMissing:    Unreadable,
	CodeDisk:       Unreadable,
	CodeNoRoom:     Unreadable,
	CodeClosed:     Unreadable,
	CodePDFReader:  Unreadable,
	CodeTesseract:  Unreadable,
	CodeChanged:    Unreadable,
	CodeUnread:     Unreadable,

	CodeTooLarge:       TooLarge,
	CodeMemberTooLarge: TooLarge,
	CodeParts:          TooLarge,
	CodeMembers:        TooLarge,
	CodeArchiveLists:   TooLarge,
	CodePictures:       TooLarge,
	CodePictureLarge:   TooLarge,
	CodePicturePages:   TooLarge,
	CodePictureUndrawn: TooLarge,
	CodePictureWords:   TooLarge,
	CodeUnpacks:        TooLarge,
	CodeRestTooLarge:   TooLarge,
	CodeArchiveMemory:  TooLarge,
	CodeArchiveLarge:   TooLarge,

	CodeTimedOut:     TimedOut,
	CodePageTimedOut: TimedOut,

	CodeOutgrew:  OutOfMemory,
	CodeNoMemory: OutOfMemory,

	CodeEarlierVersion: Interrupted,
	CodeInterrupted:    Interrupted,

	CodeFirstMiB:          Partial,
	CodeFirstUnpacked:     Partial,
	CodeFirstMarkup:       Partial,
	CodeLongPiece:         Partial,
	CodeFirstCells:        Partial,
	CodeFirstRows:         Partial,
	CodeFirstMessages:     Partial,
	CodeFirstPages:        Partial,
	CodeFirstPagesDamaged: Partial,
	CodeFirstPagesLate:    Partial,
	CodeBrokenOff:         Partial,
	CodeDamagedPage:       Partial,
	CodeDamagedPages:      Partial,
	CodeSomePages:         Partial,
	CodeSomeNotes:         Partial,
	CodeSomeMarkup:        Partial,
	CodeOnlyWords:         Partial,
	CodePagesPictured:     Partial,
	CodePagesUnread:       Partial,
	CodeFilesUnread:       Partial,
	CodeAttachmentsUnread: Partial,
}

// Class returns the class of a code; empty for a code that this version does not know.
func (c Code) Class() Class { return classes[c] }

// Codes returns all codes, sorted.
func Codes() []Code { return slices.Sorted(maps.Keys(classes)) }
