package main

import (
	"slices"
	"strings"
	"testing"

	"footnote/index/rank"
)

// TestEverydayPairs holds the pairs to what they are called: without a content word in common, and with one.
func TestEverydayPairs(t *testing.T) {
	var analyzer rank.Analyzer
	seen := map[string]bool{}
	for _, name := range everydayNames {
		lines, err := everydayLines(name + ".tsv")
		if err != nil || len(lines) != 100 {
			t.Fatalf("%s: %d pairs (%v), want 100", name, len(lines), err)
		}
		for i, line := range lines {
			question, passage, _ := strings.Cut(line, "\t")
			words := analyzer.Terms(passage)
			var shared []string
			for _, term := range rank.Parse(&analyzer, question).Terms {
				if slices.Contains(words, term) {
					shared = append(shared, term)
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
