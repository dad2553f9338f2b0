package cli_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/seeds"
	"footnote/seeds/seedstest"
)

var update = flag.Bool("update", false, "record what the questions reach now")

// rank returns the rank of the first passage that answers q, from 1, or 0 if none does.
func rank(q seedstest.Question, passages []passage) int {
	for i, p := range passages {
		if q.Holds(p.Path, p.Text) {
			return i + 1
		}
	}
	return 0
}

// seedsLibrary returns a library of the starter documents.
func seedsLibrary(t *testing.T) library {
	t.Helper()
	dir := t.TempDir()
	if err := seeds.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	l := newLibrary(t)
	if r := l.index(dir); len(r.Failed) > 0 || r.Added == 0 {
		t.Fatalf("indexing the starter documents: %+v", r)
	}
	return l
}

func TestStarterQuestions(t *testing.T) {
	askAll(t, seedsLibrary(t), filepath.Join("..", "..", "seeds", "testdata", "questions.json"))
}

// askAll asks the questions of a file, and compares the rank of each right passage with the rank that the file records.
func askAll(t *testing.T, l library, file string) {
	t.Helper()
	questions, err := seedstest.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	first := 0
	cited := newCitations(l)
	for i := range questions {
		q := &questions[i]
		result := l.search(q.Question)
		cited.check(result)
		got := rank(*q, result.Passages)
		if got == 1 {
			first++
		}
		if got != q.Rank && !*update {
			t.Errorf("%q: the right passage (%s: %q) has rank %d, recorded is %d; if that is right, run this test with -update; first:\n%s",
				q.Question, q.File, q.Contains, got, q.Rank, outline(result.Passages))
		}
		q.Rank = got
	}
	if *update {
		if err := seedstest.Save(file, questions); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("the right passage is first for %d of %d questions", first, len(questions))
}

// outline returns the start of the first three passages.
func outline(passages []passage) string {
	var b strings.Builder
	for _, p := range passages[:min(3, len(passages))] {
		words := strings.Join(strings.Fields(p.Text), " ")
		b.WriteString("    " + filepath.Base(p.Path) + ": " + words[:min(len(words), 150)] + "\n")
	}
	return b.String()
}

func TestSharedQuestions(t *testing.T) {
	dir := shared(t, "seeds")
	l := newLibrary(t)
	l.index(dir)
	askAll(t, l, filepath.Join("testdata", "shared_questions.json"))
}

// TestQuestionsWithoutAnAnswer asks the starter documents for things they do not contain: showing the least bad passage would be noise.
// Three in sixteen may be misled by words that the documents mention ("tax returns", "yellow"), or by similar ones.
func TestQuestionsWithoutAnAnswer(t *testing.T) {
	l := seedsLibrary(t)
	wrong := 0
	questions := []string{
		"flurbozzle grimpwack",                                      // not words
		"xqzvkj",                                                    // not a word
		"What is the capital of Mongolia?",                          // general knowledge
		"Who won the 1998 football world cup?",                      // sport
		"How do I declare an interface in Java?",                    // programming
		"What is the boiling point of tungsten?",                    // near the starter's degrees Celsius
		"How do I file my income tax return?",                       // near its taxes
		"Which vaccine protects against yellow fever?",              // near its medicine
		"How many moons does Jupiter have?",                         // astronomy
		"What is the best strategy for chess openings?",             // games
		"Explain the theory of general relativity",                  // physics
		"How do I knit a woollen sweater?",                          // crafts
		"When was the Eiffel Tower built?",                          // a date the library lacks
		"Wie wird das Wetter morgen in Hamburg?",                    // another language
		"What does the quarterly revenue of the company look like?", // business
		"???", // no words
	}
	for _, question := range questions {
		if result := l.search(question); len(result.Passages) > 0 {
			wrong++
			t.Logf("%q: found %d passages, want none; first (score %.2f):\n%s", question, len(result.Passages),
				result.Passages[0].Score, outline(result.Passages))
		}
	}
	if 5*wrong > len(questions) {
		t.Errorf("%d of %d questions without an answer are shown one", wrong, len(questions))
	}
}

// citations checks passages against the text that the program prints for their files.
type citations struct {
	library
	texts map[string]string
}

func newCitations(l library) citations { return citations{l, map[string]string{}} }

func (c citations) check(result found) {
	c.t.Helper()
	type span struct {
		path       string
		start, end int
	}
	var taken []span
	for i, p := range result.Passages {
		if p.Rank != i+1 {
			c.t.Errorf("%q: passage %d has rank %d", result.Query, i+1, p.Rank)
		}
		if p.Score < 0 || p.Score > 1 || i > 0 && p.Score > result.Passages[i-1].Score {
			c.t.Errorf("%q: scores are not falling from 1 to 0 at rank %d", result.Query, p.Rank)
		}
		if p.Title == "" || !filepath.IsAbs(p.Path) {
			c.t.Errorf("%q: title %q, path %q", result.Query, p.Title, p.Path)
		}
		text, ok := c.texts[p.Path]
		if !ok {
			text = c.do("text", "--", p.Path)
			c.texts[p.Path] = text
		}
		if p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Text {
			c.t.Errorf("%q: bytes %d to %d of %s are not the passage %q", result.Query, p.Start, p.End, p.Path, p.Text)
		}
		checkHighlights(c.t, p)
		for _, other := range taken {
			if other.path == p.Path && other.start < p.End && p.Start < other.end {
				c.t.Errorf("%q: passage %d overlaps another of %s", result.Query, p.Rank, p.Path)
			}
		}
		taken = append(taken, span{p.Path, p.Start, p.End})
	}
}

// checkHighlights checks that highlights are whole characters within the text, in order, disjoint, and not empty.
func checkHighlights(t testing.TB, p passage) {
	t.Helper()
	at := 0
	for _, h := range p.Highlights {
		if h[0] < at || h[1] <= h[0] || h[1] > len(p.Text) {
			t.Errorf("highlights %v of a text of %d bytes", p.Highlights, len(p.Text))
			return
		}
		if !utf8.ValidString(p.Text[h[0]:h[1]]) || strings.TrimSpace(p.Text[h[0]:h[1]]) == "" {
			t.Errorf("highlight %v is %q", h, p.Text[h[0]:h[1]])
		}
		at = h[1]
	}
}
