package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"fyne.io/fyne/v2/lang"
)

// What became of a file, the engine says in English: why it was not read, or not whole. Each of its sentences is known by its format,
// as "page %d cannot be drawn", which is a key of the translations.

// A saying is such a format, and what stands around its verbs.
type saying struct {
	format string
	around []string
}

var verb = regexp.MustCompile(`%[dsv]`)

// sayings are those that the translations have; those that say most come first.
var sayings = sync.OnceValue(func() []saying {
	var messages map[string]any
	data, err := translations.ReadFile("translation/en.json")
	if err == nil {
		err = json.Unmarshal(data, &messages)
	}
	if err != nil {
		panic(err) // the file is part of the program
	}
	var all []saying
	for format := range messages {
		if first := []rune(format)[0]; unicode.IsLower(first) || first == '%' { // else it is the window's own
			all = append(all, saying{format, verb.Split(format, -1)})
		}
	}
	slices.SortFunc(all, func(a, b saying) int {
		return cmp.Or(len(strings.Join(b.around, ""))-len(strings.Join(a.around, "")), cmp.Compare(a.format, b.format))
	})
	return all
})

// reasonWords are what the engine said of a file, a reason or a note, in the window's language.
func reasonWords(said string) string {
	notes := strings.Split(said, "; ")
	for i, note := range notes {
		notes[i] = sayingWords(note)
	}
	return strings.Join(notes, "; ")
}

func sayingWords(said string) string {
	if file, others, ok := strings.Cut(said, "), "); ok { // several files, each with its reason
		return sayingWords(file+")") + ", " + sayingWords(others)
	}
	for _, s := range sayings() {
		if args, ok := s.args(said); ok {
			return fmt.Sprintf(verb.ReplaceAllString(lang.X(s.format, s.format), "%s"), args...)
		}
	}
	return said
}

// args are what stands in place of the verbs, where that is what was said.
func (s saying) args(said string) (args []any, ok bool) {
	rest, ok := strings.CutPrefix(said, s.around[0])
	for i, after := range s.around[1:] {
		at := strings.Index(rest, after)
		if i == len(s.around)-2 { // the last verb takes all that is left
			at = len(rest) - len(after)
		}
		if !ok || at < 1 || !strings.HasPrefix(rest[at:], after) {
			return nil, false
		}
		args, rest = append(args, sayingWords(rest[:at])), rest[at+len(after):]
	}
	return args, ok && rest == ""
}
