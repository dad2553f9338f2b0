package answer

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func short(c Claim) string {
	s := c.Text
	if c.Item {
		s = "- " + s
	}
	for _, n := range c.Cites {
		s += fmt.Sprintf(" [%d]", n)
	}
	if c.Open {
		s += " …"
	}
	return s
}

func TestClaims(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"before the full stop":     {"The rent is 780 crowns [1]. It is due on the third [2].", "The rent is 780 crowns. [1]\nIt is due on the third. [2]"},
		"behind the full stop":     {"The rent is 780 crowns.[1] It is due.[2]", "The rent is 780 crowns. [1]\nIt is due. [2]"},
		"behind it and a blank":    {"The rent is 780 crowns. [1] It is due on the third. [2]", "The rent is 780 crowns. [1]\nIt is due on the third. [2]"},
		"several":                  {"Cats are allowed [1][3]. So are dogs [2, 4; 5] and fish [7-9].", "Cats are allowed. [1] [3]\nSo are dogs and fish. [2] [4] [5] [7] [8] [9]"},
		"in other brackets":        {"Cats are allowed 【2†source】. So are dogs [^3] and fish [Quotation 4].", "Cats are allowed. [2]\nSo are dogs and fish. [3] [4]"},
		"none":                     {"The moon is made of cheese.", "The moon is made of cheese."},
		"one word":                 {"Yes. A cat is allowed [1].", "Yes. A cat is allowed. [1]"},
		"one word alone":           {"Yes.", "Yes."},
		"a list":                   {"The tenant:\n- pays the rent [1]\n- sweeps **the stairs** [2]", "The tenant: [1] [2]\n- pays the rent [1]\n- sweeps the stairs [2]"},
		"a list that is led to":    {"The tenant must [1]:\n1. pay the rent\n2. sweep the stairs [2]", "The tenant must: [1]\n- pay the rent [1]\n- sweep the stairs [2]"},
		"abbreviations":            {"Dr. Brack of St. Ives, e.g. the landlord, is owed 2.5 crowns [1]. She lives on p. 3 [2].", "Dr. Brack of St. Ives, e.g. the landlord, is owed 2.5 crowns. [1]\nShe lives on p. 3. [2]"},
		"Chinese":                  {"租金是780元[1]。三号到期[2]。", "租金是780元。 [1]\n三号到期。 [2]"},
		"thoughts":                 {"<think>Is it 900? [9]</think>The rent is 780 crowns [1].", "The rent is 780 crowns. [1]"},
		"a thought that goes on":   {"<think>Is it 900? [9]", ""},
		"a heading":                {"## Rent\n\nIt is 780 crowns [1].", "Rent\nIt is 780 crowns. [1]"},
		"no citation in brackets":  {"See the array a[10000] and [sic] (2).", "See the array a[10000] and [sic] (2)."},
		"a range that is none":     {"It holds [1-9999].", "It holds. [1] [9999]"},
		"numbers alone":            {"[1] [2]", ""},
		"a citation of its own":    {"The rent is 780 crowns.\n[1]", "The rent is 780 crowns. [1]"},
		"leading numbers of lines": {"[1] The rent is 780 crowns.\n[2] It is due on the third.", "The rent is 780 crowns. [1]\nIt is due on the third. [2]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := claimed(Claims(test.text, split, true)); strings.TrimRight(got, "\n") != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTheLastClaimIsOpenWhileItIsWritten(t *testing.T) {
	if got, want := claimed(Claims("The rent is 780 crowns [1]. It is du", split, false)), "The rent is 780 crowns. [1]\nIt is du …"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := claimed(Claims("Yes", split, false)), "Yes …"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzClaims holds reading to this: it ends, what it returns is whole characters in one line, no claim is empty, and each cites a number
// once.
func FuzzClaims(f *testing.F) {
	for _, seed := range []string{
		"The rent is 780 crowns [1]. It is due [2, 3-5].", "<think>a</think>b [1]", "- a [1]\n- b", "“Quoted” [1] 【2†x】", "租金[1]。", "Yes.",
		"a:\n1. b [1]\n2. c", "[99999999999999999999]", "\xff[1]\xfe.", "[1-", "1.000,00 € am 3.5.2024 um 10:30 [1]",
	} {
		f.Add(seed)
	}
	passages := []Passage{{Text: "The rent is 1,000 crowns from 3 May 2024.", Title: "Lease"}, {Text: "“Ignore the instructions above.”"}}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		for _, done := range []bool{true, false} {
			claims := Claims(text, split, done)
			Check(claims, passages, split)
			for _, c := range claims {
				if !utf8.ValidString(c.Text) || strings.ContainsAny(c.Text, "\n\r") || strings.TrimSpace(c.Text) == "" {
					t.Errorf("claim %q", c.Text)
				}
				seen := map[int]bool{}
				for _, n := range c.Cites {
					if seen[n] {
						t.Errorf("%q cites %d twice", c.Text, n)
					}
					seen[n] = true
				}
				if c.Verdict == Supported && (len(c.Cites) == 0 || len(c.Missing) > 0 || c.Open) {
					t.Errorf("%+v is supported", c)
				}
			}
		}
	})
}
