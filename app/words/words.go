// Package words puts the engine's values into words: what happened to a file, where a passage is, who works on the library, what is wrong with
// it, what failed and what to do next. The window, the terminal and the server for assistants share these words. The package does not know
// them, and the engine does not know the package: rewording a sentence changes nothing else.
//
// Every sentence is an English format, which is also the key of its translation.
package words

import (
	"fmt"
	"strings"
	"unicode"
)

// A Language words things in one language. The zero value is English.
type Language struct {
	translate func(english string) string
}

// In returns the language into which translate puts English formats. A translation must keep the verbs of its format, in their order.
func In(translate func(english string) string) Language { return Language{translate} }

// say returns the translation of a sentence, with its arguments.
func (l Language) say(english string, args ...any) string {
	if l.translate != nil {
		english = l.translate(english)
	}
	if len(args) == 0 {
		return english
	}
	return fmt.Sprintf(english, args...)
}

// plural returns one for a single thing, else the sentence for n things, with their number.
func (l Language) plural(n int, one, several string) string {
	if n == 1 {
		return l.say(one)
	}
	return l.say(several, l.Number(n))
}

// Visible returns words in which characters that control the display are visible: control characters, and those that change the direction of
// writing. Names, documents and servers may come from strangers.
func Visible(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, words)
}
