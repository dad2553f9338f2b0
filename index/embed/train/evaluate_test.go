package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"footnote/index/embed"
)

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"corpus.jsonl": `{"_id": "d1", "title": "Oven", "text": "bake the cake"}
{"_id": "d2", "title": "", "text": "the landlord wants rent"}
{"_id": "d3", "title": "", "text": "planets circle the sun"}
`,
		"queries.jsonl": `{"_id": "q1", "text": "rent for the landlord"}
{"_id": "q2", "text": "baking cakes in an oven"}
{"_id": "q3", "text": "judged by nobody"}
`,
		"qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td2\t2\nq1\td1\t0\nq2\td1\t1\nq2\td3\t1\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := readCollection(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.documents) != 3 || !slices.Equal(c.questionIDs, []string{"q1", "q2"}) {
		t.Fatalf("read %d documents and the questions %v", len(c.documents), c.questionIDs)
	}
	model, err := embed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	ndcg, recall, err := c.measure(t.Context(), model, 1)
	if err != nil {
		t.Fatal(err)
	}
	// Of q2's two, d1 is first; d3 is second or, after the landlord's, third.
	log3 := 1 / math.Log2(3)
	one, two := (1+(1+log3)/(1+log3))/2, (1+1.5/(1+log3))/2
	if math.Abs(ndcg-one) > 1e-9 && math.Abs(ndcg-two) > 1e-9 {
		t.Errorf("nDCG is %f, want %f or %f", ndcg, one, two)
	}
	if math.Abs(recall-0.75) > 1e-9 {
		t.Errorf("recall of the first is %f, want 0.75", recall)
	}
}

func TestCorrelation(t *testing.T) {
	for _, c := range []struct {
		x, y []float64
		want float64
	}{
		{[]float64{1, 2, 3}, []float64{10, 100, 1000}, 1},
		{[]float64{1, 2, 3}, []float64{3, 2, 1}, -1},
		{[]float64{1, 1, 2, 2}, []float64{1, 2, 1, 2}, 0},
		{[]float64{1, 2, 2, 4}, []float64{1, 2, 3, 4}, 0.9486832980505138},
	} {
		if got := correlation(ranks(c.x), ranks(c.y)); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v and %v: %v, want %v", c.x, c.y, got, c.want)
		}
	}
}
