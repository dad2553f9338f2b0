package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"footnote/index/bench/prose"
	"footnote/seeds"
)

// The sets of documents. The second is the first one a week later: some documents are new, changed, renamed or deleted, and one has only a new
// time.
const (
	setBefore = "before"
	setAfter  = "after"
)

// letters is the number of generated documents in a set.
const letters = 36

// written is the time of the last change to the documents of the first set.
var written = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// questions are questions that the documents answer: a letter, several letters, the PDF, the DOCX file.
var questions = []string{
	"When are the beans in garden 7 watered?",
	"How are beans watered?",
	"How is a bicycle chain cleaned?",
	"How long should I sleep?",
}

// makeSets writes both sets of documents.
func (s *stage) makeSets() error {
	return errorsOf(func() error { return s.makeSet(setBefore, false) }, func() error { return s.makeSet(setAfter, true) })
}

// errorsOf calls functions until one fails.
func errorsOf(calls ...func() error) error {
	for _, call := range calls {
		if err := call(); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) makeSet(set string, later bool) error {
	docs, more := s.path("sets", set, "docs"), s.path("sets", set, "more")
	writer := prose.NewWriter()
	for i := range letters {
		name, text := letter(i, writer.Document(400+900*(i%5)))
		changed := written.Add(time.Duration(i) * time.Hour)
		if later {
			switch i % 9 {
			case 2:
				continue // it was deleted
			case 3:
				text, changed = strings.Replace(text, "watered", "not watered", 1), changed.AddDate(0, 0, 7)
			case 4:
				name = "renamed " + name
			case 5:
				changed = changed.AddDate(0, 0, 7) // only its time changes
			}
		}
		if err := writeFile(filepath.Join(docs, filepath.FromSlash(name)), text, changed); err != nil {
			return err
		}
	}
	for i := range 6 {
		name := fmt.Sprintf("more %d.md", i)
		if later {
			name = fmt.Sprintf("later %d.md", i)
		}
		if err := writeFile(filepath.Join(more, name), writer.Document(3000), written); err != nil {
			return err
		}
	}
	for _, name := range []string{"bicycle-care.pdf", "sleep.docx"} {
		data, err := fs.ReadFile(seeds.Files(), name)
		if err == nil {
			err = writeFile(filepath.Join(more, name), string(data), written)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// letter returns the name and the text of the i-th generated document. Their formats alternate.
func letter(i int, body string) (name, text string) {
	fact := fmt.Sprintf("The beans in garden %d are watered on day %d of the month.", i, 1+i%28)
	name = fmt.Sprintf("%02d/letter %d", i%4, i)
	switch i % 6 {
	case 0:
		return name + ".md", fmt.Sprintf("# Garden %d\n\n%s\n\n%s", i, fact, body)
	case 1:
		return name + ".txt", fact + "\n\n" + body
	case 2:
		return name + ".html", fmt.Sprintf("<html><head><title>Garden %d</title></head><body><p>%s</p><p>%s</p></body></html>", i, fact, body)
	case 3:
		return name + ".csv", fmt.Sprintf("garden,what\n%d,%q\n", i, fact)
	case 4:
		return name + ".eml", fmt.Sprintf("From: ada@example.org\nTo: bob@example.org\nSubject: Garden %d\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n%s", i, fact, body)
	default:
		return name + ".json", fmt.Sprintf("{\"garden\": %d, \"what\": %q}\n", i, fact)
	}
}

// writeFile writes a file with a time of change, and makes its folders.
func writeFile(path, text string, changed time.Time) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Chtimes(path, changed, changed)
}
