// Package export writes passages as Markdown, CSV or DOCX, with numbered footnotes that name document, place and path.
//
// It never reads a document and never touches the disk: it gets words and a writer. Start reading at Note.
package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Note is a passage and its source. Each field is one line of any characters.
type Note struct {
	Words string
	Title string // of the document
	Place string // in words: "p. 3"; empty if unknown
	Path  string // of the file
	Link  string // the file's address, with the page or line
}

// source returns document, place and path: "Title, p. 3 (path)".
func (n Note) source() string {
	if n.Place == "" {
		return n.Title + " (" + n.Path + ")"
	}
	return n.Title + ", " + n.Place + " (" + n.Path + ")"
}

// Markdown writes notes as quotations with footnotes, in the syntax of Pandoc and GitHub (https://pandoc.org/MANUAL.html#footnotes). escape
// must return Markdown that shows the words as they are.
func Markdown(w io.Writer, heading string, notes []Note, escape func(words string) string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n", escape(heading))
	for i, n := range notes {
		fmt.Fprintf(b, "\n> %s[^%d]\n", escape(n.Words), i+1)
	}
	for i, n := range notes {
		fmt.Fprintf(b, "\n[^%d]: [%s](<%s>)\n", i+1, escape(n.source()), n.Link)
	}
	return wrap("markdown", b.Flush())
}

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes notes as a table (RFC 4180) with a header row: number, words, title, place, path, link. It puts an apostrophe before a cell
// that a spreadsheet would treat as a formula.
func CSV(w io.Writer, notes []Note) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return wrap("csv", err)
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{{"number", "words", "title", "place", "path", "link"}}
	for i, n := range notes {
		rows = append(rows, []string{strconv.Itoa(i + 1), cell(n.Words), cell(n.Title), cell(n.Place), cell(n.Path), n.Link})
	}
	return wrap("csv", c.WriteAll(rows))
}

func cell(words string) string {
	if words != "" && strings.ContainsRune("=+-@\t\r", rune(words[0])) {
		return "'" + words
	}
	return words
}

func wrap(format string, err error) error {
	if err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	return nil
}
