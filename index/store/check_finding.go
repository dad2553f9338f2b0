package store

// A Code says what is wrong with a library. Findings of one code have the same Args.
type Code string

// What Check finds. What Args hold stands behind each.
const (
	CodeUnreadable Code = "unreadable"      // the database cannot be read at all; what SQLite says
	CodeForeign    Code = "foreign"         // the database is another program's
	CodeLater      Code = "later-version"   // made by a later version of the program; its format, the one that is known
	CodeEarlier    Code = "earlier-version" // made by an earlier version, which opening upgrades; its format, the present one
	CodeHeader     Code = "header"          // the tables are a library's, but the header says otherwise
	CodeStructure  Code = "structure"       // the database's own order is broken; what SQLite says
	CodeSchema     Code = "schema"          // a table or an index is missing, changed or not ours; its name
	CodeSettings   Code = "settings"        // sources, models or the library's own row are not as they were written
	CodeModels     Code = "models"          // the model that serves is not there
	CodeCounters   Code = "counters"        // ids that were used would be given again
	CodeOrphans    Code = "orphans"         // rows belong to nothing; the table, how many
	CodeDocument   Code = "document"        // a document is not as it was written; its path, its id, what of it (an Aspect)
	CodeStamp      Code = "stamp"           // the size or time of a document's file is not as it was written; its path, its id
	CodeWords      Code = "words"           // the keyword index has other words for a document; its path, its id
	CodeKeywords   Code = "keyword-index"   // the keyword index is broken as a whole; what SQLite says
	CodeVectors    Code = "vectors"         // a document's vectors are not as they were written; its path, its id, the model's id
	CodeUndigested Code = "undigested"      // rows have no digest yet; how many
)

// An Aspect says what of a document is not as it was written.
type Aspect string

// The aspects of a document.
const (
	AspectRow    Aspect = "row"    // a value of another type than its column's
	AspectText   Aspect = "text"   // the text has gaps, or cannot be unpacked
	AspectPlaces Aspect = "places" // the places cannot be read, or are not in the text
	AspectSpans  Aspect = "spans"  // passages are not in the text, or cut characters
	AspectDigest Aspect = "digest" // all of it can be read, but is not what was written
)

// A Severity says how bad a finding is.
type Severity uint8

// The severities, rising.
const (
	Note    Severity = iota // nothing is wrong
	Warning                 // the library works; something should be looked at
	Damage                  // something is lost or wrong
)

// A Remedy is what can be done about a finding.
type Remedy string

// The repairs. All but RepairRebuild lose nothing that the library does not make again by itself.
const (
	RepairNone    Remedy = ""        // nothing, or only the person can
	RepairSimple  Remedy = "simple"  // it is set right at once
	RepairVectors Remedy = "vectors" // the vectors are removed, and made again from the text
	RepairWords   Remedy = "words"   // the keyword index is made again from the text
	RepairRead    Remedy = "read"    // the document is emptied, and the next sync reads its file again
	RepairRebuild Remedy = "rebuild" // the database is set aside; a new one takes over what can be read of it
)

// A Finding is something that was found about a library. The code that shows it puts it into words.
type Finding struct {
	Code     Code
	Args     []string
	Severity Severity
	Repair   Remedy
}
