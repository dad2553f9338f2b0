package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// print prints the table and, below it, each failure with the command that repeats it and the folder that keeps its stage.
func printResults(out io.Writer, trials []trial, results map[string]result, p plan) (failures int, err error) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "what\trounds\tfailures\ttook\t  ") // Flush reports errors
	rounds := 0
	for _, t := range trials {
		r, ok := results[t.name]
		if !ok {
			continue
		}
		rounds, failures = rounds+r.Rounds, failures+len(r.Failures)
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%v\t  %s\n", t.what, r.Rounds, len(r.Failures), r.Took.Round(time.Second), r.remarks())
	}
	_, _ = fmt.Fprintf(table, "in all\t%d\t%d\t\t  seed %d\n", rounds, failures, p.seed)
	if err := table.Flush(); err != nil {
		return failures, err
	}
	for _, t := range trials {
		for _, f := range results[t.name].Failures {
			_, err = fmt.Fprintf(out, "\nFAILED %s, round %d: %s\n  repeat: make torture SEED=%d ONLY=%s ROUND=%d\n", t.what, f.Round, f.What, p.seed, t.name, f.Round)
			if err == nil && f.Kept != "" {
				_, err = fmt.Fprintf(out, "  kept:   %s (its file log has the commands)\n", f.Kept)
			}
		}
	}
	return failures, err
}

// remarks returns what happened in the rounds, or why there were none.
func (r result) remarks() string {
	if r.Skipped != "" {
		return "skipped: " + r.Skipped
	}
	var all []string
	for _, what := range slices.Sorted(maps.Keys(r.Counts)) {
		all = append(all, fmt.Sprintf("%d %s", r.Counts[what], what))
	}
	return strings.Join(all, ", ")
}
