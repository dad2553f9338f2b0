package rank_test

import (
	"slices"
	"strings"
	"testing"

	"footnote/index/language"
	"footnote/index/rank"
)

func TestPhrase(t *testing.T) {
	for _, test := range []struct {
		phrase, text string
		want         []string
	}{
		{"two months", "Two  Months' notice; two\nmonths, two-months; two calendar months", []string{"Two  Months", "two\nmonths", "two-months"}},
		{"months", "Month by months", []string{"months"}},
		{"déjà vu", "DEJA VU and de\u0301ja\u0300 vu", []string{"DEJA VU", "de\u0301ja\u0300 vu"}},
		{"the tenant's cat", "the tenant’s cat, the tenant cat", []string{"the tenant’s cat"}},
		{"a a b", "a a a b a a b", []string{"a a b", "a a b"}},
		{"aa", "aaa aa", []string{"aa"}},
		{"京都", "東京都 x 京 都", []string{"京都", "京 都"}},
		{"東京 tower", "東京tower", []string{"東京tower"}},
		{"1,500 euros", "1,500 euros or 1.500 euros", []string{"1,500 euros", "1.500 euros"}},
		{"Straße", "STRASSE Strasse", []string{"STRASSE", "Strasse"}},
		{"--", "a -- b", nil},
		{"long phrase", "long", nil},
	} {
		var got []string
		for _, s := range rank.NewPhrase(test.phrase).In(test.text) {
			got = append(got, test.text[s.Start:s.End])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q stands in %q as %q, want %q", test.phrase, test.text, got, test.want)
		}
	}
}

func TestTelling(t *testing.T) {
	for phrase, want := range map[string]string{
		"the written notice": "written notic", "to be or not to be": "", "tenant's cat": "tenant cat", "東京都": "東京 京都", "京": "",
	} {
		var all []string
		for _, terms := range rank.Telling(new(language.Analyzer), phrase, 0) {
			all = append(all, strings.Join(terms, "|"))
		}
		if got := strings.Join(all, " "); got != want {
			t.Errorf("Telling(%q) = %q, want %q", phrase, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{"/Home/Ädä": "/home/ada", "Old Mail-2": "old mail-2", "東京/Été": "東京/ete"} {
		if got := language.Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzPhrase holds that a phrase is found where it stands, and that a text that has it has its telling terms.
func FuzzPhrase(f *testing.F) {
	f.Add("before ", "two months' notice", " after")
	f.Add("東", "京都 x1,500", ".")
	f.Fuzz(func(t *testing.T, before, phrase, after string) {
		p := rank.NewPhrase(phrase)
		if len(p) == 0 {
			return
		}
		text := before + " " + phrase + " " + after
		found := p.In(text)
		last := 0
		for _, s := range found {
			if s.Start < last || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q in %q at %v", phrase, text, found)
			}
			if !slices.Equal(rank.NewPhrase(text[s.Start:s.End]), p) {
				t.Fatalf("%q is found at %q", phrase, text[s.Start:s.End])
			}
			last = s.End
		}
		if len(found) == 0 {
			t.Fatalf("%q is not found in %q", phrase, text)
		}
	})
}

func TestPhraseOfBrokenWords(t *testing.T) {
	const text = "The ten-\nant pays, as every tenant pays. A well-\nknown tenant."
	for phrase, want := range map[string]int{"tenant pays": 2, "ten ant": 1, "well known tenant": 1, "wellknown tenant": 1} {
		if got := rank.NewPhrase(phrase).In(text); len(got) != want {
			t.Errorf("%q stands at %v, want %d places", phrase, got, want)
		}
	}
	if got := rank.NewPhrase("the tenant").In(text); len(got) != 1 || text[got[0].Start:got[0].End] != "The ten-\nant" {
		t.Errorf("got %v", got)
	}
}
