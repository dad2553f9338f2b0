// Package doc holds the plain values that the engine's packages hand to each other: Span, Place, Document, Outcome. It imports none of them.
//
// A document's canonical text is UTF-8 with "\n" line ends and never changes for one version of a file; whatever is shown, found or
// cited later is a span of its bytes. A place says where such a byte is in the file as a person would say it: page, section heading,
// line.
package doc

import (
	"cmp"
	"slices"
	"time"
)

// A Document is what extraction made of one file.
type Document struct {
	Text     string // canonical text: valid UTF-8, "\n" line ends, no NUL
	Title    string // from the document itself, else its file name without the extension; never empty
	Author   string // from the document itself; often empty
	Date     Day    // of its present version, as the document itself says; zero where it does not
	Language string // its tag (BCP 47), as the document itself says; often empty
	Kind     string // the format, one of those in Extractor.table: "text", "pdf", "mail"
	Places   Places // where the bytes of Text stand in the file
	Skip     []Span // parts of Text that are shown and can be cited but not found: running heads, what a reply repeats; ordered, disjoint
	Notes    Notes  // what was left out; empty when the file was read whole
	Passing  bool   // more may be read of the same bytes another time: something failed that depends on the machine
}

// A MarkKind says what begins at a Mark.
type MarkKind uint8

const (
	Page    MarkKind = iota + 1 // a page begins
	Heading                     // a section begins, with its heading
	Message                     // a message of a mailbox begins: headings, pages and all else begin anew
	Member                      // a file within the file begins, an archive's member or an attachment
	Symbol                      // a named part begins that a chunk may go on across: a function, a type, a key
	Cell                        // a cell of a notebook begins
	Time                        // the words said at a time begin
	Slide                       // a slide begins
	Sheet                       // a sheet begins
	Rows                        // rows go on behind a gap
)

// A Mark is a point of the canonical text at which a part of the file begins: a page, a section, a slide, a member.
type Mark struct {
	Kind  MarkKind `json:"k"`
	Start int      `json:"s"`           // byte offset into the canonical text
	Level int      `json:"l,omitempty"` // headings and symbols: 1 is the top; members: 0 in an archive, else the headings of a higher level before it hold it
	Page  int      `json:"p,omitempty"` // pages, slides, messages and cells: 1 is the first
	Shift int      `json:"r,omitempty"` // sheets, rows and members with Lines: what makes a row's or line's number of that of its line in the canonical text
	Label string   `json:"t,omitempty"` // the heading's words; a page's own label where it is not its number; a sheet's name; a time; the path of a member, or of the one a message is in
	Lines bool     `json:"n,omitempty"` // members: a line of the text from here on is a line of the member
	From  string   `json:"f,omitempty"` // messages: who sent it
	Sent  int64    `json:"d,omitempty"` // messages: when, by the clock of whoever sent it, in seconds since 1970 by that clock; 0 where it does not say
}

// Places holds where the bytes of a canonical text stand in its file. The zero value knows no places.
type Places struct {
	Marks []Mark `json:"m,omitempty"` // ordered by Start; where equal, what is wider first
	Lines bool   `json:"n,omitempty"` // line n of the canonical text is line n of the file
}

// A Place is where a passage stands in its file, as a person would say it. Parts that a format does not have are zero.
type Place struct {
	Member  string   `json:"member,omitempty"`   // path within the archive, or the attachment's name
	Message int      `json:"message,omitempty"`  // number of the message in its mailbox, from 1
	From    string   `json:"from,omitempty"`     // who sent the message of a mailbox
	Sent    string   `json:"sent,omitempty"`     // the day on which, where it was sent, as "2009-06-01"
	Cell    int      `json:"cell,omitempty"`     // of a notebook, from 1
	Time    string   `json:"time,omitempty"`     // at which the first words are said, as "00:12:03"
	Page    int      `json:"page,omitempty"`     // of the passage's first byte, from 1
	Label   string   `json:"label,omitempty"`    // the page's own label, where it is not its number
	Heading []string `json:"heading,omitempty"`  // headings from the top down to the one that holds the first byte
	Slide   int      `json:"slide,omitempty"`    // of the first byte, from 1
	Sheet   string   `json:"sheet,omitempty"`    // the name of the sheet that holds the first byte
	Row     int      `json:"row,omitempty"`      // of the sheet, in which the first byte stands, from 1
	EndRow  int      `json:"end_row,omitempty"`  // in which the last byte stands
	Line    int      `json:"line,omitempty"`     // of the first byte, from 1
	EndLine int      `json:"end_line,omitempty"` // of the last byte
}

// Names are the words that a place is known by: the file within the file, the sheet, then the headings.
func (p Place) Names() []string {
	var names []string
	for _, name := range []string{p.Member, p.Sheet} {
		if name != "" {
			names = append(names, name)
		}
	}
	return append(names, p.Heading...)
}

// At returns the place of the half-open byte span [start, end) of a text in which line 1 begins at byte 0. It is monotone in
// start: a later span never has an earlier page, slide, sheet or line, nor an earlier row of the same sheet. It looks at every mark:
// whoever asks for many places of a document makes a Locator.
func (p Places) At(text string, start, end int) Place { return p.Locator().At(text, start, end) }

// AtLines is At for a caller that knows, instead of the text, on which of its lines the first and the last byte of the span are.
func (p Places) AtLines(start, end, first, last int) Place {
	return p.Locator().AtLines(start, end, first, last)
}

// Section returns the place of byte start without its lines and rows, which only the text tells.
func (p Places) Section(start int) Place { return p.Locator().Section(start) }

// IsFile reports whether a file or a message within the file begins, in which pages, rows and lines are numbered anew.
func (k MarkKind) IsFile() bool { return k == Member || k == Message }

// day is the day on which a message was sent, or "".
func (m Mark) day() string {
	if m.Sent == 0 {
		return ""
	}
	return DayOf(time.Unix(m.Sent, 0).UTC()).String()
}

// BeginsAnew reports whether nothing before m counts for the places after it.
func (m Mark) BeginsAnew() bool { return m.Kind == Message || m.Kind == Member && m.Level == 0 }

// Breaks returns where a chunk has to end (hard: files, messages, pages, slides, sheets, and headings of the highest level that occurs more than
// once) and where one had better begin (soft: all headings, and what is smaller), each in rising order.
func (p Places) Breaks() (hard, soft []int) {
	top := p.topLevel()
	for _, m := range p.Marks {
		wide := m.Kind == Page || m.Kind == Slide || m.Kind == Sheet || m.Kind.IsFile()
		if wide || m.Kind == Heading && m.Level <= top {
			hard = append(hard, m.Start)
		}
		if !wide {
			soft = append(soft, m.Start)
		}
	}
	return hard, soft
}

// Turns returns where the second and later pages begin, in rising order.
func (p Places) Turns() []int {
	var turns []int
	for _, m := range p.Marks {
		if m.Kind == Page && m.Page > 1 {
			turns = append(turns, m.Start)
		}
	}
	return turns
}

// topLevel is the highest heading level that occurs more than once: a lone heading above the others is the title.
func (p Places) topLevel() int {
	count := map[int]int{}
	for _, m := range p.Marks {
		if m.Kind == Heading {
			count[m.Level]++
		}
	}
	top := 0
	for level, n := range count {
		if n > 1 && (top == 0 || level < top) {
			top = level
		}
	}
	return top
}

// Sort brings the marks into order, in place: by their start, and where that is equal, the wider first.
func (p Places) Sort() {
	slices.SortStableFunc(p.Marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Kind.order(), b.Kind.order()))
	})
}

// order returns the rank of a mark among those of the same byte: the wider first.
func (k MarkKind) order() int {
	switch {
	case k.IsFile():
		return 0
	case k == Heading || k == Symbol:
		return 2
	}
	return 1
}
