// Command train makes the model that package embed has built in, and measures models.
//
//	go run ./index/embed/train -data CORPUS,index/embed/train/everyday -dir DIR -words index/embed/train/words.txt -notice index/embed/PROVENANCE.md
//	go run ./index/embed/train eval -data COLLECTIONS [-model DIR/model.bin [-exact DIR/vectors.bin]]
//
// CORPUS is a folder of pairs of texts that belong together, in the forms that corpus.go describes; everyday is such a folder, of words and
// questions of home and office that the others hardly have. DIR receives the vocabulary, the vectors that training starts from, a checkpoint, and in the end model.bin. A run that was
// stopped goes on from what lies in DIR. Equal options, sources and kernel give an equal model, to the last bit, on any
// number of cores. GOEXPERIMENT=simd builds a program that computes with AVX-512 where the processor has it, about four times as
// fast; it is another kernel, and the one that made the model: ten minutes on two cores.
//
// A model's numbers have 8 bits. With -exact, eval measures beside it the vectors of 32 bits that it was rounded from. Those of the built-in
// model have the same mean nDCG@10 of the four standard collections, .5329 (their words weighed alike, not as questions are), and
// differ by .0004 at most in one of them.
//
// The way of a run, a file for each step:
//
//	vocabulary.go  words and pieces of words are chosen
//	encode.go      the texts become tokens
//	ppmi.go        which tokens stand near each other more often than by chance
//	svd.go         that table, in as many columns as the model has: the vectors to start from
//	contrast.go    training: texts that belong together are drawn together
//	anchor.go      some of the vectors that training started from is added to those it ended with
//	whiten.go      the directions in which all texts are alike are made to count less
//	run.go         all of it, in order, with its files and its progress
//
// It never learns from the collections that eval measures on.
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
	data := flags.String("data", "../shared/corpus,index/embed/train/everyday", "folders of sources, by commas")
	flags.StringVar(&r.dir, "dir", "", "folder for the model and what is made on the way to it")
	novels := flags.String("novels", "classicbooks", "sources whose names are left out, by commas")
	wanted := flags.String("words", "", "file of words that the vocabulary has to have")
	notice := flags.String("notice", "", "file that says what the sources are")
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
