package main

import (
	"strings"
	"testing"

	"footnote/index/language"
	"footnote/index/rank"
)

// TestEverydayPairs checks that questions and answers share no content word in "apart", and share one in "alike".
func TestEverydayPairs(t *testing.T) {
	var analyzer language.Analyzer
	seen := map[string]bool{}
	for _, name := range everydayNames {
		lines, err := everydayLines(name + ".tsv")
		if err != nil || len(lines) != 100 {
			t.Fatalf("%s: %d pairs (%v), want 100", name, len(lines), err)
		}
		for i, line := range lines {
			question, passage, _ := strings.Cut(line, "\t")
			words := analyzer.Terms(passage, 0)
			var shared []string
			for _, word := range rank.Parse(&analyzer, question, 0).Words {
				if word.In(words) {
					shared = append(shared, word.Text)
				}
			}
			if (name == "alike") != (len(shared) > 0) {
				t.Errorf("%s.tsv:%d: %q and %q share %q", name, i+1, question, passage, shared)
			}
			if seen[question] || seen[passage] {
				t.Errorf("%s.tsv:%d stands there twice", name, i+1)
			}
			seen[question], seen[passage] = true, true
		}
	}
	background, err := everydayLines("background.txt")
	if err != nil || len(background) < 1801 {
		t.Fatalf("%d passages (%v), want 1,801: with the others' answers, 2,000 around each answer", len(background), err)
	}
	for _, passage := range background {
		if seen[passage] {
			t.Errorf("%q stands there twice", passage)
		}
		seen[passage] = true
	}
}

// TestEverydayQuality is a short form of the table: the held-out everyday questions, through the real engine, in a part of the background.
func TestEverydayQuality(t *testing.T) {
	least := map[string]map[string]float64{ // recall@10
		"apart": {"vectors": 0.7, "footnote": 0.6},
		"alike": {"keyword": 0.97, "vectors": 0.97, "footnote": 0.97},
	}
	var foreign []Record
	for _, question := range []string{
		"Which bacteria fix nitrogen in the roots of legumes?", "How does a Kalman filter estimate the state of a system?",
		"What did the Congress of Vienna decide about Saxony?", "How is the lift of a delta wing computed at supersonic speed?",
		"Which theorem bounds the gaps between primes?", "Who commanded the fleet at the battle of Lepanto?",
	} {
		foreign = append(foreign, Record{ID: question, Text: question})
	}
	for _, name := range everydayNames {
		c, err := readEveryday(name, 1, 500)
		if err != nil || len(c.Queries) != 50 {
			t.Fatalf("%s: %d questions (%v), want 50", name, len(c.Queries), err)
		}
		metrics, observed, err := Measure(t.Context(), c, foreign)
		if err != nil {
			t.Fatal(err)
		}
		for side, want := range least[name] {
			if got := metrics[side].Recall10; got < want {
				t.Errorf("%s, %s: recall@10 is %.2f, want at least %.2f", name, side, got, want)
			}
		}
		var right, shown, noise, silent int
		for _, o := range observed {
			switch {
			case !o.first:
			case !o.held:
				noise++
				if !o.Answers() {
					silent++
				}
			case o.right:
				right++
				if o.Answers() {
					shown++
				}
			}
		}
		if noise != len(foreign) || right == 0 || 5*shown < 3*right || 3*silent < 2*noise {
			t.Errorf("%s: of %d right first passages %d are shown, of %d unanswerable questions %d find nothing", name, right, shown, noise, silent)
		}
		t.Logf("%s: %+v", name, metrics)
	}
}
