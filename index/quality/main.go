// Command quality measures what Footnote finds on retrieval test collections, through the real engine: documents are written
// to a folder, indexed and searched, and the passages found are mapped back to their documents.
//
//	go run ./index/quality [-json] FOLDER
//
// FOLDER holds one folder a collection in BEIR's layout (Thakur et al. 2021): corpus.jsonl with _id, title and text,
// queries.jsonl with _id and text, qrels.tsv with query-id, corpus-id and score, or TREC's four fields. Any collection that is dropped in is
// measured. The everyday collections (everyday.go), which are part of the program, are measured besides, on the questions that no weight
// was chosen by, and stand in the table alone, without a part in the mean. It gives nDCG@10, MRR@10, recall@10 and recall@100 of keyword search alone, of vectors alone, and of both
// as Footnote fuses them. Relevance is binary: any judged grade above 0. Queries without a judged document are left out.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"footnote/index"
)

func main() {
	asJSON := flag.Bool("json", false, "print one JSON object instead of the table")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: quality [-json] FOLDER   (a folder of collections in BEIR's layout)")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, asJSON bool) error {
	names, err := filepath.Glob(filepath.Join(folder, "*", "corpus.jsonl"))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("%s holds no collection (a folder with corpus.jsonl, queries.jsonl and qrels.tsv)", folder)
	}
	results := map[string]map[string]Metrics{}
	for _, name := range names {
		c, err := ReadCollection(filepath.Dir(name))
		if err != nil {
			return err
		}
		name = filepath.Base(filepath.Dir(name))
		if results[name], err = measure(ctx, name, c); err != nil {
			return err
		}
	}
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"collections": results, "mean": mean(results)})
	}
	everyday := map[string]map[string]Metrics{}
	for _, name := range everydayNames {
		c, err := readEveryday(name, 1, math.MaxInt)
		if err != nil {
			return err
		}
		if everyday[name], err = measure(ctx, name, c); err != nil {
			return err
		}
	}
	return table(os.Stdout, results, everyday)
}

// measure is Measure, and says on the standard error how long it took.
func measure(ctx context.Context, name string, c Collection) (map[string]Metrics, error) {
	start := time.Now()
	metrics, err := Measure(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(os.Stderr, "%s: %d documents, %d queries, %v\n", name, len(c.Documents), len(c.Queries), time.Since(start).Round(time.Millisecond))
	return metrics, nil
}

// sides are the ways of searching that are compared, in the order of the table.
var sides = []struct {
	name string
	side index.Side
}{{"keyword", index.WordsOnly}, {"vectors", index.MeaningOnly}, {"footnote", index.Both}}

func mean(results map[string]map[string]Metrics) map[string]Metrics {
	means := map[string]Metrics{}
	for _, side := range sides {
		var sum Metrics
		for _, r := range results {
			sum = sum.plus(r[side.name])
		}
		means[side.name] = sum.over(float64(len(results)))
	}
	return means
}

func table(out io.Writer, results, everyday map[string]map[string]Metrics) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "collection\tsearch\tnDCG@10\tMRR@10\trecall@10\trecall@100\t")
	names := make([]string, 0, len(results))
	for name := range results {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		rows(w, name, results[name])
	}
	rows(w, "mean", mean(results))
	for _, name := range everydayNames {
		rows(w, "everyday, "+name, everyday[name])
	}
	return w.Flush()
}

func rows(w io.Writer, name string, r map[string]Metrics) {
	for _, side := range sides {
		m := r[side.name]
		fmt.Fprintf(w, "%s\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t\n", name, side.name, m.NDCG10, m.MRR10, m.Recall10, m.Recall100)
	}
}
