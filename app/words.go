package app

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// trouble is an error in words for a person: what failed, what was kept, and what to do next.
type trouble struct {
	Headline string
	Lines    []string
}

// sentence returns a trouble in one line.
func (t trouble) sentence() string {
	return strings.Join(append([]string{t.Headline}, t.Lines...), " ")
}

// explain puts an error into words. headline says what failed. An error that no words fit is logged, since nobody is shown the text of a Go
// error.
func explain(headline string, err error) trouble {
	lines := inWords().Explain(err)
	if lines == nil {
		fyne.LogError(headline, err)
		lines = []string{lang.L("Footnote doesn't know why. Nothing else was changed. Try again.")}
	}
	return trouble{headline, lines}
}

// number returns a count with thousands separators, as template data.
func number(n int) map[string]any { return map[string]any{"Count": inWords().Number(n)} }

func documents(n int) string { return lang.N("{{.Count}} documents", n, number(n)) }
func passages(n int) string  { return lang.N("{{.Count}} passages", n, number(n)) }

// left returns an estimate of the remaining time in words; empty if there is none.
func left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < 10*time.Second:
		return lang.L("a few seconds left")
	case d < 90*time.Second:
		return lang.L("about {{.Seconds}} s left", map[string]any{"Seconds": int(d.Round(10 * time.Second).Seconds())})
	case d < 90*time.Minute:
		return lang.L("about {{.Minutes}} min left", map[string]any{"Minutes": int(d.Round(time.Minute).Minutes())})
	}
	return lang.L("about {{.Hours}} h left", map[string]any{"Hours": int(d.Round(time.Hour).Hours())})
}

// took says how long a search took.
func took(d time.Duration) string {
	if d < time.Second {
		return lang.L("{{.Milliseconds}} ms", map[string]any{"Milliseconds": max(d.Milliseconds(), 1)})
	}
	return lang.L("{{.Seconds}} s", map[string]any{"Seconds": inWords().Decimal(d.Seconds(), 1)})
}

// capital returns a sentence with its first letter in upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
