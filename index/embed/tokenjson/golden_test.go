package tokenjson_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/embed/tokenjson"
)

// golden is testdata/golden.json.gz, which golden.mjs writes.
type golden struct {
	Lines      []string
	Tokenizers []struct {
		Name string
		JSON json.RawMessage
		IDs  []uint32 // CRC-32 of the IDs of each line, written with spaces between them
	}
}

// Lines in 20 scripts have the tokens that other implementations give them.
func TestIDsAreThoseOfOthers(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "golden.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.NewDecoder(text).Decode(&g); err != nil {
		t.Fatal(err)
	}
	if len(g.Lines) != 2000 || len(g.Tokenizers) != 3 {
		t.Fatalf("%d lines, %d tokenizers", len(g.Lines), len(g.Tokenizers))
	}
	for _, c := range g.Tokenizers {
		tokenizer, err := tokenjson.Read(strings.NewReader(string(c.JSON)))
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		var wrong []string
		for i, line := range g.Lines {
			ids, _ := tokenizer.Single().Build(tokenizer.AppendIDs(nil, line), nil)
			if got := strings.Trim(fmt.Sprint(ids), "[]"); crc32.ChecksumIEEE([]byte(got)) != c.IDs[i] {
				wrong = append(wrong, fmt.Sprintf("%q is %s", line, got))
			}
		}
		// Where two splits are equally probable, SentencePiece's rounding decides: in one line, which has the number 2,222.02.
		if most := map[string]int{"Unigram": 1}[c.Name]; len(wrong) > most {
			t.Errorf("%s: %d of %d lines have other tokens: %s", c.Name, len(wrong), len(g.Lines), strings.Join(wrong[:min(len(wrong), 5)], "; "))
		}
	}
}
