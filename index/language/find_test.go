package language

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, words, want string }{
		{"case", "Tea, tea and TEA.", "tea", "Tea|tea|TEA"},
		{"within words", "steam teams", "team", "team|team"},
		{"diacritics", "Café, cafe, CAFÉ, cafe\u0301.", "café", "Café|cafe|CAFÉ|cafe\u0301"},
		{"sharp s", "Straße STRASSE", "strasse", "Straße|STRASSE"},
		{"ligature", "an of\ufb01ce", "office", "of\ufb01ce"},
		{"over a line's end", "due on\nthe  first", " on the first ", "on\nthe  first"},
		{"soft hyphen", "foot\u00adnote", "footnote", "foot\u00adnote"},
		{"quotes", "the tenant’s “own”", "tenant's \"own\"", "tenant’s “own”"},
		{"overlapping", "aaaaa", "aa", "aa|aa"},
		{"falls back", "ababac", "abac", "abac"},
		{"signs", "a.b a+b", "a+b", "a+b"},
		{"other scripts", "Чай и чай", "чай", "Чай|чай"},
		{"nothing", "tea", "coffee", ""},
		{"blanks", "a b", "  ", ""},
		{"empty", "", "a", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := Find(context.Background(), c.text, c.words)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range found {
				got = append(got, c.text[s.Start:s.End])
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("found %q, want %s", got, c.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Find(ctx, "a", "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Café cafe\u0301 of\ufb01ce", "office")
	f.Add("a\u0301\u0301 ß\u00ad", "a")
	f.Fuzz(func(t *testing.T, text, words string) {
		text = strings.ToValidUTF8(text, "�")
		found, err := Find(context.Background(), text, words)
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, s := range found {
			if s.Start < at || s.End <= s.Start || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("span %+v behind %d of %q", s, at, text)
			}
			at = s.End
			if again, _ := Find(context.Background(), text[s.Start:s.End], words); len(again) == 0 {
				t.Fatalf("%q is not found in what was found for it: %q", words, text[s.Start:s.End])
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The quick brown fox jumps over the lazy dog, and then it rests a while.\n", 10<<20/72)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Find(context.Background(), text, "the lazy dog"); err != nil {
			b.Fatal(err)
		}
	}
}
