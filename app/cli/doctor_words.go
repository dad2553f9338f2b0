package cli

import (
	"fmt"
	"slices"

	"footnote/app/place"
	"footnote/app/words"
	"footnote/index"
	"footnote/index/store"
)

// maxFindingsShown bounds how many documents with the same fault are listed.
const maxFindingsShown = 10

// printFindings prints the findings about a library.
func printFindings(paper *paper, library string, found []index.Finding) error {
	if index.Sound(found) {
		paper.line(fmt.Sprintf("No problems found in the library in %s.", printable(library)))
	} else {
		paper.line(fmt.Sprintf("The library in %s has problems:", printable(library)))
	}
	listFindings(paper, library, found)
	return paper.flush()
}

// listFindings lists the findings, worst first. Findings about documents with the same code are grouped.
func listFindings(paper *paper, library string, found []index.Finding) {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b index.Finding) int { return int(b.Severity) - int(a.Severity) })
	for len(found) > 0 {
		n := 1
		for n < len(found) && words.AboutDocuments(found[0].Code) && found[n].Code == found[0].Code && found[n].Severity == found[0].Severity {
			n++
		}
		same := found[:n]
		paper.line("  " + printable(words.Face{Library: library}.Finding(same)))
		for i, line := range detailsOf(same) {
			if i == maxFindingsShown {
				paper.line(fmt.Sprintf("      and %d more: footnote doctor --json", len(detailsOf(same))-i))
				break
			}
			paper.line("      " + paper.faint(printable(line)))
		}
		if remedy := remedyWords(same[0]); remedy != "" {
			paper.line("    " + remedy)
		}
		found = found[n:]
	}
}

// detailsOf returns the lines below a finding: paths of documents, or SQLite's message.
func detailsOf(same []index.Finding) (lines []string) {
	switch {
	case words.AboutDocuments(same[0].Code):
		for _, f := range same {
			lines = append(lines, f.Args[:min(len(f.Args), 1)]...)
		}
	case same[0].Code == store.CodeStructure, same[0].Code == store.CodeKeywords, same[0].Code == store.CodeUnreadable:
		lines = same[0].Args
	}
	return lines
}

// remedyWords says what --repair does about a finding.
func remedyWords(f index.Finding) string {
	switch {
	case f.Code == index.CodeLeftover:
		return "--repair removes it."
	case f.Code == place.CodeBasket:
		return "--repair sets it aside and starts a new basket."
	case f.Code == store.CodeSettings:
		return "--repair accepts them as they are now."
	case f.Code == store.CodeStamp:
		return "After --repair, the next `footnote index` compares the files."
	}
	switch f.Repair {
	case store.RepairSimple:
		return "--repair fixes it."
	case store.RepairVectors:
		return "--repair removes the vectors; the next `footnote index` makes them again."
	case store.RepairWords:
		return "--repair makes the index again from the text."
	case store.RepairRead:
		return "After --repair, the next `footnote index` reads the files again."
	case store.RepairRebuild:
		return "--repair asks, then sets the database aside and rebuilds it from what can be read."
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
			string(f.Code), append([]string{}, f.Args...), severities[f.Severity], string(f.Repair), words.Face{Library: library}.Finding(found[i : i+1]),
		}
	}
	if done != nil {
		output.Repaired = &repairedOutput{done.Rebuilt, done.Aside, done.Sources, done.Documents, done.Read}
	}
	return output
}
