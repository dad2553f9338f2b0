package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"footnote/index/embed"
)

// writeCorpus writes two sources of pairs on twenty topics. The words of a topic's first texts never occur in its second texts, so only
// training brings them together.
func writeCorpus(t *testing.T) string {
	t.Helper()
	const topics, perTopic, wordsEach = 20, 60, 6
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(7, 7))
	for _, source := range []string{"one", "two"} {
		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		for i := range topics * perTopic {
			say := func(side string) string {
				words := []string{"the", "of"}
				for range 5 {
					words = append(words, fmt.Sprintf("%s%c%c", side, 'a'+i%topics, 'a'+random.IntN(wordsEach)))
				}
				return strings.Join(words, " ")
			}
			line, err := json.Marshal(map[string]string{"a": say("que"), "b": say("ans"), "t": "made"})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(zip, "%s\n", line)
		}
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, source+".jsonl.gz"), packed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// smallRun returns a run over a generated corpus that takes a second.
func smallRun(t *testing.T, corpus string) *run {
	t.Helper()
	sources, err := listSources(corpus)
	if err != nil {
		t.Fatal(err)
	}
	o := defaults()
	o.Dim, o.Vocabulary, o.Pieces, o.Batch, o.Epochs = 16, 400, 40, 64, 4
	o.Least = 0
	o.Group = 2 // similar pairs share a topic here, so larger groups would push them apart
	return &run{options: o, sources: sources, notice: "made", dir: t.TempDir(), progress: io.Discard}
}

func modelFile(t *testing.T, r *run) []byte {
	t.Helper()
	if err := r.model(t.Context()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(r.dir, "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTrainingBringsPairsTogether(t *testing.T) {
	r := smallRun(t, writeCorpus(t))
	model, err := embed.ReadStatic(bytes.NewReader(modelFile(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	for topic := range 20 {
		question := fmt.Sprintf("que%ca que%cb", 'a'+topic, 'a'+topic)
		own := fmt.Sprintf("the ans%cc of ans%cd", 'a'+topic, 'a'+topic)
		other := fmt.Sprintf("the ans%cc of ans%cd", 'a'+(topic+1)%20, 'a'+(topic+1)%20)
		v, err := model.EmbedDocuments(t.Context(), []string{question, own, other})
		if err != nil {
			t.Fatal(err)
		}
		if near, far := dot(v[0], v[1]), dot(v[0], v[2]); near < far+0.2 {
			t.Errorf("topic %d: %.3f to its own answer, %.3f to the next one's", topic, near, far)
		}
	}
}

func TestTrainingImprovesHeldOutRecall(t *testing.T) {
	r := smallRun(t, writeCorpus(t))
	counts, err := countWords(r.sources)
	if err != nil {
		t.Fatal(err)
	}
	vocabulary := chooseVocabulary(counts, nil, r.Vocabulary, r.Pieces)
	corpora, err := encode(r.sources, vocabulary, r.masked(counts))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range corpora { // so small a corpus holds out too few
		c.heldOut, c.examples = c.examples[:200], c.examples[200:]
	}
	random := randomMatrix(len(vocabulary), r.Dim, 5)
	before := recall(random, corpora, 400)
	trainer := newTrainer(random, corpora, r.options)
	for !trainer.done() {
		trainer.learn()
	}
	if after := recall(trainer.vectors, corpora, 400); after < before+0.3 {
		t.Errorf("recall went from %.3f to %.3f", before, after)
	}
}

func TestSameSeedSameModelOnAnyNumberOfCores(t *testing.T) {
	corpus := writeCorpus(t)
	first := modelFile(t, smallRun(t, corpus))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	if !bytes.Equal(modelFile(t, smallRun(t, corpus)), first) {
		t.Error("another number of cores gives another model")
	}
	other := smallRun(t, corpus)
	other.Seed = 2
	if bytes.Equal(modelFile(t, other), first) {
		t.Error("another seed gives the same model")
	}
}

// stopAfter is done after a number of calls of Err.
type stopAfter struct {
	context.Context
	asked *int
}

func (s stopAfter) Err() error {
	if *s.asked--; *s.asked < 0 {
		return context.Canceled
	}
	return nil
}

func TestStoppedRunGoesOnToTheSameModel(t *testing.T) {
	corpus := writeCorpus(t)
	whole := modelFile(t, smallRun(t, corpus))
	r := smallRun(t, corpus)
	for range 2 {
		batches := 17
		if err := r.model(stopAfter{t.Context(), &batches}); !errors.Is(err, context.Canceled) {
			t.Fatalf("a stopped run gives %v", err)
		}
	}
	if !bytes.Equal(modelFile(t, r), whole) {
		t.Error("a run that was stopped gives another model")
	}
}

func TestRunDoesNotGoOnFromAnother(t *testing.T) {
	r := smallRun(t, writeCorpus(t))
	modelFile(t, r)
	r.Temperature = 0.5
	if err := r.model(t.Context()); !errors.Is(err, errOther) {
		t.Errorf("got %v, want errOther", err)
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := listSources(dir); err == nil {
		t.Error("a folder without sources is no error")
	}
	write("home.tsv", "who pays\tcost of repairs\tThe landlord bears it.\ninvoice\tbill\n")
	sources, err := listSources(writeCorpus(t), dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) != 3 || sources[2].name != "home" {
		t.Fatalf("sources %v", sources)
	}
	var got []pair
	if err := sources[2].each(func(p pair) { got = append(got, p) }); err != nil {
		t.Fatal(err)
	}
	want := []pair{{"who pays", "The landlord bears it."}, {"cost of repairs", "The landlord bears it."}, {"invoice", "bill"}}
	if !slices.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
	write("home.tsv", "no tab\n")
	if err := sources[2].each(func(pair) {}); err == nil {
		t.Error("a line without a tab is no error")
	}
}
