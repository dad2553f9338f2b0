// Command distil makes english.txt.gz, the word lists of package lexicon, of the files of WordNet 3.0 (Debian's package wordnet-base
// puts them into /usr/share/wordnet):
//
//	go run ./index/answer/lexicon/distil /usr/share/wordnet index/answer/lexicon/english.txt.gz
//
// The same WordNet gives the same bytes.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// files are WordNet's names for its parts of speech.
var files = map[string]string{"n": "noun", "v": "verb", "a": "adj", "r": "adv"}

// mostSenses is how many senses of a word count, its commonest first: rarer ones make synonyms of words that nobody takes for such.
var mostSenses = map[string]int{"n": 3, "v": 4, "a": 3, "r": 3}

// wanted lets words through, and verbs with their particle ("give_back"): no names, no digits.
var wanted = regexp.MustCompile(`^[a-z]{2,}(_[a-z]{2,})?$`)

// licence is what WordNet's licence wants on every copy: the first line of the file.
const licence = `This software and database is being provided to you, the LICENSEE, by Princeton University under the following license. By obtaining, using and/or copying this software and database, you agree that you have read, understood, and will comply with these terms and conditions.: Permission to use, copy, modify and distribute this software and database and its documentation for any purpose and without fee or royalty is hereby granted, provided that you agree to comply with the following copyright notice and statements, including the disclaimer, and that the same appear on ALL copies of the software, database and documentation, including modifications that you make for internal use or for distribution. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT- ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of the software and/or database. Title to copyright in this software, database and any associated documentation shall at all times remain with Princeton University and LICENSEE agrees to preserve same.`

// people is WordNet's number for nouns that name people, and firstSenses how many senses of a word may make it one.
const people, firstSenses = "18", 1

// A sense is a set of words of one meaning, with its pointers to others.
type sense struct {
	file     string // of WordNet's
	words    []string
	pointers []pointer
}

type pointer struct {
	symbol, kind, sense string
	from, to            int // which words, from 1; 0 for the whole sense
}

// An entry is what is written of a word.
type entry struct {
	kinds                               map[string]int // part of speech to how often it is met
	synonyms, derived, antonyms, plains map[string]bool
	person                              bool // it names people
}

type wordnet struct {
	senses map[string]sense          // by part of speech and offset
	ranks  map[string]map[string]int // by part of speech and word: sense to its rank, from 1
	counts map[string]int            // by part of speech and word
	words  map[string]*entry
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: distil WORDNET-FOLDER FILE")
	}
	if err := distil(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func distil(dir, out string) error {
	w := wordnet{map[string]sense{}, map[string]map[string]int{}, map[string]int{}, map[string]*entry{}}
	if err := lines(filepath.Join(dir, "cntlist.rev"), w.readCount); err != nil {
		return err
	}
	for _, kind := range []string{"n", "v", "a", "r"} {
		for name, read := range map[string]func(kind, line string) error{
			"data." + files[kind]: w.readSense, "index." + files[kind]: w.readRanks, files[kind] + ".exc": w.readForms,
		} {
			err := lines(filepath.Join(dir, name), func(line string) error { return read(kind, line) })
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	w.relate()
	return w.write(out)
}

// lines gives each line of a file to read, less WordNet's licence, which is indented.
func lines(path string, read func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := s.Text(); line != "" && line[0] != ' ' {
			if err := read(line); err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
		}
	}
	return s.Err()
}

func (w *wordnet) entry(word string) *entry {
	if w.words[word] == nil {
		w.words[word] = &entry{map[string]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, false}
	}
	return w.words[word]
}

var marker = regexp.MustCompile(`\(\w+\)$`) // of an adjective's place

// readSense reads "offset file kind n word id … m pointer…"; n and the words of a pointer are hexadecimal.
func (w *wordnet) readSense(kind, line string) error {
	line, _, _ = strings.Cut(line, " | ")
	f := strings.Fields(line)
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil {
		return err
	}
	s := sense{file: f[1]}
	for i := range int(n) {
		s.words = append(s.words, marker.ReplaceAllString(f[4+2*i], ""))
	}
	for f = f[5+2*n:]; len(f) >= 4 && len(f[3]) == 4 && len(f[1]) == 8; f = f[4:] {
		ends, err := strconv.ParseInt(f[3], 16, 32)
		if err != nil {
			return err
		}
		s.pointers = append(s.pointers, pointer{f[0], strings.Replace(f[2], "s", "a", 1), f[1], int(ends >> 8), int(ends & 0xff)})
	}
	w.senses[kind+f0(line)] = s
	return nil
}

func f0(line string) string { return line[:strings.IndexByte(line, ' ')] }

// readRanks reads "word kind senses pointers pointer… senses tagged offset…": the offsets, the commonest sense first.
func (w *wordnet) readRanks(kind, line string) error {
	f := strings.Fields(line)
	pointers, err := strconv.Atoi(f[3])
	if err != nil {
		return err
	}
	ranks := map[string]int{}
	for i, offset := range f[4+pointers+2:] {
		ranks[offset] = i + 1
	}
	w.ranks[kind+f[0]] = ranks
	return nil
}

// readForms reads "form base…", irregular forms.
func (w *wordnet) readForms(kind, line string) error {
	const seldom = 4 // "stove" is hardly ever the past of "stave"
	f := strings.Fields(line)
	for _, base := range f[1:] {
		if w.counts[kind+base] <= seldom && w.counts["n"+f[0]] > 0 && kind == "v" {
			continue
		}
		if wanted.MatchString(f[0]) && wanted.MatchString(base) && f[0] != base {
			w.entry(f[0]).plains[base] = true
		}
	}
	return nil
}

// readCount reads "word%kind:… sense count".
func (w *wordnet) readCount(line string) error {
	f := strings.Fields(line)
	word, key, _ := strings.Cut(f[0], "%")
	n, err := strconv.Atoi(f[2])
	w.counts[map[byte]string{'1': "n", '2': "v", '3': "a", '4': "r", '5': "a"}[key[0]]+word] += n
	return err
}

// met says whether WordNet counted one of two words in its texts.
func (w *wordnet) met(a, b string) bool {
	for kind := range files {
		if w.counts[kind+a] > 0 || w.counts[kind+b] > 0 {
			return true
		}
	}
	return false
}

// common says whether a sense is among a word's commonest.
func (w *wordnet) common(kind, offset, word string, most int) bool {
	rank := w.ranks[kind+word][offset]
	return wanted.MatchString(word) && rank > 0 && rank <= most
}

// relate fills in what the words of common senses have to do with each other.
func (w *wordnet) relate() {
	for key := range w.ranks {
		if word := key[1:]; wanted.MatchString(word) {
			w.entry(word).kinds[key[:1]] = w.counts[key]
		}
	}
	for key, s := range w.senses {
		kind, offset := key[:1], key[1:]
		for _, a := range s.words {
			if s.file == people && w.common(kind, offset, a, firstSenses) {
				w.entry(a).person = true
			}
			for _, b := range s.words {
				if a != b && w.met(a, b) && w.common(kind, offset, a, mostSenses[kind]) && w.common(kind, offset, b, mostSenses[kind]) {
					w.entry(a).synonyms[b] = true
				}
			}
		}
		for _, p := range s.pointers {
			if p.from > 0 && p.to > 0 {
				w.point(kind, offset, s, p)
			}
		}
	}
}

// point takes in a pointer between two words: "!" opposes them; "+", "\" and "<" derive one from the other.
func (w *wordnet) point(kind, offset string, s sense, p pointer) {
	a, b := s.words[p.from-1], w.senses[p.kind+p.sense].words[p.to-1]
	if a == b || !w.met(a, b) || !w.common(kind, offset, a, mostSenses[kind]+1) || !w.common(p.kind, p.sense, b, mostSenses[p.kind]+1) {
		return
	}
	switch p.symbol {
	case "!":
		w.entry(a).antonyms[b], w.entry(b).antonyms[a] = true, true
	case "+", `\`, "<":
		w.entry(a).derived[b], w.entry(b).derived[a] = true, true
	}
}

// write writes a line a word, sorted: word, kinds, synonyms, derived words, antonyms, and the words it is an irregular form of, with tabs
// between. Nouns, adjectives
// and adverbs that WordNet met in no text, and which have to do with none that it met, are left out.
func (w *wordnet) write(path string) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(zip, "# "+licence+"\n"); err != nil { // it sorts before all words
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(w.words)) {
		e := w.words[word]
		kinds := slices.SortedFunc(maps.Keys(e.kinds), func(a, b string) int {
			if n := e.kinds[b] - e.kinds[a]; n != 0 {
				return n
			}
			return strings.Compare(a, b)
		})
		related := len(e.synonyms) + len(e.derived) + len(e.antonyms) + len(e.plains)
		_, verb := e.kinds["v"]
		if related == 0 && (!w.met(word, word) && !verb || strings.Contains(word, "_")) {
			continue
		}
		if e.person {
			kinds = append(kinds, "P")
		}
		fields := []string{word, strings.Join(kinds, "")}
		for _, words := range []map[string]bool{e.synonyms, e.derived, e.antonyms, e.plains} {
			fields = append(fields, strings.Join(slices.Sorted(maps.Keys(words)), " "))
		}
		if _, err := io.WriteString(zip, strings.TrimRight(strings.Join(fields, "\t"), "\t")+"\n"); err != nil {
			return err
		}
	}
	if err := zip.Close(); err != nil {
		return err
	}
	return out.Close()
}
