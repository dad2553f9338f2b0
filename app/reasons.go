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

// The engine says in English why a file was not read, or not completely. Each of its sentences is identified by its format, such as "page
// %d cannot be drawn", which is a key of the translations.

// A saying is such a format, and the text around its verbs.
type saying struct {
	format string
	around []string
}

var verb = regexp.MustCompile(`%[dsv]`)

// sayings lists the formats in the translations, those with the most text around their verbs first.
var sayings = sync.OnceValue(func() []saying {
	var messages map[string]any
	data, err := translations.ReadFile("translation/en.json")
	if err == nil {
		err = json.Unmarshal(data, &messages)
	}
	if err != nil {
		panic(err) // the file is embedded in the program
	}
	var all []saying
	for format := range messages {
		if first := []rune(format)[0]; unicode.IsLower(first) || first == '%' { // the engine never says those of the window's own strings that begin so
			all = append(all, saying{format, verb.Split(format, -1)})
		}
	}
	slices.SortFunc(all, func(a, b saying) int {
		return cmp.Or(len(strings.Join(b.around, ""))-len(strings.Join(a.around, "")), cmp.Compare(a.format, b.format))
	})
	return all
})

// reasonWords translates the engine's reason or note about a file into the window's language.
func reasonWords(said string) string {
	if said == "" {
		return ""
	}
	notes := split(said, "", "; ")
	for i, note := range notes {
		files := split(note, ")", ", ") // several files, each with its reason
		for j, file := range files {
			files[j] = sayingWords(file)
		}
		notes[i] = strings.Join(files, ", ")
	}
	return strings.Join(notes, "; ")
}

func sayingWords(said string) string {
	for _, s := range sayings() {
		if args, ok := matched(said, s.around); ok {
			for i, arg := range args {
				args[i] = reasonWords(arg.(string))
			}
			return fmt.Sprintf(verb.ReplaceAllString(lang.X(s.format, s.format), "%s"), args...)
		}
	}
	return said
}

// matched returns the strings in place of a format's verbs. They are not empty, and their parentheses match. ok reports whether the text
// has the format.
func matched(said string, around []string) (args []any, ok bool) {
	rest, ok := strings.CutPrefix(said, around[0])
	if !ok || len(around) == 1 {
		return nil, ok && rest == ""
	}
	for at := 1; ; at++ {
		if len(around) == 2 { // the last verb takes the rest
			at = max(at, len(rest)-len(around[1]))
		}
		next := -1
		if at <= len(rest) {
			next = strings.Index(rest[at:], around[1])
		}
		if next < 0 {
			return nil, false
		}
		at += next
		if args, ok := matched(rest[at:], around[1:]); ok && parenthesesMatch(rest[:at]) {
			return append([]any{rest[:at]}, args...), true
		}
	}
}

func parenthesesMatch(s string) bool {
	depth := 0
	for _, r := range s {
		if depth += nesting(r); depth < 0 {
			return false
		}
	}
	return depth == 0
}

// split cuts a text at each separator that follows the end of a part and is not in parentheses.
func split(text, end, separator string) (parts []string) {
	depth, start := 0, 0
	for i, r := range text {
		depth += nesting(r)
		if depth == 0 && strings.HasPrefix(text[i:], separator) && strings.HasSuffix(text[:i], end) {
			parts, start = append(parts, text[start:i]), i+len(separator)
		}
	}
	return append(parts, text[start:])
}

// nesting returns the change in the number of open parentheses at a character.
func nesting(r rune) int {
	switch r {
	case '(':
		return 1
	case ')':
		return -1
	}
	return 0
}
