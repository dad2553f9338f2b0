package language_test

import (
	"testing"

	"footnote/index/language"
)

func TestJoined(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing to join", "The rent\nis due.", "The rent\nis due."},
		{"a broken word", "The ten-\nant pays.", "The tenant pays."},
		{"two of them", "ten-\nant and land-\n  lord", "tenant and landlord"},
		{"a soft hyphen", "ten\u00ad\nant", "tenant"},
		{"a name", "Baden-\nBaden", "Baden-\nBaden"},
		{"a number", "1999-\nnow", "1999-\nnow"},
		{"a dash", "rent -\nwhich", "rent -\nwhich"},
		{"a list", "rent\n- one", "rent\n- one"},
		{"at the end", "ten-\n", "ten-\n"},
		{"nothing before it", "-\nant", "-\nant"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := language.Joined(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A word broken at a line's end is found whole, where it stands, and by its parts.
func TestTokensOfBrokenWords(t *testing.T) {
	const text = "The ten-\nant pays non-\nUnion fees.\nA no-\n2 one."
	var a language.Analyzer
	got := map[string]string{}
	for _, token := range a.Tokens(text, 0) {
		got[token.Term] = text[token.Start:token.End]
	}
	for term, want := range map[string]string{"tenant": "ten-\nant", "ten": "ten", "ant": "ant", "non": "non", "union": "Union", "no": "no", "2": "2"} {
		if got[term] != want {
			t.Errorf("%q stands at %q, want %q", term, got[term], want)
		}
	}
	for _, term := range []string{"nonunion", "no2"} {
		if at, ok := got[term]; ok {
			t.Errorf("%q stands at %q, want it nowhere", term, at)
		}
	}
}
