package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"footnote/index/embed"
)

// evalCommand measures the vectors of a model alone. It prints how well they find the relevant documents of test collections, and how well
// cosines agree with human judgements of similarity.
func evalCommand(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	data := flags.String("data", "../shared/eval", "folder of collections, BEIR layout, and stsb/test.tsv")
	everyday := flags.String("everyday", "", "file of questions and answers, separated by tabs; asked among all documents")
	path := flags.String("model", "", "model file; default is the built-in model")
	unrounded := flags.String("exact", "", "vectors.bin of the run that made the model, to measure the cost of 8 bits")
	if err := flags.Parse(args); err != nil {
		return err
	}
	model, err := embed.Builtin()
	if *path != "" {
		model, err = embed.OpenStatic(*path)
	}
	if err != nil {
		return err
	}
	fmt.Println(model.Name())
	if err := evaluate(model, *data, *everyday); err != nil || *unrounded == "" {
		return err
	}
	before, err := openExact(*unrounded, model)
	if err != nil {
		return err
	}
	fmt.Println("before it was rounded:")
	return evaluate(before, *data, *everyday)
}

// evaluate prints the results of a model.
func evaluate(model embedder, data, everyday string) error {
	ctx := context.Background()
	folders, err := filepath.Glob(filepath.Join(data, "*", "corpus.jsonl"))
	if err != nil {
		return err
	}
	var sum float64
	var background []string
	for _, folder := range folders {
		c, err := readCollection(filepath.Dir(folder))
		if err != nil {
			return err
		}
		ndcg, recall, err := c.measure(ctx, model, 100)
		if err != nil {
			return err
		}
		sum += ndcg
		background = append(background, c.documents...)
		fmt.Printf("%-12s nDCG@10 %.4f  recall@100 %.4f\n", filepath.Base(filepath.Dir(folder)), ndcg, recall)
	}
	fmt.Printf("%-12s nDCG@10 %.4f\n", "mean", sum/float64(len(folders)))
	if everyday != "" {
		c, err := readPairs(everyday, background)
		if err != nil {
			return err
		}
		ndcg, recall, err := c.measure(ctx, model, 10)
		if err != nil {
			return err
		}
		fmt.Printf("%-12s nDCG@10 %.4f  recall@10 %.4f, among %d\n", "everyday", ndcg, recall, len(c.documents))
	}
	rho, err := similarity(ctx, model, filepath.Join(data, "stsb", "test.tsv"))
	if err != nil {
		return err
	}
	fmt.Printf("%-12s Spearman %.4f\n", "stsb", rho)
	return nil
}

// A collection holds documents, questions, and which documents are relevant to which question.
type collection struct {
	documents, questions     []string
	documentIDs, questionIDs []string
	relevant                 map[string]map[string]bool // by question
}

func readCollection(dir string) (*collection, error) {
	c := &collection{relevant: map[string]map[string]bool{}}
	err := eachLine(filepath.Join(dir, "qrels.tsv"), func(line string) error {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return fmt.Errorf("%q has %d fields", line, len(fields))
		}
		if grade, err := strconv.Atoi(fields[2]); err == nil && grade > 0 { // skips the header, which is not a number
			if c.relevant[fields[0]] == nil {
				c.relevant[fields[0]] = map[string]bool{}
			}
			c.relevant[fields[0]][fields[1]] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	type entry struct {
		ID          string `json:"_id"`
		Title, Text string
	}
	err = eachLine(filepath.Join(dir, "corpus.jsonl"), func(line string) error {
		var e entry
		err := json.Unmarshal([]byte(line), &e)
		c.documents, c.documentIDs = append(c.documents, e.Title+" "+e.Text), append(c.documentIDs, e.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return c, eachLine(filepath.Join(dir, "queries.jsonl"), func(line string) error {
		var e entry
		err := json.Unmarshal([]byte(line), &e)
		if c.relevant[e.ID] != nil {
			c.questions, c.questionIDs = append(c.questions, e.Text), append(c.questionIDs, e.ID)
		}
		return err
	})
}

func eachLine(path string, f func(string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		if err := f(lines.Text()); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
	return lines.Err()
}

// readPairs returns a collection of questions with one answer each, and other documents.
func readPairs(path string, others []string) (*collection, error) {
	c := &collection{relevant: map[string]map[string]bool{}}
	err := eachLine(path, func(line string) error {
		question, answer, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("%q has no tab", line)
		}
		id := strconv.Itoa(len(c.questions))
		c.questions, c.questionIDs = append(c.questions, question), append(c.questionIDs, id)
		c.documents, c.documentIDs = append(c.documents, answer), append(c.documentIDs, id)
		c.relevant[id] = map[string]bool{id: true}
		return nil
	})
	for _, text := range others {
		c.documents, c.documentIDs = append(c.documents, text), append(c.documentIDs, "")
	}
	return c, err
}

// measure returns the means over the questions of nDCG@10 with binary relevance, and of recall among the first deep documents. Ties keep
// their order.
func (c *collection) measure(ctx context.Context, model embedder, deep int) (ndcg, recall float64, err error) {
	documents, err := model.EmbedDocuments(ctx, c.documents)
	if err != nil {
		return 0, 0, err
	}
	questions, err := model.EmbedDocuments(ctx, c.questions)
	if err != nil {
		return 0, 0, err
	}
	for q, question := range questions {
		cosines := make([]float32, len(documents))
		order := make([]int, len(documents))
		for d, document := range documents {
			cosines[d], order[d] = dot(question, document), d
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cosines[b], cosines[a]) })
		relevant := c.relevant[c.questionIDs[q]]
		var gain, best, found float64
		for rank, d := range order[:min(max(deep, 10), len(order))] {
			if !relevant[c.documentIDs[d]] {
				continue
			}
			if rank < deep {
				found++
			}
			if rank < 10 {
				gain += 1 / math.Log2(float64(rank)+2)
			}
		}
		for rank := range min(10, len(relevant)) {
			best += 1 / math.Log2(float64(rank)+2)
		}
		ndcg += gain / best
		recall += found / float64(len(relevant))
	}
	n := float64(len(questions))
	return ndcg / n, recall / n, nil
}

// similarity returns Spearman's rank correlation of cosines and judgements. A line of the file is a judgement and two sentences, separated
// by tabs.
func similarity(ctx context.Context, model embedder, path string) (float64, error) {
	var judged []float64
	var first, second []string
	err := eachLine(path, func(line string) error {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return fmt.Errorf("%q has %d fields", line, len(fields))
		}
		score, err := strconv.ParseFloat(fields[0], 64)
		judged, first, second = append(judged, score), append(first, fields[1]), append(second, fields[2])
		return err
	})
	if err != nil {
		return 0, err
	}
	a, err := model.EmbedDocuments(ctx, first)
	if err != nil {
		return 0, err
	}
	b, err := model.EmbedDocuments(ctx, second)
	if err != nil {
		return 0, err
	}
	cosines := make([]float64, len(a))
	for i := range a {
		cosines[i] = float64(dot(a[i], b[i]))
	}
	return correlation(ranks(judged), ranks(cosines)), nil
}

// ranks returns the rank of each value. Equal values share their mean rank.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	places := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			places[k] = float64(i+j-1) / 2
		}
		i = j
	}
	return places
}

// correlation returns Pearson's correlation.
func correlation(x, y []float64) float64 {
	var meanX, meanY float64
	for i := range x {
		meanX += x[i] / float64(len(x))
		meanY += y[i] / float64(len(y))
	}
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - meanX) * (y[i] - meanY)
		xx += (x[i] - meanX) * (x[i] - meanX)
		yy += (y[i] - meanY) * (y[i] - meanY)
	}
	return xy / math.Sqrt(xx*yy)
}
