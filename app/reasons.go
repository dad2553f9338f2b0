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
		if first := []rune(format)[0]; unicode.IsLower(first) || first == '%' { // the window's own that begin so are not said by the engine
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

// matched is what stands in place of a format's verbs, strings that are not empty and in which parentheses match; ok says whether the
// format was said.
func matched(said string, around []string) (args []any, ok bool) {
	rest, ok := strings.CutPrefix(said, around[0])
	if !ok || len(around) == 1 {
		return nil, ok && rest == ""
	}
	for at := 1; ; at++ {
		if len(around) == 2 { // the last verb takes all that is left
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

// split cuts a text at each separator that stands behind the end of a part and in no parentheses.
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

// nesting is by how much a character changes the number of parentheses that are open.
func nesting(r rune) int {
	switch r {
	case '(':
		return 1
	case ')':
		return -1
	}
	return 0
}
