package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"footnote/index"
	"footnote/index/rank"
)

// An asked question is one about real documents, as questions.json lists them.
type asked struct {
	Question string     `json:"q"`
	Kind     string     `json:"kind"` // easy, para, number, keywords; none if no document answers
	Document string     `json:"doc"`  // path within docs, with slashes
	Any      []string   `json:"any"`  // the strings one of which the right passage has
	Also     [][]string `json:"also"` // other right passages: a document and a string
	Held     bool       `json:"held"` // written before the program was tuned, and never tuned on
}

// unanswered is the kind of the questions that no document answers.
const unanswered = "none"

// askedKinds are the kinds of questions, in table order.
var askedKinds = []string{"easy", "para", "number", "keywords"}

// tellingBytes is the length from which a string tells an answer in whichever document it stands.
const tellingBytes = 25

// right reports whether a text of a document answers.
func (a asked) right(document, text string) bool {
	text = spaced(text)
	for _, s := range a.Any {
		if (document == a.Document || len(s) >= tellingBytes) && strings.Contains(text, spaced(s)) {
			return true
		}
	}
	return slices.ContainsFunc(a.Also, func(also []string) bool {
		return document == also[0] && strings.Contains(text, spaced(also[1]))
	})
}

// spaced returns a text with single blanks for white space.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// An outcome is what became of an asked question.
type outcome struct {
	asked
	rank, uncut int // of the first right passage, from 1; 0 if it is not among those shown, or not among the first passages uncut
	found       bool
	card        string // the quotations shown, "" if there are none
	cardRight   bool
	quoted      rank.Evidence // of the passage that the first quotation is from
	first       []observation // the first passages, with nothing cut off
}

// askFolder indexes the documents in folder/docs, and those in others, and asks the questions of folder/questions.json.
func askFolder(ctx context.Context, folder string, others []Record) (outcomes []outcome, err error) {
	data, err := os.ReadFile(filepath.Join(folder, "questions.json"))
	if err != nil {
		return nil, err
	}
	var questions []asked
	if err := json.Unmarshal(data, &questions); err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	docs, err := filepath.Abs(filepath.Join(folder, "docs"))
	if err != nil {
		return nil, err
	}
	if docs, err = filepath.EvalSymlinks(docs); err != nil {
		return nil, err
	}
	err = withLibrary(ctx, others, func(lib *index.Library, _ map[string]string) error {
		if _, err := lib.Add(ctx, docs); err != nil {
			return err
		}
		if _, err := lib.Sync(ctx, nil); err != nil {
			return err
		}
		for _, q := range questions {
			o, err := q.ask(ctx, lib, docs)
			if err != nil {
				return fmt.Errorf("%s: %w", q.Question, err)
			}
			outcomes = append(outcomes, o)
		}
		return nil
	})
	return outcomes, err
}

// ask asks one question of a library of the documents in docs.
func (a asked) ask(ctx context.Context, lib *index.Library, docs string) (outcome, error) {
	o := outcome{asked: a}
	right := func(path, text string) bool {
		path, err := filepath.Rel(docs, path)
		return err == nil && a.right(filepath.ToSlash(path), text)
	}
	answers := func(p index.Passage) bool { return right(p.Citation.Path, p.Text) }
	shown, err := lib.Search(ctx, a.Question, index.SearchOptions{Limit: rank.Page})
	if err != nil {
		return o, err
	}
	o.found = len(shown.Passages) > 0
	o.rank = 1 + slices.IndexFunc(shown.Passages, answers)
	uncut, err := lib.Search(ctx, a.Question, index.SearchOptions{Limit: depth, Weak: true})
	if err != nil {
		return o, err
	}
	o.uncut = 1 + slices.IndexFunc(uncut.Passages, answers)
	o.first = observed(uncut.Passages[:min(len(uncut.Passages), rank.Page)], a.Kind != unanswered, answers)
	quotations, err := lib.Quote(ctx, a.Question, shown.Passages)
	if err != nil {
		return o, err
	}
	var texts []string
	for i, q := range quotations {
		if i == 0 {
			o.quoted = shown.Passages[q.Passage].Evidence
		}
		texts = append(texts, q.Text)
		o.cardRight = o.cardRight || right(q.Citation.Path, q.Text)
	}
	o.card = strings.Join(texts, " … ")
	return o, nil
}

// share returns the part of outcomes that a condition holds of.
func share(outcomes []outcome, holds func(outcome) bool) float64 {
	n := 0
	for _, o := range outcomes {
		if holds(o) {
			n++
		}
	}
	return float64(n) / float64(max(len(outcomes), 1))
}

// ofKind returns the outcomes of a kind; of all kinds but unanswered for "".
func ofKind(outcomes []outcome, kind string) []outcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool {
		return o.Kind != kind && (kind != "" || o.Kind == unanswered)
	})
}

// askedTable prints, per kind, how often the right passage is first, among three and among ten, also with nothing cut off; how often
// nothing is found for a question without an answer; and how often an answer is shown and right.
func askedTable(out io.Writer, title string, outcomes []outcome) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\tquestions\t@1\t@3\t@10\tuncut @1\t@10\tanswer shown\tof those right\t\n", title)
	for _, kind := range append(slices.Clone(askedKinds), "") {
		of := ofKind(outcomes, kind)
		if len(of) == 0 {
			continue
		}
		within := func(n int) float64 {
			return share(of, func(o outcome) bool { return o.rank > 0 && o.rank <= n })
		}
		uncut := func(n int) float64 {
			return share(of, func(o outcome) bool { return o.uncut > 0 && o.uncut <= n })
		}
		carded := slices.DeleteFunc(slices.Clone(of), func(o outcome) bool { return o.card == "" })
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t\n", max(kind, "all"), len(of), within(1), within(3), within(10), uncut(1), uncut(10),
			float64(len(carded))/float64(len(of)), share(carded, func(o outcome) bool { return o.cardRight }))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	none := ofKind(outcomes, unanswered)
	carded := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool { return o.card == "" })
	var first []observation
	for _, o := range outcomes {
		first = append(first, o.first...)
	}
	_, err := fmt.Fprintf(out, "Of %d questions without an answer %.2f find nothing. Of all answers shown %.2f are right. The calibration error is %.3f.\n\n",
		len(none), share(none, func(o outcome) bool { return !o.found }), share(carded, func(o outcome) bool { return o.cardRight }), calibrationError(first))
	return err
}

// askedList prints each question with its outcome.
func askedList(out io.Writer, outcomes []outcome) error {
	var b strings.Builder
	for _, o := range outcomes {
		var e rank.Evidence
		if len(o.first) > 0 {
			e = o.first[0].Evidence
		}
		fmt.Fprintf(&b, "%s\trank %d, uncut %d, said answered %.2f, first %.2f\t%s\n", o.Kind, o.rank, o.uncut, e.Answered(), e.Likelihood(), o.Question)
		if o.card != "" {
			fmt.Fprintf(&b, "\tsaid %.2f, right %v: %s\n", o.quoted.Likelihood(), o.cardRight, spaced(o.card))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// calibrationError returns the expected calibration error of the likelihoods of passages, 0 to 1: the mean distance between what was said
// and what was right, over ten bins of likelihood, each by its number of passages (Naeini et al. 2015).
func calibrationError(observed []observation) float64 {
	const bins = 10
	var said, right [bins]float64
	for _, o := range observed {
		bin := min(int(o.Likelihood()*bins), bins-1)
		said[bin] += o.Likelihood()
		if o.right {
			right[bin]++
		}
	}
	var sum float64
	for i := range bins {
		sum += math.Abs(said[i] - right[i])
	}
	return sum / float64(max(len(observed), 1))
}

// householdFiles are our own documents with questions. Their README says what they are.
//
//go:embed testdata/household
var householdFiles embed.FS

// askHousehold asks our own questions, among the passages of the everyday collections. It returns those tuned on and the others.
func askHousehold(ctx context.Context) (tuned, held []outcome, err error) {
	dir, err := os.MkdirTemp("", "household")
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.CopyFS(dir, householdFiles); err != nil {
		return nil, nil, err
	}
	everyday, err := readEveryday("alike", 1, math.MaxInt)
	if err != nil {
		return nil, nil, err
	}
	outcomes, err := askFolder(ctx, filepath.Join(dir, "testdata", "household"), everyday.Documents)
	for _, o := range outcomes {
		if o.Held {
			held = append(held, o)
		} else {
			tuned = append(tuned, o)
		}
	}
	return tuned, held, err
}

// measureAsked prints the tables of our own questions, those tuned on and the others, and of those in the folder office, if it is not "".
func measureAsked(ctx context.Context, out io.Writer, office string, list bool) error {
	tuned, held, err := askHousehold(ctx)
	if err != nil {
		return fmt.Errorf("household: %w", err)
	}
	type set struct {
		title    string
		outcomes []outcome
		listed   bool // questions held out are not looked at one by one
	}
	sets := []set{{"household (tuned on)", tuned, list}, {"household (held out)", held, false}}
	if office != "" {
		outcomes, err := askFolder(ctx, office, nil)
		if err != nil {
			return fmt.Errorf("%s (questions.json and the documents in docs): %w", office, err)
		}
		sets = append(sets, set{"office (tuned on)", outcomes, list})
	}
	for _, set := range sets {
		if set.listed {
			err = askedList(out, set.outcomes)
		}
		if err = errors.Join(err, askedTable(out, set.title, set.outcomes)); err != nil {
			return err
		}
	}
	return nil
}
