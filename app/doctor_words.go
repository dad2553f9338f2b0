package app

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/place"
	"footnote/index"
	"footnote/index/store"
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
		for n < len(found) && found[n].Code == found[0].Code && found[n].Severity == found[0].Severity && documentWords(found[0].Code, 1) != "" {
			n++
		}
		if len(lines) == maxFindings {
			return append(lines, "…")
		}
		lines = append(lines, findingWords(found[:n]))
		found = found[n:]
	}
	return lines
}

// documentWords says what is wrong with documents; "" if the code is not about documents.
func documentWords(code store.Code, n int) string {
	switch code {
	case store.CodeDocument:
		return lang.N("{{.Count}} documents are damaged in the library.", n, number(n))
	case store.CodeStamp:
		return lang.N("{{.Count}} documents have a wrong size or time of their file.", n, number(n))
	case store.CodeWords:
		return lang.N("{{.Count}} documents have wrong words in the keyword index.", n, number(n))
	case store.CodeVectors:
		return lang.N("{{.Count}} documents have damaged vectors.", n, number(n))
	}
	return ""
}

// findingWords puts findings with one code into a sentence.
func findingWords(same []index.Finding) string {
	f := same[0]
	if words := documentWords(f.Code, len(same)); words != "" {
		return words
	}
	arg := func(i int) string {
		if i < len(f.Args) {
			return f.Args[i]
		}
		return ""
	}
	format := func() map[string]any { return map[string]any{"Format": arg(0)} }
	switch f.Code {
	case store.CodeUnreadable:
		return lang.L("The database cannot be read.")
	case store.CodeForeign:
		return lang.L("The database is another program's.")
	case store.CodeLater:
		return lang.L("A later version of Footnote made the library (format {{.Format}}). Use that version.", format())
	case store.CodeEarlier:
		return lang.L("An earlier version of Footnote made the library (format {{.Format}}). The next use upgrades it.", format())
	case store.CodeHeader, store.CodeStructure, store.CodeSchema, store.CodeCounters, store.CodeOrphans:
		return lang.L("The database's own order is broken.")
	case store.CodeSettings:
		return lang.L("The list of folders, their rules or the models are not as Footnote wrote them. Look through them after the repair.")
	case store.CodeModels:
		return lang.L("The model that compares meanings is missing.")
	case store.CodeKeywords:
		return lang.L("The keyword index is damaged.")
	case store.CodeUndigested:
		return lang.L("Parts of the library have no checksum yet. They are given one in the background.")
	}
	return folderWords(f, arg)
}

// folderWords puts a finding about the library's folder, or its use, into a sentence.
func folderWords(f index.Finding, arg func(i int) string) string {
	file := func() map[string]any {
		size, _ := strconv.ParseUint(arg(1), 10, 64)
		return map[string]any{"File": shorten(arg(0)), "Size": humanize.Bytes(size)}
	}
	switch f.Code {
	case index.CodeShared:
		return lang.L("Other users of this computer can read {{.File}}.", map[string]any{"File": shorten(arg(0))})
	case index.CodeSuperseded:
		return lang.L("The library was moved to {{.Folder}}. This is an old copy.", map[string]any{"Folder": shorten(arg(0))})
	case index.CodeFormer:
		return lang.L("Something may be left of the library where it was before: {{.Folder}}.", map[string]any{"Folder": shorten(arg(0))})
	case index.CodeLeftover:
		return lang.L("{{.File}} ({{.Size}}) is left of something that was cut off.", file())
	case index.CodeAside:
		return lang.L("{{.File}} ({{.Size}}) is a damaged database that was set aside. Delete it when you do not need it any more.", file())
	case index.CodeHolder:
		pid, _ := strconv.Atoi(arg(0))
		return inWords().Holding(index.Holder{PID: pid, Name: arg(1), Act: index.Act(arg(2))})
	case index.CodeOtherModel:
		return lang.L("The vectors are not those that the built-in model makes.")
	case index.CodeLacking:
		n, _ := strconv.Atoi(arg(0))
		return lang.N("{{.Count}} passages have no vector yet.", n, number(n))
	case index.CodeUnprotected:
		return lang.L("Documents are read without a protection that Linux can give: {{.Name}}.", map[string]any{"Name": arg(0)})
	case place.CodeBasket:
		return lang.L("The basket's file is damaged: {{.File}}.", map[string]any{"File": shorten(arg(0))})
	case place.CodeLaterBasket:
		return lang.L("A later version of Footnote wrote the basket. Use that version.")
	}
	return string(f.Code)
}
