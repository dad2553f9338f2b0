package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// enough is the recall and precision below which a file is listed.
const enough = 0.98

// A row sums up the files of one format.
type row struct {
	files   int
	fates   [hasTimedOut + 1]int
	took    time.Duration
	against agreement
}

// An agreement sums up comparisons.
type agreement struct {
	files             int
	recall, precision float64 // sums over files
	words             comparison
	missed            int // files that the reference reads and we do not
}

func (a *agreement) add(o outcome) {
	c := o.against
	if c.reference == 0 { // it has no words, or does not exist
		return
	}
	a.files++
	a.recall += c.recall()
	a.precision += c.precision()
	a.words.ours += c.ours
	a.words.reference += c.reference
	a.words.common += c.common
	if o.err != nil {
		a.missed++
	}
}

func (a agreement) String() string {
	if a.files == 0 {
		return "-\t-\t-\t-\t-\t-"
	}
	percent := func(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
	n := float64(a.files)
	return fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%d", a.files,
		percent(a.recall/n), percent(a.words.recall()), percent(a.precision/n), percent(a.words.precision()), a.missed)
}

func (r *row) add(o outcome) {
	r.files++
	r.fates[o.fate()]++
	r.took += o.took
	r.against.add(o)
}

// printTable prints a row for each format, the most common first, and one for all.
func printTable(out io.Writer, outcomes []outcome) error {
	rows := map[string]*row{}
	all := &row{}
	for _, o := range outcomes {
		if rows[o.format] == nil {
			rows[o.format] = &row{}
		}
		rows[o.format].add(o)
		all.add(o)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\t\t\t\t\t\t\t\t\trecall\t\tprecision\t\tread by\t")
	fmt.Fprintln(w, "format\tfiles\tread\tempty\trefused\tcrashed\ttimed out\tseconds\tcompared\tmean\tpooled\tmean\tpooled\treference alone\t")
	formats := slices.SortedFunc(maps.Keys(rows), func(a, b string) int {
		return cmp.Or(cmp.Compare(rows[b].files, rows[a].files), cmp.Compare(a, b))
	})
	line := func(format string, r *row, against string) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%.1f\t%s\t\n", format, r.files,
			r.fates[isRead], r.fates[isEmpty], r.fates[isRefused], r.fates[hasCrashed], r.fates[hasTimedOut], r.took.Seconds(), against)
	}
	for _, format := range formats {
		line(format, rows[format], rows[format].against.String())
	}
	line("all", all, "\t\t\t\t\t")
	if err := w.Flush(); err != nil {
		return err
	}
	return printAbsent(out, formats)
}

// printAbsent prints which reference readers are not installed.
func printAbsent(out io.Writer, formats []string) error {
	if slices.Contains(formats, "pdf") && !hasReference("pdf") {
		if _, err := fmt.Fprintln(out, "pdftotext (poppler-utils) is not installed: the words of PDFs are not compared"); err != nil {
			return err
		}
	}
	isOffice := func(format string) bool { return officeFilters[format] != "" }
	if slices.ContainsFunc(formats, isOffice) && !hasReference("docx") {
		_, err := fmt.Fprintln(out, "LibreOffice (soffice) is not installed: the words of office documents are not compared")
		return err
	}
	return nil
}

// printFiles prints, in groups, why files gave no text. If verbose, it lists the files, and those whose words differ.
func printFiles(out io.Writer, folder string, outcomes []outcome, verbose bool) error {
	type group struct{ format, reason string }
	groups := map[group][]outcome{}
	for _, o := range outcomes {
		if r := o.refusal(); r != nil {
			groups[group{o.format, r.Outcome.String()}] = append(groups[group{o.format, r.Outcome.String()}], o)
		}
	}
	w := &strings.Builder{}
	fmt.Fprintln(w, "\nWithout text:")
	for _, g := range slices.SortedFunc(maps.Keys(groups), func(a, b group) int {
		return cmp.Or(cmp.Compare(a.format, b.format), cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a.reason, b.reason))
	}) {
		fmt.Fprintf(w, "%4d %-5s %s\n", len(groups[g]), g.format, g.reason)
		for _, o := range groups[g] {
			if n := o.against.reference; n > 0 {
				fmt.Fprintf(w, "           %s (the reference has %d words: %s)\n", within(folder, o.path), n, strings.Join(o.against.missing, " "))
			} else if verbose {
				fmt.Fprintf(w, "           %s\n", within(folder, o.path))
			}
		}
	}
	if verbose {
		printDifferent(w, folder, outcomes)
	}
	_, err := io.WriteString(out, w.String())
	return err
}

// printDifferent lists the files whose words differ from the reference's, the worst first.
func printDifferent(w io.Writer, folder string, outcomes []outcome) {
	worst := func(o outcome) float64 { return min(o.against.recall(), o.against.precision()) }
	different := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool {
		return o.err != nil || o.against.reference == 0 || worst(o) >= enough
	})
	slices.SortStableFunc(different, func(a, b outcome) int { return cmp.Compare(worst(a), worst(b)) })
	fmt.Fprintf(w, "\nRecall or precision below %.0f %%:\n", 100*enough)
	for _, o := range different {
		c := o.against
		fmt.Fprintf(w, "%5.1f %% %5.1f %% of %d  %s\n", 100*c.recall(), 100*c.precision(), c.reference, within(folder, o.path))
		if o.notes != nil {
			fmt.Fprintf(w, "        note: %v\n", o.notes)
		}
		if len(c.missing) > 0 {
			fmt.Fprintf(w, "        only the reference: %s\n", strings.Join(c.missing, " "))
		}
		if len(c.extra) > 0 {
			fmt.Fprintf(w, "        only here: %s\n", strings.Join(c.extra, " "))
		}
	}
}

// within returns path relative to folder.
func within(folder, path string) string {
	if relative, err := filepath.Rel(folder, path); err == nil {
		return relative
	}
	return path
}
