// Command train makes the built-in model of package embed, and measures models.
//
//	go run ./index/embed/train -data CORPUS,index/embed/train/everyday -dir DIR -words index/embed/train/words.txt -notice index/embed/PROVENANCE.md
//	go run ./index/embed/train eval -data COLLECTIONS [-model DIR/model.bin [-exact DIR/vectors.bin]]
//
// CORPUS is a folder of pairs of texts that belong together, in the formats of corpus.go; everyday is such a folder, with words and
// questions of home and office that are rare in the others. The run writes the vocabulary, the start vectors, a checkpoint and finally
// model.bin to DIR, and resumes from there if it was stopped. Equal options, sources and kernel give the same model, to the last bit, on
// any number of cores. With GOEXPERIMENT=simd the program uses AVX-512 where the processor has it and is about four times as fast. That is
// a separate kernel, and the one that made the model: ten minutes on two cores.
//
// A model's numbers have 8 bits. With -exact, eval also measures the 32-bit vectors that they were rounded from. For the built-in model
// both have the same mean nDCG@10 over the four standard collections, .5329 (words weighted equally, not as in questions); in one
// collection they differ by at most .0004.
//
// The steps of a run, one file each:
//
//	vocabulary.go  choose words and pieces of words
//	encode.go      turn the texts into tokens
//	ppmi.go        measure which tokens are neighbours more often than by chance
//	svd.go         reduce that table to the dimensions of the model: the start vectors
//	contrast.go    train: pull texts that belong together closer
//	anchor.go      add a share of the start vectors to the trained ones
//	whiten.go      shrink the directions that all texts share
//	run.go         run all steps in order, with files and progress
//
// It never trains on the collections that eval measures.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
)

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func command(args []string) error {
	if len(args) > 0 && args[0] == "eval" {
		return evalCommand(args[1:])
	}
	return trainCommand(args)
}

func trainCommand(args []string) error {
	r := run{options: defaults(), progress: os.Stdout}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	data := flags.String("data", "../shared/corpus,index/embed/train/everyday", "folders of sources, separated by commas")
	flags.StringVar(&r.dir, "dir", "", "folder for the model and what is made on the way to it")
	novels := flags.String("novels", "classicbooks", "sources whose names are left out, separated by commas")
	wanted := flags.String("words", "", "file of words that the vocabulary must have")
	notice := flags.String("notice", "", "file that describes the sources")
	flags.Uint64Var(&r.Seed, "seed", r.Seed, "of all that is random")
	flags.IntVar(&r.Dim, "dim", r.Dim, "dimensions, a multiple of 8")
	flags.IntVar(&r.Vocabulary, "vocabulary", r.Vocabulary, "tokens")
	flags.IntVar(&r.Pieces, "pieces", r.Pieces, "tokens for parts of words")
	flags.IntVar(&r.Batch, "batch", r.Batch, "pairs in a batch")
	flags.Float64Var(&r.Temperature, "temperature", r.Temperature, "that cosines are divided by")
	flags.Float64Var(&r.Rate, "rate", r.Rate, "learning rate at the start")
	flags.IntVar(&r.Epochs, "epochs", r.Epochs, "times that each pair is learned from")
	flags.Float64Var(&r.Start, "start", r.Start, "length of a rare token's vector at the start")
	flags.Float64Var(&r.Apart, "apart", r.Apart, "share of pairs whose question loses the words that its answer has too")
	flags.IntVar(&r.Least, "least", r.Least, "pairs that a small source counts for, by being learned from again")
	flags.Float64Var(&r.Anchor, "anchor", r.Anchor, "how much of the start is added to the end")
	flags.Float64Var(&r.Whiten, "whiten", r.Whiten, "how far directions are evened out, 0 to 0.5")
	flags.IntVar(&r.Group, "group", r.Group, "pairs alike that stand in a batch together")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if r.dir == "" {
		return fmt.Errorf("-dir is missing")
	}
	var err error
	if r.sources, err = listSources(strings.Split(*data, ",")...); err != nil {
		return err
	}
	r.novels = strings.Split(*novels, ",")
	for path, set := range map[string]func(string){
		*wanted: func(text string) { r.wanted = strings.Fields(text) },
		*notice: func(text string) { r.notice = text },
	} {
		if path == "" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set(string(text))
	}
	if r.Dim <= 0 || r.Dim%8 != 0 || r.Batch < leastBatch || r.Vocabulary <= r.Pieces || r.Temperature <= 0 || r.Epochs < 1 {
		return fmt.Errorf("these options make no model: %+v", r.options)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return r.model(ctx)
}
