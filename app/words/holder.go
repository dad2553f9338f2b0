package words

import (
	"strings"

	"footnote/index"
)

// Holding says which program is working on the library, what it does, and since when, if that is known.
func (l Language) Holding(by index.Holder) string {
	said := l.doing(by.Act, l.holder(by))
	if !by.Since.IsZero() {
		said += " " + l.say("It started at %s.", by.Since.Local().Format("15:04"))
	}
	return said
}

func (l Language) doing(act index.Act, who string) string {
	switch act {
	case index.ActReading:
		return l.say("%s is reading documents into the library.", who)
	case index.ActEmbedding:
		return l.say("%s is making the library's vectors.", who)
	case index.ActMoving:
		return l.say("%s is moving the library.", who)
	case index.ActImporting:
		return l.say("%s is importing a library.", who)
	case index.ActRepairing:
		return l.say("%s is repairing the library.", who)
	}
	return l.say("%s is working on the library.", who)
}

// WindowName is the name by which the window holds a library.
const WindowName = "window"

// holder names a process. It shows the name from the lock file only if it can be the name of a command.
func (l Language) holder(by index.Holder) string {
	const longest = 20
	command := by.Name != "" && len(by.Name) < longest && strings.Trim(by.Name, "abcdefghijklmnopqrstuvwxyz") == ""
	switch {
	case by.PID <= 0:
		return l.say("Another program")
	case by.Name == WindowName:
		return l.say("A window of Footnote (process %d)", by.PID)
	case command:
		return l.say("The command “footnote %s” (process %d)", by.Name, by.PID)
	}
	return l.say("Another program (process %d)", by.PID)
}

// Offline says why a source, or a folder in it, is offline. name is its name.
func (l Language) Offline(reason index.OfflineReason, name string) string {
	switch reason {
	case index.NotThere:
		return l.say("Footnote can't find “%s”.", name)
	case index.Emptied:
		return l.say("“%s” is empty now. Its drive may not be connected.", name)
	case index.OtherVolume:
		return l.say("“%s” is now on a different drive.", name)
	case index.MostGone:
		return l.say("Most of the files in “%s” are missing.", name)
	}
	return l.say("Footnote can't read “%s”.", name)
}
