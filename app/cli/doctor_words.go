package cli

import (
	"fmt"
	"slices"
	"strconv"

	"footnote/app/place"
	"footnote/index"
	"footnote/index/store"
)

// maxFindingsShown bounds how many documents with the same fault are listed.
const maxFindingsShown = 10

// printFindings prints the findings about a library.
func printFindings(paper *paper, library string, found []index.Finding) error {
	if index.Sound(found) {
		paper.line(fmt.Sprintf("The library in %s is sound.", printable(library)))
	} else {
		paper.line(fmt.Sprintf("Something is wrong with the library in %s:", printable(library)))
	}
	listFindings(paper, found)
	return paper.flush()
}

// listFindings lists the findings, worst first. Findings about documents with the same code are grouped.
func listFindings(paper *paper, found []index.Finding) {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b index.Finding) int { return int(b.Severity) - int(a.Severity) })
	for len(found) > 0 {
		n := 1
		for n < len(found) && aboutDocuments(found[0]) && found[n].Code == found[0].Code && found[n].Severity == found[0].Severity {
			n++
		}
		same := found[:n]
		paper.line("  " + printable(findingWords(same)))
		for i, line := range detailsOf(same) {
			if i == maxFindingsShown {
				paper.line(fmt.Sprintf("      and %d more: footnote doctor --json", len(detailsOf(same))-i))
				break
			}
			paper.line("      " + paper.faint(printable(line)))
		}
		if words := remedyWords(same[0]); words != "" {
			paper.line("    " + words)
		}
		found = found[n:]
	}
}

// aboutDocuments reports whether a finding's first argument is a document's path.
func aboutDocuments(f index.Finding) bool {
	switch f.Code {
	case store.CodeDocument, store.CodeStamp, store.CodeWords, store.CodeVectors:
		return true
	}
	return false
}

// detailsOf returns the lines below a finding: paths of documents, or SQLite's message.
func detailsOf(same []index.Finding) (lines []string) {
	switch {
	case aboutDocuments(same[0]):
		for _, f := range same {
			lines = append(lines, arg(f, 0))
		}
	case same[0].Code == store.CodeStructure, same[0].Code == store.CodeKeywords, same[0].Code == store.CodeUnreadable:
		lines = same[0].Args
	}
	return lines
}

// arg returns an argument of a finding, or "" if it has none at that position.
func arg(f index.Finding, i int) string {
	if i < len(f.Args) {
		return f.Args[i]
	}
	return ""
}

// sizeArg returns an argument that is a number of bytes.
func sizeArg(f index.Finding, i int) string {
	n, _ := strconv.ParseInt(arg(f, i), 10, 64)
	return size(n)
}

// countArg returns an argument that is a number, with its noun.
func countArg(f index.Finding, i int, noun string) string {
	n, _ := strconv.Atoi(arg(f, i))
	return count(n, noun)
}

// findingWords puts findings with one code into a sentence.
func findingWords(same []index.Finding) string {
	f, documents := same[0], count(len(same), "document")
	switch f.Code {
	case store.CodeUnreadable:
		return "The database cannot be read."
	case store.CodeForeign:
		return "The database is another program's."
	case store.CodeLater:
		return fmt.Sprintf("A later version of Footnote made the library (format %s; this version reads up to %s). Use that version.", arg(f, 0), arg(f, 1))
	case store.CodeEarlier:
		return fmt.Sprintf("An earlier version of Footnote made the library (format %s). The next use upgrades it to format %s.", arg(f, 0), arg(f, 1))
	case store.CodeHeader:
		return "The database's header is wrong; its tables are right."
	case store.CodeStructure:
		return "The database is broken:"
	case store.CodeSchema:
		if f.Severity == store.Warning {
			return fmt.Sprintf("The database has something that Footnote did not make: %s.", arg(f, 0))
		}
		return fmt.Sprintf("A part of the database is missing or was changed: %s.", arg(f, 0))
	case store.CodeSettings:
		return "The list of folders, their rules or the models are not as Footnote wrote them. Look through them with `footnote status`."
	case store.CodeModels:
		return "The model that compares meanings is missing."
	case store.CodeCounters:
		return "The database would use old numbers again."
	case store.CodeOrphans:
		return fmt.Sprintf("%s of the table %s belong to nothing.", countArg(f, 1, "row"), arg(f, 0))
	case store.CodeDocument:
		return documents + " damaged in the library:"
	case store.CodeStamp:
		return documents + " with a wrong size or time of the file:"
	case store.CodeWords:
		return documents + " with wrong words in the keyword index:"
	case store.CodeKeywords:
		return "The keyword index is damaged."
	case store.CodeVectors:
		return documents + " with damaged vectors:"
	case store.CodeUndigested:
		return fmt.Sprintf("%s without a checksum, as an earlier version of Footnote left them. The window adds checksums in the background.", countArg(f, 0, "row"))
	}
	return folderWords(f)
}

// folderWords puts a finding about the library's folder, or its use, into a sentence.
func folderWords(f index.Finding) string {
	switch f.Code {
	case index.CodeShared:
		return fmt.Sprintf("Other users of this computer can read %s.", arg(f, 0))
	case index.CodeSuperseded:
		return fmt.Sprintf("The library was moved to %s. This is an old copy.", arg(f, 0))
	case index.CodeFormer:
		return fmt.Sprintf("Something may be left of the library where it was before: %s. The next use removes it if it can.", arg(f, 0))
	case index.CodeLeftover:
		return fmt.Sprintf("%s (%s) is left of something that was cut off.", arg(f, 0), sizeArg(f, 1))
	case index.CodeAside:
		return fmt.Sprintf("%s (%s) is a damaged database that was set aside. Delete it when you do not need it any more.", arg(f, 0), sizeArg(f, 1))
	case index.CodeHolder:
		pid, _ := strconv.Atoi(arg(f, 0))
		return english.Holding(index.Holder{PID: pid, Name: arg(f, 1), Act: index.Act(arg(f, 2))})
	case index.CodeOtherModel:
		return fmt.Sprintf("%s of %s that were compared have other vectors than the built-in model makes.", arg(f, 0), countArg(f, 1, "passage"))
	case index.CodeLacking:
		return fmt.Sprintf("%s without a vector; `footnote index` makes them.", countArg(f, 0, "passage"))
	case index.CodeUnprotected:
		return unprotectedWords(arg(f, 0))
	case place.CodeBasket:
		return fmt.Sprintf("The basket's file is damaged: %s.", arg(f, 0))
	case place.CodeLaterBasket:
		return fmt.Sprintf("A later version of Footnote wrote the basket: %s. Use that version.", arg(f, 0))
	}
	return fmt.Sprintf("%s: %v.", f.Code, f.Args)
}

// unprotectedWords says which protection this system does not give.
func unprotectedWords(lacks string) string {
	switch lacks {
	case index.LacksLandlock:
		return "This kernel has no Landlock: a document that takes over the process reading it is kept from other files by seccomp alone, if at all."
	case index.LacksSeccomp:
		return "This kernel has no seccomp: a document that takes over the process reading it could use the network and start programs."
	case index.LacksNetwork:
		return "This system does not let Footnote take the network from LibreOffice and Tesseract (it allows no user namespaces)."
	}
	return fmt.Sprintf("Documents are read without a protection that Linux can give: %s.", lacks)
}

// remedyWords says what --repair does about a finding.
func remedyWords(f index.Finding) string {
	switch {
	case f.Code == index.CodeLeftover:
		return "--repair removes it."
	case f.Code == place.CodeBasket:
		return "--repair sets it aside, and begins a new basket."
	case f.Code == store.CodeSettings:
		return "--repair takes them as they are now."
	case f.Code == store.CodeStamp:
		return "--repair has the next `footnote index` compare the files."
	}
	switch f.Repair {
	case store.RepairSimple:
		return "--repair sets it right."
	case store.RepairVectors:
		return "--repair removes the vectors, and the next `footnote index` makes them again."
	case store.RepairWords:
		return "--repair makes the words again from the text."
	case store.RepairRead:
		return "--repair has the next `footnote index` read the files again."
	case store.RepairRebuild:
		return "--repair sets the database aside, after asking, and rebuilds it from what can be read."
	}
	return ""
}

// What doctor prints as JSON.
type (
	doctorOutput struct {
		Library  string          `json:"library"`
		Sound    bool            `json:"sound"`
		Findings []findingOutput `json:"findings"`
		Repaired *repairedOutput `json:"repaired,omitempty"`
	}
	findingOutput struct {
		Code     string   `json:"code"`
		Args     []string `json:"args"`
		Severity string   `json:"severity"`         // note, warning or damage
		Repair   string   `json:"repair,omitempty"` // simple, vectors, words, read or rebuild
		Words    string   `json:"words"`
	}
	repairedOutput struct {
		Rebuilt   bool   `json:"rebuilt"`
		Aside     string `json:"set_aside,omitempty"`
		Sources   int    `json:"sources,omitempty"`   // recovered
		Documents int    `json:"documents,omitempty"` // recovered
		Read      int    `json:"to_read"`             // documents that the next index run reads again
	}
)

func doctorJSON(library string, found []index.Finding, done *index.Repaired) doctorOutput {
	output := doctorOutput{Library: library, Sound: index.Sound(found), Findings: make([]findingOutput, len(found))}
	severities := map[store.Severity]string{store.Note: "note", store.Warning: "warning", store.Damage: "damage"}
	for i, f := range found {
		output.Findings[i] = findingOutput{
			string(f.Code), append([]string{}, f.Args...), severities[f.Severity], string(f.Repair), findingWords(found[i : i+1]),
		}
	}
	if done != nil {
		output.Repaired = &repairedOutput{done.Rebuilt, done.Aside, done.Sources, done.Documents, done.Read}
	}
	return output
}
