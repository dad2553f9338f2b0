package prose

import (
	"strings"

	"footnote/index/doc"
)

// A Binder makes one Document of several, a blank line between them: cells of a notebook, messages of a mailbox, members of an
// archive. The zero value is ready.
type Binder struct {
	Text  strings.Builder
	lines int // line ends in it
	marks []doc.Mark
	skip  []doc.Span
	Full  bool // MaxTextBytes is reached: nothing more is taken
}

// write adds to the text.
func (b *Binder) write(s string) {
	b.Text.WriteString(s)
	b.lines += strings.Count(s, "\n")
}

// Add appends a document with its marks as they are, and returns the text's length before it. What there is no room for is
// left out.
func (b *Binder) Add(document doc.Document) (start int) {
	const blank = "\n\n"
	if so := b.Text.String(); so != "" {
		end := so[max(0, len(so)-len(blank)):]
		b.write(blank[len(end)-len(strings.TrimRight(end, "\n")):])
	}
	start = b.Text.Len()
	text := document.Text
	if start+len(text) > MaxTextBytes {
		text, b.Full = text[:CutPoint(text, max(0, MaxTextBytes-start))], true
	}
	for _, m := range document.Places.Marks {
		if m.Start >= len(text) && b.Full || len(b.marks) >= maxBoundMarks {
			break
		}
		m.Start += start
		if m.Kind == doc.Sheet || m.Kind == doc.Rows || m.Lines {
			m.Shift -= b.lines
		}
		b.marks = append(b.marks, m)
	}
	for _, s := range document.Skip {
		if s.End <= len(text) {
			b.skip = append(b.skip, doc.Span{Start: start + s.Start, End: start + s.End})
		}
	}
	b.write(text)
	return start
}

// Document returns what was bound. The binder must not be used afterwards.
func (b *Binder) Document() doc.Document {
	document := doc.Document{Text: b.Text.String(), Places: doc.Places{Marks: b.marks}, Skip: b.skip}
	if b.Full {
		document.Notes = OnlyFirst(MaxTextBytes)
	}
	return document
}

// AsMember returns a document as what stands in a file within another: its marks behind one that says which. within is 0 for a
// member of an archive, else the level of the headings that hold it, whose own headings are one level lower then.
func AsMember(path string, document doc.Document, within int) doc.Document {
	level := 0
	if within > 0 {
		level = within + 1
	}
	marks := make([]doc.Mark, 0, 1+len(document.Places.Marks))
	if first := document.Places.Marks; len(first) == 0 || first[0].Start > 0 || !first[0].BeginsAnew() {
		marks = append(marks, doc.Mark{Kind: doc.Member, Level: level, Label: path, Lines: document.Places.Lines})
	}
	for _, m := range document.Places.Marks {
		switch {
		case m.Kind == doc.Member, m.Kind == doc.Message:
			m.Label = memberPath(path, m.Label)
			if within > 0 { // a message in an attached mailbox is no message of this one
				m.Kind, m.Page, m.From, m.Sent, m.Level = doc.Member, 0, "", 0, max(level, m.Level+within)
			}
		case m.Kind == doc.Heading, m.Kind == doc.Symbol:
			m.Level += within
		}
		marks = append(marks, m)
	}
	document.Places = doc.Places{Marks: marks}
	return document
}

// memberPath is the path of a member within a member.
func memberPath(path, within string) string {
	if within == "" {
		return path
	}
	return path + "/" + within
}
