package language_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
	"unsafe"

	"footnote/index/language"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
	}{
		{"case and stems", "The Tenants were Running", "the tenant were run"},
		{"accents", "Café déjà vu, naïve", "cafe deja vu naiv"},
		{"apostrophes", "the tenant’s dog's l'été O'Neill", "the tenant dog ete neill"},
		{"hyphens", "MQ-9 co-operate", "mq 9 co oper"},
		{"numbers", "1,500 euros, 3.5 % in 2021.", "1500 euro 3.5 in 2021"},
		{"camel case", "parseHTTPRequest getUserName", "parsehttprequest pars httprequest getusernam get user name"},
		{"snake case", "max_word_bytes", "max word byte"},
		{"script without spaces", "東京都 x", "東京 京都 x"},
		{"one character", "水 is water", "水 is water"},
		{"combining marks", "cafe\u0301", "cafe"},
		{"sharp s", "Straße", "strass"},
		{"Greek and Cyrillic", "Ἀθῆναι Москва", "αθηναι москва"},
		{"nothing", " —…! ", ""},
		{"no word", strings.Repeat("a", 65) + " b", "b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(new(language.Analyzer).Terms(test.text), " ")
			if got != test.want {
				t.Errorf("Terms(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// An analyzer keeps no text for the stems that it has of it.
func TestAnalyzerLetsTextsGo(t *testing.T) {
	analyzer := new(language.Analyzer)
	gone := make(chan struct{})
	func() {
		text := []byte(strings.Repeat("the 2024 rent of 12 is due, 1,500 euros ", 10_000))
		runtime.AddCleanup(&text[0], func(gone chan struct{}) { close(gone) }, gone)
		analyzer.Terms(unsafe.String(&text[0], len(text)))
	}()
	for range 50 {
		runtime.GC()
		select {
		case <-gone:
			runtime.KeepAlive(analyzer)
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the text is still in memory")
}

// Equal words are found under equal terms whatever stands around them, and tokens lie on character bounds in order.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"The tenant’s 1,500 euros", "getUserName 東京都", "a'b'c", "\xff\xfe", "ﬁne Ǆ İstanbul"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		var a language.Analyzer
		tokens := a.Tokens(text)
		previous := 0
		for _, token := range tokens {
			if token.Start < previous || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %+v of %q is out of place", token, text)
			}
			if !utf8.RuneStart(text[token.Start]) || token.End < len(text) && !utf8.RuneStart(text[token.End]) {
				t.Fatalf("token %+v of %q cuts a character", token, text)
			}
			if token.Term == "" || strings.ContainsAny(token.Term, " \n\t\"") {
				t.Fatalf("token %+v of %q has no proper term", token, text)
			}
			previous = token.Start
		}
		if again := a.Tokens(text); !slices.Equal(tokens, again) {
			t.Fatalf("Tokens(%q) = %v and then %v", text, tokens, again)
		}
	})
}
