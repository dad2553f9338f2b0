// Package lexicon knows what English words have to do with each other: which mean the same, which are opposites, and which are
// forms of one another. Its words are those of WordNet 3.0; PROVENANCE.md says how they were chosen and under which licence.
//
// Start reading at Lookup.
package lexicon

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed english.txt.gz
var packed []byte

// unpacked is the list, a word a line, sorted. It is read where it lies.
var unpacked = sync.OnceValue(func() string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("lexicon: " + err.Error()) // the program is built wrongly
	}
	var b strings.Builder
	if _, err := io.Copy(&b, r); err != nil {
		panic("lexicon: " + err.Error())
	}
	return b.String()
})

// An Entry is what is known of a word. Verbs with a particle are written with a low line: "give_back".
type Entry struct {
	Kinds    string   // the parts of speech it is met as, the commonest first: n, v, a for adjective, r for adverb; P last for what names people
	Synonyms []string // that share one of its common meanings
	Derived  []string // of another part of speech: payment of pay, monthly of month
	Antonyms []string
	Bases    []string // whose irregular form it is: go of went
}

// Is says whether a word can be of a part of speech.
func (e Entry) Is(kind byte) bool { return strings.IndexByte(e.Kinds, kind) >= 0 }

// Lookup returns what is known of a word in lower case. Unknown words have a zero Entry. Calls may be concurrent.
func Lookup(word string) Entry {
	list := unpacked()
	low, high := 0, len(list)
	for low < high {
		middle := (low + high) / 2
		start := strings.LastIndexByte(list[:middle], '\n') + 1
		end := start + strings.IndexByte(list[start:], '\n')
		line := list[start:end]
		head, _, _ := strings.Cut(line, "\t")
		switch strings.Compare(word, head) {
		case 0:
			return parse(line)
		case -1:
			high = start
		default:
			low = end + 1
		}
	}
	return Entry{}
}

func parse(line string) Entry {
	f := strings.Split(line, "\t")
	f = append(f, make([]string, max(0, 6-len(f)))...)
	return Entry{f[1], strings.Fields(f[2]), strings.Fields(f[3]), strings.Fields(f[4]), strings.Fields(f[5])}
}

// endings are what is taken off a word to find the one it is a form of, and what is put in its place, by part of speech.
var endings = []struct {
	kind       byte
	end, plain string
}{
	{'n', "ies", "y"},
	{'n', "ches", "ch"},
	{'n', "shes", "sh"},
	{'n', "xes", "x"},
	{'n', "ses", "s"},
	{'n', "zes", "z"},
	{'n', "ves", "f"},
	{'n', "s", ""},
	{'v', "ies", "y"},
	{'v', "ied", "y"},
	{'v', "es", "e"},
	{'v', "es", ""},
	{'v', "s", ""},
	{'v', "ed", "e"},
	{'v', "ed", ""},
	{'v', "ing", "e"},
	{'v', "ing", ""},
	{'a', "ier", "y"},
	{'a', "iest", "y"},
	{'a', "er", ""},
	{'a', "est", ""},
	{'a', "er", "e"},
	{'a', "est", "e"},
}

// Bases returns the words that a word may be a form of, itself among them where it is one, each once.
func Bases(word string) []string {
	e := Lookup(word)
	var bases []string
	if e.Kinds != "" {
		bases = append(bases, word)
	}
	bases = append(bases, e.Bases...)
	for _, x := range endings {
		stem, ok := strings.CutSuffix(word, x.end)
		if !ok || len(stem) < 2 || x.end == "s" && strings.HasSuffix(stem, "s") {
			continue
		}
		stems := []string{stem + x.plain}
		if n := len(stem); x.plain == "" && x.end != "s" && x.end != "es" && n > 2 && stem[n-1] == stem[n-2] {
			stems = append(stems, stem[:n-1]) // "stopped"
		}
		for _, s := range stems {
			if !slices.Contains(bases, s) && Lookup(s).Is(x.kind) {
				bases = append(bases, s)
			}
		}
	}
	return bases
}
