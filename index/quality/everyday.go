package main

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

// The everyday collections are our own: questions of home and office, each with the one passage that answers it, among some 2,000 short
// passages of the same kind. In "apart" a question shares no content word with its answer, so only meaning finds it. In "alike" they share
// words as usual.
//
//	testdata/everyday/apart.tsv, alike.tsv    a question, a tab, its passage; 100 lines each
//	testdata/everyday/background.txt          one passage per line
//
// Both collections have the same documents: the background and the passages of both. The questions on even lines serve to tune weights,
// those on odd lines to report. No question was changed because the search missed it.
//
//go:embed testdata/everyday
var everydayFiles embed.FS

// everydayNames are the collections of everyday questions, in table order.
var everydayNames = []string{"apart", "alike"}

// readEveryday returns a collection of the everyday questions on every second line from first (1 for the odd ones). Its documents include
// the first background passages of the background.
func readEveryday(name string, first, background int) (Collection, error) {
	c := Collection{Relevant: map[string]map[string]bool{}}
	for _, pairs := range everydayNames {
		lines, err := everydayLines(pairs + ".tsv")
		if err != nil {
			return c, err
		}
		for i, line := range lines {
			question, passage, ok := strings.Cut(line, "\t")
			if !ok {
				return c, fmt.Errorf("%s.tsv:%d: no tab", pairs, i+1)
			}
			id := pairs + strconv.Itoa(i+1)
			c.Documents = append(c.Documents, Record{ID: id, Text: passage})
			if pairs == name && (i+1)%2 == first%2 {
				c.Queries = append(c.Queries, Record{ID: id, Text: question})
				c.Relevant[id] = map[string]bool{id: true}
			}
		}
	}
	lines, err := everydayLines("background.txt")
	if err != nil {
		return c, err
	}
	for i, line := range lines[:min(background, len(lines))] {
		c.Documents = append(c.Documents, Record{ID: "background" + strconv.Itoa(i+1), Text: line})
	}
	return c, nil
}

func everydayLines(name string) ([]string, error) {
	data, err := everydayFiles.ReadFile("testdata/everyday/" + name)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), nil
}
