package app

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// holdingWords says who works on the library, and what they do.
func holdingWords(by index.Holder) string {
	who := map[string]any{"Who": holderWords(by)}
	switch by.Act {
	case index.ActReading:
		return lang.L("{{.Who}} is reading documents into the library.", who)
	case index.ActEmbedding:
		return lang.L("{{.Who}} is making the library's vectors.", who)
	case index.ActMoving:
		return lang.L("{{.Who}} is moving the library.", who)
	case index.ActImporting:
		return lang.L("{{.Who}} is importing a library.", who)
	case index.ActRepairing:
		return lang.L("{{.Who}} is repairing the library.", who)
	}
	return lang.L("{{.Who}} is working on the library.", who)
}

// holderWords names a process. It shows the name from the lock file only if that can be the name of a command.
func holderWords(by index.Holder) string {
	const longest = 20
	number := map[string]any{"Number": by.PID}
	command := by.Name != "" && len(by.Name) < longest && strings.Trim(by.Name, "abcdefghijklmnopqrstuvwxyz") == ""
	switch {
	case by.PID <= 0:
		return lang.L("Another program")
	case by.Name == "window":
		return lang.L("Another window of Footnote (process {{.Number}})", number)
	case command:
		number["Command"] = by.Name
		return lang.L("The command “footnote {{.Command}}” (process {{.Number}})", number)
	}
	return lang.L("Another program (process {{.Number}})", number)
}
