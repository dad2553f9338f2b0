package entail

import (
	"strings"
)

// A language is what is known of one: its small words, and how its others are taken apart.
type language struct {
	code    string
	phrases map[string]op   // words that do something together or alone, with blanks between
	longest int             // words of a phrase
	small   map[string]tag  // words that join and point, by part of speech
	light   map[string]bool // words that may be added or left out: they say nothing by themselves
	bases   func(word string) []string
	clitic  func(before, t *token, add func(token)) bool // takes in what follows an apostrophe
	tag     func(s []token, l *language)                 // decides the parts of speech of a sentence
	groups  map[string][]int                             // words that mean the same in everyday documents: their groups
	opposed map[string][]string                          // and their opposites
}

// phraseTable makes a table of "first phrase|second phrase" by op.
func phraseTable(phrases map[op]string) (table map[string]op, longest int) {
	table = map[string]op{}
	for o, list := range phrases {
		for _, p := range strings.Split(list, "|") {
			p = strings.Join(strings.Fields(p), " ")
			table[p] = o
			longest = max(longest, strings.Count(p, " ")+1)
		}
	}
	return table, longest
}

func smallTable(words map[tag]string) map[string]tag {
	table := map[string]tag{}
	for t, list := range words {
		for _, w := range strings.Fields(list) {
			table[w] = t
		}
	}
	return table
}

// groupTable makes a table of lines of words that mean the same; a word may be in several lines.
func groupTable(lines string) map[string][]int {
	table := map[string][]int{}
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		for _, w := range strings.Fields(line) {
			table[w] = append(table[w], i)
		}
	}
	return table
}

// opposedTable makes a table of lines "open close closed / shut": what stands before the stroke is the opposite of what stands behind it.
func opposedTable(lines string) map[string][]string {
	table := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		left, right, _ := strings.Cut(line, "/")
		for _, a := range strings.Fields(left) {
			for _, b := range strings.Fields(right) {
				table[a], table[b] = append(table[a], b), append(table[b], a)
			}
		}
	}
	return table
}
