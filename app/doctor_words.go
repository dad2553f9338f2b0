package app

import (
	"slices"

	"fyne.io/fyne/v2"

	"footnote/app/words"
	"footnote/index"
)

var findingsSize = fyne.NewSize(520, 320)

// maxFindings bounds the lines that say what is wrong.
const maxFindings = 12

// findingLines describes the findings about a library, worst first. Findings about documents with the same code form one line.
func findingLines(found []index.Finding) (lines []string) {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b index.Finding) int { return int(b.Severity) - int(a.Severity) })
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].Code == found[0].Code && found[n].Severity == found[0].Severity && words.AboutDocuments(found[0].Code) {
			n++
		}
		if len(lines) == maxFindings {
			return append(lines, "…")
		}
		if line := inWords().Finding(found[:n]); !slices.Contains(lines, line) { // several findings may say the same
			lines = append(lines, line)
		}
		found = found[n:]
	}
	return lines
}
