package markup

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A Jupyter notebook is JSON: {"cells": [{"cell_type": "markdown" | "code" | "raw", "source": text, "outputs": [...]}]}, where a text is a string or
// a list of lines. Before version 4, the cells were in {"worksheets": [{"cells": [...]}]}, and "input" was the source of code.
//
// https://nbformat.readthedocs.io/en/latest/format_description.html
type notebookCell struct {
	Type    string         `json:"cell_type"`
	Level   int            `json:"level"` // of a "heading", before version 4
	Source  notebookText   `json:"source"`
	Input   notebookText   `json:"input"`
	Outputs []notebookShow `json:"outputs"`
}

// A notebookShow is an output of a cell. Only its text is read.
type notebookShow struct {
	Text  notebookText `json:"text"`
	Name  string       `json:"ename"`
	Value string       `json:"evalue"`
	Data  struct {
		Plain notebookText `json:"text/plain"`
	} `json:"data"`
}

// A notebookText is a string, or a list of strings to join. Anything else counts as empty.
type notebookText string

func (t *notebookText) UnmarshalJSON(data []byte) error {
	var lines []string
	var line string
	if json.Unmarshal(data, &lines) == nil {
		line = strings.Join(lines, "")
	} else if json.Unmarshal(data, &line) != nil {
		line = ""
	}
	*t = notebookText(line)
	return nil
}

// ReadNotebook reads the cells of a notebook in order: text, code, and the text of its outputs.
func ReadNotebook(ctx context.Context, in reader.Input) (doc.Document, error) {
	n := &notebook{ctx: ctx, markdown: NewMarkdownParser(true), json: json.NewDecoder(in.Stream())}
	err := n.object(func(key string) error {
		switch key {
		case "cells":
			return n.cells()
		case "worksheets":
			return n.list(func() error { return n.object(n.sheet) })
		}
		return n.skip()
	})
	if ctx.Err() != nil {
		return doc.Document{}, ctx.Err()
	}
	document := n.binder.Document()
	if err != nil && !errors.Is(err, errFull) {
		if document.Text == "" {
			return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
		}
		document.Note(doc.Noted(doc.CodeBrokenOff))
	}
	document.Title = prose.FirstHeading(document.Places.Marks)
	return document, nil
}

// errFull ends the reading of a file when the document is full.
var errFull = errors.New("the document is as long as one may be")

// A notebook is a notebook being read.
type notebook struct {
	ctx    context.Context
	json   *json.Decoder
	binder prose.Binder

	markdown *MarkdownParser
	count    int // of cells so far
}

// object reads an object, and calls value for each of its keys.
func (n *notebook) object(value func(key string) error) error {
	return n.within('{', func() error {
		key, err := n.json.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		return value(name)
	})
}

func (n *notebook) list(value func() error) error { return n.within('[', value) }

// within calls each for every item of an object or a list.
func (n *notebook) within(open json.Delim, each func() error) error {
	token, err := n.json.Token()
	if err != nil {
		return err
	}
	if token != open {
		return errors.New("a notebook without " + open.String())
	}
	for n.json.More() {
		if err := errors.Join(n.ctx.Err(), each()); err != nil {
			return err
		}
	}
	_, err = n.json.Token()
	return err
}

func (n *notebook) skip() error {
	var value json.RawMessage
	return n.json.Decode(&value)
}

func (n *notebook) sheet(key string) error {
	if key == "cells" {
		return n.cells()
	}
	return n.skip()
}

func (n *notebook) cells() error {
	return n.list(func() error {
		var cell notebookCell
		if err := n.json.Decode(&cell); err != nil {
			return err
		}
		n.count++
		n.cell(cell)
		if n.binder.Full {
			return errFull
		}
		return nil
	})
}

// cell adds a cell. A cell without words only counts.
func (n *notebook) cell(cell notebookCell) {
	source := strings.Trim(prose.Canonical(string(cell.Source)+string(cell.Input)), "\n")
	document := doc.Document{Text: source}
	switch cell.Type {
	case "markdown":
		source = withoutPictures(source)
		document.Text = source
		document.Places.Marks, _ = n.markdown.Headings(source, 0)
	case "heading":
		if label := prose.PlainWords(source); label != "" {
			document.Places.Marks = []doc.Mark{{Kind: doc.Heading, Level: max(1, cell.Level), Label: label}}
		}
	case "code":
		parts := []string{source}
		for _, show := range cell.Outputs {
			parts = append(parts, show.words())
		}
		document.Text = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
	}
	if strings.TrimSpace(document.Text) == "" {
		return
	}
	document.Places.Marks = append([]doc.Mark{{Kind: doc.Cell, Page: n.count}}, document.Places.Marks...)
	n.binder.Add(document)
}

var terminalSequence = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// words returns the text of an output, as much as a person would read.
func (s notebookShow) words() string {
	said := string(s.Text) + string(s.Data.Plain)
	if s.Name != "" {
		said += s.Name + ": " + s.Value
	}
	said = strings.Trim(prose.Canonical(terminalSequence.ReplaceAllString(said, "")), "\n")
	if len(said) > maxCellOutput {
		said = said[:prose.CutPoint(said, maxCellOutput)]
	}
	if strings.TrimSpace(said) == "" {
		return ""
	}
	return said
}
