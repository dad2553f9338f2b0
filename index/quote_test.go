package index_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footnote/index"
	"footnote/seeds"
	"footnote/seeds/seedstest"
)

var update = flag.Bool("update", false, "record what the questions reach now")

// starterLibrary is a library of the starter documents.
func starterLibrary(t *testing.T) *index.Library {
	t.Helper()
	tr := newTree(t)
	if err := seeds.Unpack(tr.path("starter")); err != nil {
		t.Fatal(err)
	}
	tr.add("starter")
	if r := tr.sync(); len(r.Failed) > 0 {
		t.Fatalf("Sync: %+v", r)
	}
	return tr.lib
}

// quote asks a question and returns what is quoted in answer, each quotation held to the document's own bytes.
func quote(t *testing.T, lib *index.Library, question string) (quotations []index.Quotation, passages []index.Passage) {
	t.Helper()
	r, err := lib.Search(t.Context(), question, index.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	quotations, err = lib.Quote(t.Context(), question, r.Passages)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range quotations {
		d, err := lib.Read(t.Context(), q.Citation.Path)
		if err != nil {
			t.Fatal(err)
		}
		s := q.Citation.Span
		if place := d.At(d.Text, s.Start, s.End); !reflect.DeepEqual(place, q.Citation.Place) {
			t.Errorf("%q: cited at %+v, stands at %+v", question, q.Citation.Place, place)
		}
		if d.Text[s.Start:s.End] != q.Text {
			t.Errorf("%q: quoted %q, which bytes %d to %d of %s are not", question, q.Text, s.Start, s.End, d.Path)
		}
		if p := r.Passages[q.Passage]; !strings.Contains(p.Text, q.Text) || p.Citation.Path != q.Citation.Path {
			t.Errorf("%q: %q is not of passage %d", question, q.Text, q.Passage)
		}
		at := 0
		for _, m := range q.Marks {
			if m.Start < at || m.End <= m.Start || m.End > len(q.Text) {
				t.Errorf("%q: marks %v in %d bytes", question, q.Marks, len(q.Text))
			}
			at = m.End
		}
	}
	return quotations, r.Passages
}

// TestQuoteQuestions holds the answer card to what seeds/testdata/questions.json records of each question.
func TestQuoteQuestions(t *testing.T) {
	file := filepath.Join("..", "seeds", "testdata", "questions.json")
	questions, err := seedstest.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	lib := starterLibrary(t)
	right, none := 0, 0
	for i := range questions {
		q := &questions[i]
		quotations, _ := quote(t, lib, q.Question)
		held := slices.ContainsFunc(quotations, func(quoted index.Quotation) bool { return q.Holds(quoted.Citation.Path, quoted.Text) })
		if held {
			right++
		} else if len(quotations) == 0 {
			none++
		}
		if held != q.Quoted && !*update {
			t.Errorf("%q: the answer holds %q: %t, recorded is %t; if that is right, run this test with -update; quoted %q",
				q.Question, q.Contains, held, q.Quoted, texts(quotations))
		}
		q.Quoted = held
	}
	if *update {
		if err := seedstest.Save(file, questions); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("the answer holds the right sentence for %d of %d questions, another one for %d, and there is none for %d",
		right, len(questions), len(questions)-right-none, none)
}

func texts(quotations []index.Quotation) []string {
	var texts []string
	for _, q := range quotations {
		texts = append(texts, q.Text)
	}
	return texts
}

func TestQuoteMarksWhatIsAskedFor(t *testing.T) {
	lib := starterLibrary(t)
	for question, want := range map[string]string{
		"How many months' notice must the tenant give?": "two months",
		"How many hours of sleep do adults need?":       "seven hours",
		"At what temperature should I brew green tea?":  "70 to 80 degrees",
		"When will Millrace Bridge open again?":         "Friday 27 June",
		"Who complained about Gibbon's endnotes?":       "David Hume",
		"How long should a burn be held under water?":   "twenty minutes",
		"How much is the deposit?":                      "1,560 crowns",
		"Under which president did the flights begin?":  "Joe Biden",
		"What type of drone is used over Mexico?":       "MQ-9 Reaper",
		"Who invented the tea bag?":                     "Roberta Lawson",
	} {
		quotations, _ := quote(t, lib, question)
		var marked []string
		for _, q := range quotations {
			for _, m := range q.Marks {
				marked = append(marked, strings.Join(strings.Fields(q.Text[m.Start:m.End]), " "))
			}
		}
		if !strings.Contains(strings.Join(marked, "|"), want) {
			t.Errorf("%q: marked %q in %q, want %q", question, marked, texts(quotations), want)
		}
	}
}

func TestQuoteSaysNothingWhereNothingAnswers(t *testing.T) {
	lib := starterLibrary(t)
	for _, question := range []string{
		"What is the capital of Mongolia?", "Who won the 1998 football world cup?", "How many moons does Jupiter have?",
		"When was the Eiffel Tower built?", "How many bridges are there in Paris?", "Where can I buy a bicycle?", "xqzvkj", "???",
	} {
		if quotations, _ := quote(t, lib, question); len(quotations) > 0 {
			t.Errorf("%q is answered by %q", question, texts(quotations))
		}
	}
}

func TestQuoteStops(t *testing.T) {
	lib := starterLibrary(t)
	_, passages := quote(t, lib, "Who invented the tea bag?")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lib.Quote(ctx, "Who invented the tea bag?", passages); err == nil {
		t.Error("a cancelled Quote has no error")
	}
}

// A word with a colon that is no operator is a word of the question wherever the question is read.
func TestQuestionIsReadAlike(t *testing.T) {
	tr := newTree(t)
	tr.write("notes/blood.txt", "Her blood is of type A, as the nurse wrote in May.\n")
	tr.write("notes/bread.txt", bread)
	tr.add("notes")
	tr.sync()
	const question = "What did the nurse write of her blood type:A"
	r, err := tr.lib.Search(t.Context(), question, index.SearchOptions{Weak: true})
	if err != nil || len(r.Passages) == 0 {
		t.Fatalf("Search: %v, %d passages", err, len(r.Passages))
	}
	if r.Words != question {
		t.Errorf("the search's words are %q, want %q", r.Words, question)
	}
	typed, err := tr.lib.Explain(t.Context(), question, r.Passages[0].Citation, index.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := tr.lib.Explain(t.Context(), strings.ReplaceAll(question, ":", " "), r.Passages[0].Citation, index.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(typed.Cosine-plain.Cosine) > 1e-6 {
		t.Errorf("explained with a cosine of %v, and of %v without the colon", typed.Cosine, plain.Cosine)
	}
}

// Two policies that contradict each other are two quotations, each of its own document, unless the question names one.
func TestContradictionsAreQuoted(t *testing.T) {
	tr := newTree(t)
	for _, p := range []struct{ year, sum string }{{"2023", "110"}, {"2024", "135"}} {
		tr.write("work/travel "+p.year+".md", "# Travel rules of Kestrel Tools "+p.year+"\n\nA hotel room on a business trip may cost up to "+p.sum+
			" euros a night, breakfast included.\n")
	}
	for i, text := range others {
		tr.write(fmt.Sprintf("work/%d.txt", i), text)
	}
	tr.add("work")
	tr.sync()
	for question, want := range map[string][]string{
		"How much may a hotel room cost on a business trip?":         {"110", "135"},
		"How much may a hotel room cost on a business trip in 2023?": {"110"},
	} {
		quotations, _ := quote(t, tr.lib, question)
		var sums []string
		for i, q := range quotations {
			if q.Against != (i > 0) {
				t.Errorf("%s: quotation %d contradicts: %v", question, i, q.Against)
			}
			for _, sum := range []string{"110", "135"} {
				if strings.Contains(q.Text, sum) {
					sums = append(sums, sum)
				}
			}
		}
		if slices.Sort(sums); !slices.Equal(sums, want) {
			t.Errorf("%s: %+v, want the sums %q", question, quotations, want)
		}
	}
}
