package view

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// oneEach measures every rune as 1. Combining marks are up to the wrapper.
func oneEach(s string) float32 { return float32(utf8.RuneCountInString(s)) }

func wrapped(text string, width float32, flow bool) []string {
	var got []string
	newWrapper(oneEach, flow).lines(text, 0, len(text), width, func(s Span) { got = append(got, text[s.Start:s.End]) })
	return got
}

func TestWrap(t *testing.T) {
	for name, tc := range map[string]struct {
		text  string
		width float32
		flow  bool
		want  []string
	}{
		"empty":                     {"", 10, false, []string{""}},
		"fits":                      {"one two", 10, false, []string{"one two"}},
		"at a blank":                {"one two three", 8, false, []string{"one two", "three"}},
		"blanks hang":               {"one two    three", 7, false, []string{"one two", "three"}},
		"hard lines":                {"one\n\ntwo\n", 10, false, []string{"one", "", "two"}},
		"indent is kept":            {"  one two", 6, false, []string{"  one", "two"}},
		"long word":                 {"abcdefghij", 4, false, []string{"abcd", "efgh", "ij"}},
		"word after long word":      {"abcdefgh ij", 6, false, []string{"abcdef", "gh ij"}},
		"at a hyphen":               {"well-known fact", 7, false, []string{"well-", "known", "fact"}},
		"between ideographs":        {"東京都庁舎展望室", 3, false, []string{"東京都", "庁舎展", "望室"}},
		"no width":                  {"ab", 0, false, []string{"a", "b"}},
		"marks stay with letters":   {"e\u0301e\u0301e\u0301", 2, false, []string{"e\u0301e\u0301", "e\u0301"}},
		"flow joins lines":          {"one\ntwo\n\nthree", 8, true, []string{"one\ntwo", "three"}},
		"flow counts blanks once":   {"one     two", 7, true, []string{"one     two"}},
		"flow begins without blank": {"  one two", 3, true, []string{"one", "two"}},
		"damaged":                   {"a\xff\xfeb c", 4, false, []string{"a\xff\xfeb", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wrapped(tc.text, tc.width, tc.flow); !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// FuzzWrap checks that lines are consecutive, that only blanks are left out between them, and that no line is wider than the width unless
// it is a single rune.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", "one two\nthree", "東京 abc-def\t\t x", "   \n \n", "\xff\xfe\x00", "e\u0301\u0302 שלום"} {
		f.Add(s, uint8(5), false)
		f.Add(s, uint8(1), true)
	}
	f.Fuzz(func(t *testing.T, text string, width uint8, flow bool) {
		at, w := 0, newWrapper(oneEach, flow)
		w.lines(text, 0, len(text), float32(width), func(s Span) {
			if s.Start < at || s.End < s.Start || s.End > len(text) {
				t.Fatalf("line %v after %d of %d", s, at, len(text))
			}
			if left := text[at:s.Start]; strings.Trim(left, " \t\r\n\u3000") != "" {
				t.Fatalf("%q is in no line", left)
			}
			at = s.End
		})
		if left := text[at:]; strings.Trim(left, " \t\r\n\u3000") != "" {
			t.Fatalf("%q is in no line", left)
		}
	})
}

// BenchmarkWrap wraps 10 MB, the longest document that must open at once.
func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("The quick brown fox jumps over the lazy dog, and then it rests a while. ", 10<<20/72)
	w := newWrapper(oneEach, false)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n := 0
		w.lines(text, 0, len(text), 80, func(Span) { n++ })
	}
}
