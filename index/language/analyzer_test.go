package language_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"footnote/index/language"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
	}{
		{"case and stems", "The Tenants were Running", "the tenant were run"},
		{"accents", "Café déjà vu, naïve", "cafe deja vu naiv"},
		{"apostrophes", "the tenant’s dog's l'été O'Neill", "the tenant dog ete oneil neill"},
		{"hyphens", "MQ-9 co-operate", "mq9 mq 9 cooper co oper"},
		{"numbers", "1,500 euros, 3.5 % in 2021.", "1500 euro 3.5 in 2021"},
		{"camel case", "parseHTTPRequest getUserName", "parsehttprequest pars http request getusernam get user name"},
		{"snake case", "max_word_bytes", "max word byte"},
		{"script without spaces", "東京都 x", "東京 京都 都 x"},
		{"one character", "水 is water", "水 is water"},
		{"combining marks", "cafe\u0301", "cafe"},
		{"sharp s", "Straße", "strass"},
		{"Greek and Cyrillic", "Ἀθῆναι Москва", "αθηναι москв"},
		{"nothing", " —…! ", ""},
		{"no word", strings.Repeat("a1", 33) + strings.Repeat("a", 513) + " b", "b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(new(language.Analyzer).Terms(test.text, 0), " ")
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
		analyzer.Terms(unsafe.String(&text[0], len(text)), 0)
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
		bounds := map[int]bool{0: true}
		for graphemes := uniseg.NewGraphemes(text); graphemes.Next(); {
			_, end := graphemes.Positions()
			bounds[end] = true
		}
		var a language.Analyzer
		if composed, taken := a.Terms(norm.NFC.String(text), 0), a.Terms(norm.NFD.String(text), 0); !slices.Equal(composed, taken) {
			t.Fatalf("%q has the terms %q composed and %q taken apart", text, composed, taken)
		}
		tokens := a.Tokens(text, 0)
		previous := 0
		for _, token := range tokens {
			if token.Start < previous || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %+v of %q is out of place", token, text)
			}
			if !bounds[token.Start] || !bounds[token.End] {
				t.Fatalf("token %+v of %q cuts a character", token, text)
			}
			if token.Term == "" || strings.ContainsAny(token.Term, " \n\t\"") {
				t.Fatalf("token %+v of %q has no proper term", token, text)
			}
			previous = token.Start
		}
		if again := a.Tokens(text, 0); !slices.Equal(tokens, again) {
			t.Fatalf("Tokens(%q) = %v and then %v", text, tokens, again)
		}
	})
}
