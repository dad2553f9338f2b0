package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"footnote/index"
	"footnote/index/doc"
)

// textCommand prints a file's canonical text.
type textCommand struct {
	File   string `arg:"" help:"The file to read. It need not be in the library."`
	Places bool   `help:"Print the places in the text instead: byte offset, then page and headings."`
	JSON   bool   `name:"json" help:"Print JSON: the text and its places."`
}

// Help says what the text is useful for.
func (textCommand) Help() string {
	return `The start and end of a passage in the output of footnote search --json are byte offsets of this text.`
}

func (c textCommand) Run(s *session) error {
	path, err := absolutePath(c.File)
	if err != nil {
		return err
	}
	if _, err := existing([]string{path}); err != nil {
		return err
	}
	opt, err := s.options()
	if err != nil {
		return err
	}
	read, err := index.Extract(s.ctx, path, opt)
	if errors.Is(err, context.Canceled) {
		return err
	}
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return say(err, "%s gave no text: %s.", path, english.Outcome(refusal.Outcome))
	}
	if err != nil {
		return err
	}
	switch {
	case c.JSON:
		return printJSON(s.std.Out, documentJSON(read))
	case c.Places:
		paper := newPaper(s.std.Out)
		for _, p := range places(read) {
			paper.line(fmt.Sprintf("%10d  %s", p.Start, printable(english.Place(p.Place))))
		}
		return paper.flush()
	}
	_, err = io.WriteString(s.std.Out, read.Text)
	return err
}

// A startingPlace is a place and the byte of the canonical text where it begins.
type startingPlace struct {
	Start int `json:"start"`
	index.Place
}

// places returns the places of a document in order. If several begin at one byte, the last one includes the others.
func places(read index.Document) []startingPlace {
	found := []startingPlace{}
	locator := read.Places.Locator()
	line, counted := 1, 0 // counted up to a byte, because there may be a hundred thousand marks
	for i, mark := range read.Places.Marks {
		if i+1 < len(read.Places.Marks) && read.Places.Marks[i+1].Start == mark.Start {
			continue
		}
		line, counted = line+strings.Count(read.Text[counted:mark.Start], "\n"), mark.Start
		place := locator.AtLines(mark.Start, mark.Start, line, line)
		place.EndLine, place.EndRow = 0, 0 // the next place shows where this one ends
		found = append(found, startingPlace{mark.Start, place})
	}
	return found
}
