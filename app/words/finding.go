package words

import (
	"fmt"
	"strconv"

	"footnote/app/place"
	"footnote/index"
	"footnote/index/store"
)

// AboutDocuments reports whether the findings with a code are about documents: the first argument of each is a document's path.
func AboutDocuments(code store.Code) bool {
	switch code {
	case store.CodeDocument, store.CodeStamp, store.CodeWords, store.CodeVectors:
		return true
	}
	return false
}

// Finding says what is wrong with a library: what several findings with one code say if they are about documents, else what the first says.
func (f Face) Finding(same []index.Finding) string {
	found, n := finding{same[0]}, len(same)
	switch found.Code {
	case store.CodeDocument:
		return f.plural(n, "1 document is damaged in the library.", "%s documents are damaged in the library.")
	case store.CodeStamp:
		return f.plural(n, "1 document has a wrong file size or date.", "%s documents have a wrong file size or date.")
	case store.CodeWords:
		return f.plural(n, "1 document has wrong words in the keyword index.", "%s documents have wrong words in the keyword index.")
	case store.CodeVectors:
		return f.plural(n, "1 document has damaged vectors.", "%s documents have damaged vectors.")
	}
	if words := f.database(found); words != "" {
		return words
	}
	return f.folderFinding(found)
}

// database says what is wrong with the library's database; "" if the finding is not about that.
func (f Face) database(found finding) string {
	switch found.Code {
	case store.CodeUnreadable:
		return f.say("The database can't be read.")
	case store.CodeForeign:
		return f.say("The database belongs to another program.")
	case store.CodeLater:
		return f.say("A later version of Footnote made the library (format %s; this version reads formats up to %s). Use that version.", found.arg(0), found.arg(1))
	case store.CodeEarlier:
		return f.say("An earlier version of Footnote made the library (format %s). Footnote upgrades it to format %s when it next opens it.", found.arg(0), found.arg(1))
	case store.CodeHeader, store.CodeStructure, store.CodeSchema, store.CodeCounters, store.CodeOrphans:
		return f.next("The database's structure is damaged.", structure(found))
	case store.CodeSettings:
		return f.next("The list of folders, their rules or the models have changed since Footnote wrote them. Look through them after the repair.",
			"The list of folders, their rules or the models have changed since Footnote wrote them. Look through them with `footnote status`.")
	case store.CodeModels:
		return f.say("The model that compares meaning is missing.")
	case store.CodeKeywords:
		return f.say("The keyword index is damaged.")
	case store.CodeUndigested:
		return f.say("Parts of the library have no checksum yet. The window adds checksums in the background.")
	}
	return ""
}

// structure says in the terminal what is damaged in the structure of a database.
func structure(found finding) string {
	switch {
	case found.Code == store.CodeHeader:
		return "The database's header is wrong, but its tables are right."
	case found.Code == store.CodeSchema && found.Severity == store.Warning:
		return fmt.Sprintf("The database has something that Footnote did not make: %s.", found.arg(0))
	case found.Code == store.CodeSchema:
		return fmt.Sprintf("Part of the database is missing or was changed: %s.", found.arg(0))
	case found.Code == store.CodeCounters:
		return "The database would use old numbers again."
	case found.Code == store.CodeOrphans:
		return fmt.Sprintf("The table %s has rows that belong to nothing (%s).", found.arg(0), Language{}.Number(found.count(1)))
	}
	return "The database's structure is damaged."
}

// folderFinding says what is wrong with the library's folder, or with its use.
func (f Face) folderFinding(found finding) string {
	switch found.Code {
	case index.CodeShared:
		return f.say("Other users of this computer can read %s.", f.path(found.arg(0)))
	case index.CodeSuperseded:
		return f.say("The library was moved to %s. This is an old copy.", f.path(found.arg(0)))
	case index.CodeFormer:
		return f.say("Parts of the library may remain in its former folder: %s. Footnote removes them when it next opens the library, if it can.", f.path(found.arg(0)))
	case index.CodeLeftover:
		return f.say("%s (%s) is left over from an interrupted operation.", f.path(found.arg(0)), f.Bytes(int64(found.count(1))))
	case index.CodeAside:
		return f.say("%s (%s) is a damaged database that was set aside. Delete it when you no longer need it.", f.path(found.arg(0)), f.Bytes(int64(found.count(1))))
	case index.CodeHolder:
		return f.Holding(index.Holder{PID: found.count(0), Name: found.arg(1), Act: index.Act(found.arg(2))})
	case index.CodeOtherModel:
		return f.say("%s of %s compared vectors differ from those that the built-in model makes.", f.Number(found.count(0)), f.Number(found.count(1)))
	case index.CodeLacking:
		lacking := f.plural(found.count(0), "1 passage has no vector yet.", "%s passages have no vector yet.")
		if f.Library != "" {
			lacking += " `footnote index` makes what is missing."
		}
		return lacking
	case index.CodeUnprotected:
		return f.unprotected(found.arg(0))
	case index.CodeInterpreted:
		return f.say("PDFs are read slowly, because this system does not let Footnote make machine code.")
	case place.CodeBasket:
		return f.say("The basket's file is damaged: %s.", f.path(found.arg(0)))
	case place.CodeLaterBasket:
		return f.say("A later version of Footnote wrote the basket: %s. Use that version.", f.path(found.arg(0)))
	}
	return f.say("Footnote found a problem that it has no words for.")
}

// unprotected says which protection from hostile documents this system does not give.
func (f Face) unprotected(lacks string) string {
	switch lacks {
	case index.LacksLandlock:
		return f.say("This system has no Landlock. If a document takes over the process that reads it, seccomp alone keeps it from other files, if at all.")
	case index.LacksSeccomp:
		return f.say("This system has no seccomp. If a document takes over the process that reads it, it could use the network and start programs.")
	case index.LacksNetwork:
		return f.say("Footnote can't cut LibreOffice and Tesseract off from the network, because this system allows no user namespaces.")
	}
	return f.say("Documents are read without a protection that Linux can give.")
}

// path writes a path for a person: in full in the terminal, where it may be used in a command.
func (f Face) path(path string) string {
	if f.Library != "" {
		return path
	}
	return Short(path)
}

// A finding is an index.Finding, whose arguments may be missing.
type finding struct{ index.Finding }

func (f finding) arg(i int) string {
	if i < len(f.Args) {
		return f.Args[i]
	}
	return ""
}

// count returns an argument that is a number.
func (f finding) count(i int) int {
	n, _ := strconv.Atoi(f.arg(i)) // 0 if it is missing
	return n
}
