package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"footnote/index"
	"footnote/index/rank"
)

// An observation is one of the first passages found for a question: its evidence, and whether it answers.
type observation struct {
	rank.Evidence
	held  bool // the library has an answer to the question
	first bool // the passage came first
	right bool // its document is judged to answer
	among bool // one of the first ten passages is right
}

// observe asks questions and returns the observations of their first passages. relevant holds the documents that answer, by ID; it is nil
// if nothing in the library answers.
func observe(ctx context.Context, lib *index.Library, queries []Record, relevant map[string]map[string]bool, ids map[string]string) ([]observation, error) {
	var all []observation
	for _, q := range queries {
		result, err := lib.Search(ctx, bounded(q.Text), index.SearchOptions{Limit: rank.Page, Weak: true, Plain: true})
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
		right := func(p index.Passage) bool { return relevant[q.ID][ids[p.Citation.Path]] }
		all = append(all, observed(result.Passages, relevant != nil, right)...)
	}
	return all, nil
}

// observed returns the observations of the first passages found for a question.
func observed(passages []index.Passage, held bool, right func(index.Passage) bool) []observation {
	all := make([]observation, len(passages))
	among := slices.ContainsFunc(passages, right)
	for i, p := range passages {
		all[i] = observation{p.Evidence, held, i == 0, right(p), among}
	}
	return all
}

// learned are the collections that trained the weights of rank.Evidence.Likelihood, besides the even everyday questions.
var learned = map[string]bool{"adi": true, "xquad_en": true}

// likelyTable prints, per collection, the mean likelihood of first passages, the share that answers, the share of those that is shown, the
// share of unanswerable questions for which nothing is shown, and the calibration error of the first ten passages.
func likelyTable(out io.Writer, names []string, observed map[string][]observation) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "first passages\tsaid\tright\tright and shown\tunanswerable and silent\tcalibration error\t")
	for _, name := range names {
		var said, held, right, shown, foreign, silent float64
		for _, o := range observed[name] {
			score, visible := o.Likelihood(), 0.0
			if o.Answers() {
				visible = 1
			}
			switch {
			case !o.first:
			case !o.held:
				foreign++
				silent += 1 - visible
			default:
				held++
				said += score
				if o.right {
					right++
					shown += visible
				}
			}
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.3f\t\n", titled(name), said/held, right/held, shown/right, silent/foreign, calibrationError(observed[name]))
	}
	return w.Flush()
}

// reliabilityTable prints, per collection, the share of the first ten passages that answers, in bins of likelihood. Foreign questions count
// too.
func reliabilityTable(out io.Writer, names []string, observed map[string][]observation) error {
	const bins = 5
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "right of the first ten passages said to answer\t")
	for i := range bins {
		fmt.Fprintf(w, "%.1f to %.1f\t", float64(i)/bins, float64(i+1)/bins)
	}
	fmt.Fprintln(w)
	for _, name := range names {
		var passages, right [bins]int
		for _, o := range observed[name] {
			bin := min(int(o.Likelihood()*bins), bins-1)
			passages[bin]++
			if o.right {
				right[bin]++
			}
		}
		fmt.Fprintf(w, "%s\t", titled(name))
		for i := range bins {
			fmt.Fprintf(w, "%.2f of %d\t", float64(right[i])/float64(max(passages[i], 1)), passages[i])
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// titled returns a collection's name as the tables print it.
func titled(name string) string {
	if learned[name] {
		return name + " (learned from)"
	}
	return name
}
