package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Record is a document or a query of a collection.
type Record struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// A Collection is a set of documents with queries and, for each query, the documents that answer it.
type Collection struct {
	Documents []Record
	Queries   []Record                   // only those with a judged document
	Relevant  map[string]map[string]bool // query ID → document IDs
}

// ReadCollection reads a collection in BEIR's layout.
func ReadCollection(dir string) (Collection, error) {
	c := Collection{Relevant: map[string]map[string]bool{}}
	err := lines(filepath.Join(dir, "qrels.tsv"), func(n int, line string) error {
		query, document, grade, err := judgement(line)
		switch {
		case errors.Is(err, strconv.ErrSyntax) && n == 1: // the header
			return nil
		case err != nil:
			return err
		case grade > 0:
			if c.Relevant[query] == nil {
				c.Relevant[query] = map[string]bool{}
			}
			c.Relevant[query][document] = true
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	if c.Documents, err = records(filepath.Join(dir, "corpus.jsonl")); err != nil {
		return c, err
	}
	queries, err := records(filepath.Join(dir, "queries.jsonl"))
	for _, q := range queries {
		if len(c.Relevant[q.ID]) > 0 {
			c.Queries = append(c.Queries, q)
		}
	}
	return c, err
}

// judgement reads a line of qrels.tsv: BEIR's three fields or TREC's four (the second is unused), separated by tabs or blanks. It returns
// strconv.ErrSyntax if the grade is not a number.
func judgement(line string) (query, document string, grade float64, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) == 1 {
		fields = strings.Fields(line)
	}
	if len(fields) == 4 {
		fields = append(fields[:1], fields[2:]...)
	}
	if len(fields) != 3 {
		return "", "", 0, fmt.Errorf("%d fields, want 3, or TREC's 4", len(fields))
	}
	grade, err = strconv.ParseFloat(strings.TrimSpace(fields[2]), 64)
	return fields[0], fields[1], grade, err
}

func records(path string) ([]Record, error) {
	var all []Record
	err := lines(path, func(_ int, line string) error {
		var r Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return err
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// lines calls each with the lines of a file that are not blank. n counts all lines from 1.
func lines(path string, each func(n int, line string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // read only
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 64<<20)
	for n := 1; scanner.Scan(); n++ {
		if strings.TrimSpace(scanner.Text()) == "" {
			continue
		}
		if err := each(n, scanner.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return scanner.Err()
}
