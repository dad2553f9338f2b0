package prose

import (
	"strings"

	"footnote/index/doc"
)

// A Binder joins Documents into one, with a blank line between them: cells of a notebook, messages of a mailbox, members of an archive. The zero
// value is ready to use.
type Binder struct {
	Text  strings.Builder
	lines int // line ends in Text
	marks []doc.Mark
	skip  []doc.Span
	Full  bool // MaxTextBytes is reached: nothing more is added
}

// write appends to the text.
func (b *Binder) write(s string) {
	b.Text.WriteString(s)
	b.lines += strings.Count(s, "\n")
}

// Add appends a document with its marks, and returns where its text starts. It leaves out what there is no room for.
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

// Document returns the joined document. Do not use the binder afterwards.
func (b *Binder) Document() doc.Document {
	document := doc.Document{Text: b.Text.String(), Places: doc.Places{Marks: b.marks}, Skip: b.skip}
	if b.Full {
		document.Notes = OnlyFirst(MaxTextBytes)
	}
	return document
}

// AsMember returns a document as part of a file that holds it: its marks follow one that names it. within is 0 for a member of an archive; otherwise
// it is the level of the headings around it, and its own headings go below that level.
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
			if within > 0 { // a message in an attached mailbox is none of this mailbox
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

// memberPath returns the path of a member within a member.
func memberPath(path, within string) string {
	if within == "" {
		return path
	}
	return path + "/" + within
}
