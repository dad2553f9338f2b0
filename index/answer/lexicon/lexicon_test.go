package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"footnote/index/answer/lexicon"
)

func TestLookup(t *testing.T) {
	for word, want := range map[string]struct{ synonym, derived, antonym string }{
		"begin":   {"commence", "beginning", "end"},
		"pay":     {"", "payment", ""},
		"monthly": {"", "month", ""},
		"include": {"", "inclusion", "exclude"},
		"closed":  {"shut", "", "open"},
		"rise":    {"go_up", "", "fall"},
	} {
		e := lexicon.Lookup(word)
		for _, x := range []struct {
			want string
			in   []string
		}{{want.synonym, e.Synonyms}, {want.derived, e.Derived}, {want.antonym, e.Antonyms}} {
			if x.want != "" && !slices.Contains(x.in, x.want) {
				t.Errorf("%s: %q is not in %q", word, x.want, x.in)
			}
		}
	}
	for _, word := range []string{"", "qwertz", "\xff", "a", "zzzz", "\n"} {
		if e := lexicon.Lookup(word); e.Kinds != "" {
			t.Errorf("%q: %+v", word, e)
		}
	}
}

func TestBases(t *testing.T) {
	for word, want := range map[string]string{
		"paid": "pay", "went": "go", "stopped": "stop", "charges": "charge", "boxes": "box", "children": "child", "quieter": "quiet",
		"making": "make", "carries": "carry", "leaves": "leave leaf", "left": "left leave", "knives": "knife", "addresses": "address",
		"bigger": "big", "glass": "glass", "qwertzes": "", "s": "",
	} {
		got := lexicon.Bases(word)
		for _, w := range strings.Fields(want) {
			if !slices.Contains(got, w) {
				t.Errorf("%s: got %q, want %q among them", word, got, w)
			}
		}
		if want == "" && got != nil {
			t.Errorf("%s: got %q, want none", word, got)
		}
	}
}

func BenchmarkBases(b *testing.B) {
	for b.Loop() {
		lexicon.Bases("stopped")
	}
}
