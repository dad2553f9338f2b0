package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"footnote/index"
	"footnote/index/rank"
)

// An observation is one of the first passages that a question found: what its score was read off, and whether it answers.
type observation struct {
	rank.Evidence
	held  bool // the library holds an answer to the question
	first bool // the passage was found first
	right bool // its document is judged to answer
}

// page is how many passages of a question are observed: those that a person sees.
const page = 10

// observe asks questions, and returns what the first passages of each are. Relevant says which documents answer, by ID; it is nil for
// questions that nothing in the library answers.
func observe(ctx context.Context, lib *index.Library, queries []Record, relevant map[string]map[string]bool, ids map[string]string) ([]observation, error) {
	var all []observation
	for _, q := range queries {
		result, err := lib.Search(ctx, bounded(q.Text), index.SearchOptions{Limit: page, Weak: true, Plain: true})
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
		for i, p := range result.Passages {
			all = append(all, observation{p.Evidence, relevant != nil, i == 0, relevant[q.ID][ids[p.Citation.Path]]})
		}
	}
	return all, nil
}

// learned are the collections that the weights of rank.Evidence.Likelihood were learned from. The even everyday questions were, too.
var learned = map[string]bool{"adi": true, "xquad_en": true}

// likelyTable tells of each collection how likely the first passage of a question was said to answer, and how many do; how many of
// those that do are shown, and of how many questions that the library does not answer nothing is.
func likelyTable(out io.Writer, names []string, observed map[string][]observation) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "first passages\tsaid\tright\tright and shown\tunanswerable and silent\t")
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
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t\n", titled(name), said/held, right/held, shown/right, silent/foreign)
	}
	return w.Flush()
}

// reliabilityTable tells of the first ten passages of each collection's questions, its own and foreign ones, that were said to answer about as
// likely, how many do.
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

// titled is a collection's name in the tables.
func titled(name string) string {
	if learned[name] {
		return name + " (learned from)"
	}
	return name
}
