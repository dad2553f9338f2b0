package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"gonum.org/v1/gonum/mat"

	"footnote/index"
)

// fitSizes are the libraries in which fit asks a collection's questions: a quarter of the collection, so that most questions are close to
// its documents but have no answer; all of it; and all of it among some paragraphs of other texts.
var fitSizes = []struct{ part, others int }{{4, 0}, {1, 0}, {1, 3_000}, {1, 12_000}}

// fitQuestions is the number of questions asked of a collection.
const fitQuestions = 200

// fit learns the weights of rank.Evidence.Likelihood and of rank.Evidence.Answered from the learned collections in folder, the even everyday
// questions, the household ones that are tuned on, and those in the folder office, and prints them. others is a folder of files
// NAME.jsonl.gz with a text in the field "b" of each line.
func fit(ctx context.Context, out io.Writer, folder, office, others string) error {
	paragraphs, err := readParagraphs(others)
	if err != nil {
		return err
	}
	collections, err := readLearned(folder)
	if err != nil {
		return err
	}
	var sets []weighted
	for _, name := range slices.Sorted(maps.Keys(collections)) {
		for _, size := range fitSizes {
			var documents []Record
			for i := 0; i < len(collections[name].Documents); i += size.part {
				documents = append(documents, collections[name].Documents[i])
			}
			documents = append(documents, paragraphs[:min(size.others, len(paragraphs))]...)
			observed, err := observeAll(ctx, documents, name, collections)
			if err != nil {
				return err
			}
			sets = append(sets, observed...)
			fmt.Fprintf(os.Stderr, "%s: 1/%d of it, %d others\n", name, size.part, size.others)
		}
	}
	real, err := observeAsked(ctx, office, paragraphs)
	if err != nil {
		return err
	}
	sets = append(sets, real...)
	_, err = fmt.Fprintf(out, "a passage %.3f\na library %.3f\n", regress(sets, ofPassage), regress(sets, ofLibrary))
	return err
}

// observeAsked asks the questions to real documents: those with an answer and those without get equal weight.
func observeAsked(ctx context.Context, office string, paragraphs []Record) ([]weighted, error) {
	outcomes, _, err := askHousehold(ctx)
	if err != nil {
		return nil, err
	}
	asked := [][]outcome{outcomes}
	for _, others := range []int{0, 3_000} {
		if outcomes, err = askFolder(ctx, office, paragraphs[:min(others, len(paragraphs))]); err != nil {
			return nil, err
		}
		asked = append(asked, outcomes)
	}
	var sets []weighted
	for _, outcomes := range asked {
		held, foreign := weighted{weight: 1}, weighted{weight: 1}
		for _, o := range outcomes {
			if o.Kind == unanswered {
				foreign.observed = append(foreign.observed, o.first...)
			} else {
				held.observed = append(held.observed, o.first...)
			}
		}
		sets = append(sets, held, foreign)
	}
	return sets, nil
}

// readLearned returns the collections that fit may learn from, by name.
func readLearned(folder string) (map[string]Collection, error) {
	apart, err := readEveryday("apart", 0, math.MaxInt)
	if err != nil {
		return nil, err
	}
	alike, err := readEveryday("alike", 0, math.MaxInt)
	if err != nil {
		return nil, err
	}
	apart.Queries = append(apart.Queries, alike.Queries...)
	maps.Copy(apart.Relevant, alike.Relevant)
	collections := map[string]Collection{"everyday": apart}
	for name := range learned {
		if collections[name], err = ReadCollection(filepath.Join(folder, name)); err != nil {
			return nil, err
		}
	}
	return collections, nil
}

// weighted is a set of observations with a total weight that does not depend on their number.
type weighted struct {
	observed []observation
	weight   float64
}

// observeAll asks a library of documents the questions of all collections; it answers those of held. Questions with and without an answer
// get equal weight.
func observeAll(ctx context.Context, documents []Record, held string, collections map[string]Collection) ([]weighted, error) {
	var sets []weighted
	err := withLibrary(ctx, documents, func(lib *index.Library, ids map[string]string) error {
		for _, name := range slices.Sorted(maps.Keys(collections)) {
			c := collections[name]
			relevant, weight := c.Relevant, 1.0
			if name != held {
				relevant, weight = nil, 1/float64(len(collections)-1)
			}
			observed, err := observe(ctx, lib, c.Queries[:min(len(c.Queries), fitQuestions)], relevant, ids)
			if err != nil {
				return err
			}
			sets = append(sets, weighted{observed, weight})
		}
		return nil
	})
	return sets, err
}

// readParagraphs returns every twentieth text in a folder, without mere phrases, shuffled.
func readParagraphs(folder string) ([]Record, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	var texts []Record
	for _, name := range names {
		n := 0
		err := eachPacked(name, func(text string) {
			if n++; n%20 == 0 && len(text) > 150 {
				texts = append(texts, Record{ID: fmt.Sprintf("%s:%d", name, n), Text: text})
			}
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	return texts, nil
}

func eachPacked(name string, f func(text string)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // read only
	unpacked, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		return err
	}
	for decoder := json.NewDecoder(unpacked); ; {
		var line struct{ B string }
		switch err := decoder.Decode(&line); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		f(line.B)
	}
}

// A sample is what a regression learns from an observation: its features, and whether what is said of it holds.
type sample func(o observation) (features []float64, holds, counts bool)

// ofPassage is the sample of rank.Evidence.Likelihood.
func ofPassage(o observation) (features []float64, holds, counts bool) {
	x := o.Features()
	return x[:], o.right, true
}

// ofLibrary is the sample of rank.Evidence.Answered, which does not weigh the last feature.
func ofLibrary(o observation) (features []float64, holds, counts bool) {
	x := o.Features()
	return x[:len(x)-1], o.among, o.first
}

// regress returns the weights of features that make the observations most likely: logistic regression by Newton's method.
func regress(sets []weighted, of sample) []float64 {
	first, _, _ := of(observation{})
	n := len(first)
	weights := mat.NewVecDense(n, nil)
	for range 30 {
		gradient := mat.NewVecDense(n, nil)
		curvature := mat.NewSymDense(n, nil)
		for _, set := range sets {
			for _, o := range set.observed {
				x, holds, counts := of(o)
				if !counts {
					continue
				}
				at := mat.NewVecDense(n, x)
				p := 1 / (1 + math.Exp(-mat.Dot(weights, at)))
				share := set.weight / float64(len(set.observed))
				miss := -p
				if holds {
					miss++
				}
				gradient.AddScaledVec(gradient, share*miss, at)
				curvature.SymRankOne(curvature, share*p*(1-p), at)
			}
		}
		var step mat.VecDense
		if err := step.SolveVec(curvature, gradient); err != nil {
			break // as close as the precision allows
		}
		weights.AddVec(weights, &step)
	}
	return weights.RawVector().Data
}
