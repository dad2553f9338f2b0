// Package words puts into one language what the engine hands over as values: what happened to a file, where a passage is, who works on the
// library, what failed and what to do next. The window, the terminal and the server for assistants all say it in these words. It knows none of
// them, and the engine knows nothing of it: rewording a sentence changes nothing else.
//
// Every sentence is an English format, which is also the key of its translation.
package words

import "fmt"

// A Language says things in one language. The zero value is English.
type Language struct {
	translate func(english string) string
}

// In returns the language into which translate puts English formats. It keeps their verbs in their order.
func In(translate func(english string) string) Language { return Language{translate} }

// say returns a sentence with its arguments.
func (l Language) say(english string, args ...any) string {
	if l.translate != nil {
		english = l.translate(english)
	}
	if len(args) == 0 {
		return english
	}
	return fmt.Sprintf(english, args...)
}
