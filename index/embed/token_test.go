package embed_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/index/embed"
)

func smallModel(t testing.TB) *embed.Static {
	t.Helper()
	model, err := embed.ReadStatic(bytes.NewReader(smallFile(t)))
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// read returns the tokens of text as the vocabulary spells them, and others in braces.
func read(model *embed.Static, text string) []string {
	vocabulary := small().Vocabulary
	var words []string
	for _, token := range model.Tokens(text) {
		if int(token.ID) < len(vocabulary) {
			words = append(words, vocabulary[token.ID])
		} else {
			words = append(words, "{"+text[token.Start:token.End]+"}")
		}
	}
	return words
}

func TestTokens(t *testing.T) {
	model := smallModel(t)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", " \t\n,;", ""},
		{"words", "Camel, CASE", "camel case"},
		{"a whole word is not cut at its humps", "JavaScript", "javascript"},
		{"camel case", "camelCase CamelCase", "camel case camel case"},
		{"capitals before a word", "HTTPServer", "http server"},
		{"snake case", "http_server", "http server"},
		{"digits", "server2 3.14", "server 2 3 1 ##4"},
		{"pieces", "unknownable", "un ##known ##able"},
		{"letters", "xyz", "x ##y ##z"},
		{"accents composed", "Café", "cafe"},
		{"accents apart", "Cafe\u0301", "cafe"},
		{"sharp s", "Straße STRAẞE", "strasse strasse"},
		{"soft hyphen", "ser\u00adver", "server"},
		{"ligature", "uﬁ", "un"[:1] + " ##f ##i"},
		{"punctuation outside ASCII", "camel–case…server’s“case”", "camel case server s case"},
		{"other script by words", "Привет, мир", "{Привет} {мир}"},
		{"other script without spaces", "世界server", "{世} {界} server"},
		{"scripts meet", "caseмир", "case {мир}"},
		{"vowel signs stay in their word", "हिन्दी", "{हिन्दी}"},
		{"broken UTF-8", "case\xffserver", "case server"},
	} {
		if got := strings.Join(read(model, c.text), " "); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestTokensOfOtherScriptsDependOnTheWord(t *testing.T) {
	tokens := smallModel(t).Tokens("Мир мир труд")
	if len(tokens) != 3 || tokens[0].ID != tokens[1].ID || tokens[0].ID == tokens[2].ID {
		t.Errorf("got %v, want the first two alike and the third not", tokens)
	}
}

func TestWords(t *testing.T) {
	const text = "Le Café, getUserName: мир 42"
	var words []string
	for start, letters := range embed.Words(text) {
		words = append(words, fmt.Sprintf("%d %s", start, letters))
	}
	if got := strings.Join(words, ", "); got != "0 le, 3 cafe, 10 getusername, 30 42" {
		t.Errorf("got %s", got)
	}
}

func TestTokenizerCutsAsTheModelDoes(t *testing.T) {
	tokenizer, err := embed.NewTokenizer(small().Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if got, want := tokenizer.Append(nil, text), smallModel(t).Tokens(text); !slices.Equal(got, want) {
			t.Errorf("%.40q gives %v, want %v", text, got, want)
		}
	}
	if _, err := embed.NewTokenizer([]string{"a", "a"}); !errors.Is(err, embed.ErrDamaged) {
		t.Errorf("a repeated token gives %v", err)
	}
}

func FuzzTokens(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Add("\u0301\u00ad﷽㋿ǅ\u200d\u0e33")
	model := smallModel(f)
	f.Fuzz(func(t *testing.T, text string) {
		start, end := 0, 0
		for i, token := range model.Tokens(text) {
			if token.Start < 0 || token.Start >= token.End || token.End > len(text) {
				t.Fatalf("token %d spans %d to %d of %d", i, token.Start, token.End, len(text))
			}
			if token.Start < end && token.Start != start {
				t.Fatalf("token %d begins at %d, before %d", i, token.Start, end)
			}
			start, end = token.Start, token.End
		}
		// A separate word has the same tokens wherever it occurs.
		if utf8.ValidString(text) {
			alone, twice := read(model, text), read(model, text+"\n"+text)
			if !slices.Equal(twice, append(slices.Clone(alone), alone...)) {
				t.Fatalf("%q gives %q, and twice %q", text, alone, twice)
			}
		}
	})
}
