package answer

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

// report prints the sentences of the half kept for the report that are judged wrongly. Leave it off while tuning the check.
var report = flag.Bool("report", false, "print what the check gets wrong in the half kept for the report")

// A pair is a sentence, the passages it cites, and whether they state it. Pairs of even numbers were used to tune the check,
// pairs of odd numbers only to measure it.
type pair struct {
	ID       int
	Kind     string
	True     bool
	Passages []string
	Sentence string
}

// pairs reads testdata/claims.json, which was written before the check that it measures.
func pairs(t *testing.T) []pair {
	data, err := os.ReadFile("testdata/claims.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []pair
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// judged checks a pair's sentence against its passages.
func judged(p pair) Claim {
	var passages []Passage
	claim := Claim{Text: p.Sentence}
	for i, text := range p.Passages {
		passages = append(passages, Passage{Text: text})
		claim.Cites = append(claim.Cites, i+1)
	}
	claims := []Claim{claim}
	Check(claims, passages)
	return claims[0]
}

func TestPairs(t *testing.T) {
	for _, half := range []struct {
		name   string
		odd    int
		listed bool // print what is judged wrongly
	}{{"tuning", 0, true}, {"report", 1, *report}} {
		t.Run(half.name, func(t *testing.T) {
			right, all := map[bool]int{}, map[bool]int{}
			for _, p := range pairs(t) {
				if p.ID%2 != half.odd {
					continue
				}
				all[p.True]++
				if c := judged(p); c.Supported == p.True {
					right[p.True]++
				} else if half.listed {
					t.Logf("%d %s, supported: %v: %s\n\t%s\n\tmissing %q", p.ID, p.Kind, c.Supported, p.Sentence, strings.Join(p.Passages, "\n\t"), c.Missing)
				}
			}
			t.Logf("%d of %d true sentences are supported, %d of %d false ones are not", right[true], all[true], right[false], all[false])
		})
	}
}
