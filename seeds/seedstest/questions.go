// Package seedstest reads and writes files of questions with known answers, for the tests that ask them.
//
// A file records for each question what the program currently achieves. A test that asks the question fails if the program does worse, and
// also if it does better, so the file is always accurate. `go test ./app/cli ./index -run Questions -update` rewrites it.
package seedstest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Question is a question, the passage that answers it, and what the program achieves.
type Question struct {
	Question   string `json:"question"`
	File       string `json:"file,omitempty"`       // name of the document that answers
	Contains   string `json:"contains"`             // words of the passage that answers
	Paraphrase bool   `json:"paraphrase,omitempty"` // the question shares no content word with them
	Rank       int    `json:"rank"`                 // of the right passage, from 1; 0 if it is not found
	Quoted     bool   `json:"quoted,omitempty"`     // the answer card quotes the right sentence
}

// Holds reports whether text, a passage of the document at path, answers the question. It ignores white space.
func (q Question) Holds(path, text string) bool {
	return (q.File == "" || filepath.Base(path) == q.File) && strings.Contains(flat(text), flat(q.Contains))
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// Load returns the questions in a file.
func Load(path string) ([]Question, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var questions []Question
	if err := json.Unmarshal(data, &questions); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return questions, nil
}

// Save writes questions to a file, one per line.
func Save(path string, questions []Question) error {
	var out bytes.Buffer
	for i, q := range questions {
		line, err := encode(q)
		if err != nil {
			return err
		}
		out.WriteString(map[bool]string{true: "[\n  ", false: ",\n  "}[i == 0])
		out.Write(line)
	}
	out.WriteString("\n]\n")
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// encode returns a question as JSON on one line, with a space after each colon and comma.
func encode(q Question) ([]byte, error) {
	var indented bytes.Buffer
	encoder := json.NewEncoder(&indented)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(q); err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(indented.String()), "\n ") // line ends in strings are escaped
	return []byte(lines[0] + strings.TrimSuffix(strings.Join(lines[1:], " "), "\n}") + "}"), nil
}
