package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestJudgementsOfEveryForm(t *testing.T) {
	for name, test := range map[string]struct {
		qrels string
		want  string // relevant documents of q1, or the error
	}{
		"BEIR":           {"query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n", "d1"},
		"without a head": {"q1\td1\t2\n", "d1"},
		"fractions":      {"q1\td1\t0.5\nq1\td2\t0.0\n", "d1"},
		"TREC":           {"q1 0 d1 1\nq1 0 d2 -1\n", "d1"},
		"TREC, tabs":     {"q1\t0\td1\t1\n", "d1"},
		"no grade":       {"q1\td1\t1\nq1\td2\tyes\n", "qrels.tsv:2: "},
		"no fields":      {"q1\n", "qrels.tsv:1: 1 fields"},
	} {
		dir := t.TempDir()
		for file, text := range map[string]string{
			"qrels.tsv":     test.qrels,
			"corpus.jsonl":  `{"_id":"d1","text":"one"}` + "\n" + `{"_id":"d2","text":"two"}` + "\n",
			"queries.jsonl": `{"_id":"q1","text":"which?"}` + "\n" + `{"_id":"q2","text":"not judged"}` + "\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := ReadCollection(dir)
		if strings.HasPrefix(test.want, "qrels") {
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: got %v, want %q", name, err, test.want)
			}
			continue
		}
		if err != nil || len(c.Queries) != 1 || len(c.Relevant["q1"]) != 1 || !c.Relevant["q1"][test.want] {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}
