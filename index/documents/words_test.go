package main

import (
	"maps"
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"case, marks and digits", "The rent (3.50 €)", "[3 50 rent the]"},
		{"ligatures", "ﬁnd it", "[find it]"},
		{"a word broken at a line's end", "a ten-\nant, non-\nUnion", "[a nonunion tenant]"},
		{"characters of a script without spaces", "日本go語", "[go 日 本 語]"},
		{"composed or not", "cafe\u0301", "[café]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Sorted(maps.Keys(words(tt.text))); format(got) != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	c := compare(words("a a b c"), words("a b b d d d"))
	if c.common != 2 || c.recall() != 2.0/6 || c.precision() != 2.0/4 {
		t.Errorf("got %+v, want 2 in common of 4 and 6", c)
	}
	if format(c.missing) != "[d×3 b]" || format(c.extra) != "[a c]" {
		t.Errorf("missing %v, extra %v", c.missing, c.extra)
	}
	if none := compare(nil, nil); none.recall() != 1 || none.precision() != 1 {
		t.Errorf("of nothing: recall %v, precision %v, want nothing amiss", none.recall(), none.precision())
	}
}
