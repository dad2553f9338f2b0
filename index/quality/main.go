// Command quality measures Footnote on retrieval test collections, through the real engine. It writes the documents to a folder, indexes
// and searches them, and maps the passages it finds back to their documents.
//
//	go run ./index/quality [-json] [-office FOLDER] [-v] FOLDER
//	go run ./index/quality -fit TEXTS -office FOLDER FOLDER
//
// FOLDER holds one folder per collection in BEIR's layout (Thakur et al. 2021): corpus.jsonl with _id, title and text, queries.jsonl with
// _id and text, qrels.tsv with query-id, corpus-id and score, or TREC's four fields. Every collection in FOLDER is measured. The table also
// has the built-in everyday collections (everyday.go), with their held-out questions only; they are not part of the mean.
//
// The table has nDCG@10, MRR@10, recall@10 and recall@100 of keyword search alone, of vectors alone, and of Footnote's fusion of both.
// Relevance is binary: any grade above 0. Queries without a judged document are left out.
//
// Further tables check the likelihood of passages: how likely they were said to answer, how many do, and how often a question without an
// answer finds nothing. Such questions come from the everyday collections for the others, and from the others for the everyday ones. -fit
// learns the weights of that likelihood again, and prints them (fit.go).
//
// -office asks questions of real documents, as a person does: how often the right passage is first, among three and among ten, how often
// nothing is found where nothing answers, and how often the answer shown is right (asked.go).
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
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
	texts := flag.String("fit", "", "learn the weights of the likelihood, with libraries filled up from this folder of NAME.jsonl.gz")
	office := flag.String("office", "", "also ask the questions of this folder (questions.json) to its documents (docs)")
	list := flag.Bool("v", false, "list the questions to real documents with their outcomes")
	flag.Parse()
	if flag.NArg() > 1 || *texts != "" && (*office == "" || flag.NArg() == 0) {
		fmt.Fprintln(os.Stderr, "usage: quality [-json] [-fit TEXTS] [-office FOLDER] [-v] [FOLDER]   (a folder of collections in BEIR's layout)")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case *texts != "":
		err = fit(ctx, os.Stdout, flag.Arg(0), *office, *texts)
	case flag.NArg() == 1:
		err = run(ctx, flag.Arg(0), *asJSON)
	}
	if err == nil && *texts == "" && !*asJSON {
		err = measureAsked(ctx, os.Stdout, *office, *list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, asJSON bool) error {
	collections, err := readCollections(folder)
	if err != nil {
		return err
	}
	everyday := map[string]Collection{}
	var asked, others []Record // questions that the collections do not answer, and that the everyday ones do not
	for _, name := range everydayNames {
		if everyday[name], err = readEveryday(name, 1, math.MaxInt); err != nil {
			return err
		}
		asked = append(asked, everyday[name].Queries...)
	}
	if asJSON {
		asked = nil // the output has no likelihoods
	}
	names := slices.Sorted(maps.Keys(collections))
	results := map[string]map[string]Metrics{}
	observed := map[string][]observation{}
	for _, name := range names {
		c := collections[name]
		others = append(others, c.Queries[:min(len(c.Queries), foreignQuestions)]...)
		if results[name], observed[name], err = measure(ctx, name, c, asked); err != nil {
			return err
		}
	}
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"collections": results, "mean": mean(results)})
	}
	ours := map[string]map[string]Metrics{}
	titles := slices.Clone(names)
	for _, name := range everydayNames {
		title := "everyday, " + name
		titles = append(titles, title)
		if ours[title], observed[title], err = measure(ctx, title, everyday[name], others); err != nil {
			return err
		}
	}
	return errors.Join(
		table(os.Stdout, titles, results, ours),
		likelyTable(os.Stdout, titles, observed),
		reliabilityTable(os.Stdout, titles, observed),
	)
}

// foreignQuestions is the number of questions of each collection that the everyday ones get.
const foreignQuestions = 50

// readCollections returns the collections in a folder by name.
func readCollections(folder string) (map[string]Collection, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "corpus.jsonl"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s holds no collection (a folder with corpus.jsonl, queries.jsonl and qrels.tsv)", folder)
	}
	collections := map[string]Collection{}
	for _, path := range paths {
		dir := filepath.Dir(path)
		if collections[filepath.Base(dir)], err = ReadCollection(dir); err != nil {
			return nil, err
		}
	}
	return collections, nil
}

// measure calls Measure and prints the time it took to standard error.
func measure(ctx context.Context, name string, c Collection, foreign []Record) (map[string]Metrics, []observation, error) {
	start := time.Now()
	metrics, observed, err := Measure(ctx, c, foreign)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(os.Stderr, "%s: %d documents, %d queries, %v\n", name, len(c.Documents), len(c.Queries), time.Since(start).Round(time.Millisecond))
	return metrics, observed, nil
}

// sides are the ways of searching to compare, in table order.
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

func table(out io.Writer, titles []string, results, everyday map[string]map[string]Metrics) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "collection\tsearch\tnDCG@10\tMRR@10\trecall@10\trecall@100\t")
	for _, title := range titles[:len(results)] {
		rows(w, title, results[title])
	}
	rows(w, "mean", mean(results))
	for _, title := range titles[len(results):] {
		rows(w, title, everyday[title])
	}
	return w.Flush()
}

func rows(w io.Writer, name string, r map[string]Metrics) {
	for _, side := range sides {
		m := r[side.name]
		fmt.Fprintf(w, "%s\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t\n", name, side.name, m.NDCG10, m.MRR10, m.Recall10, m.Recall100)
	}
}
