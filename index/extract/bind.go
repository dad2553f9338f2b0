package extract

import "strings"

// A binder makes one Document of several, a blank line between them: cells of a notebook, messages of a mailbox, members of an
// archive. The zero value is ready.
type binder struct {
	text  strings.Builder
	lines int // line ends in it
	marks []Mark
	skip  []Span
	full  bool // maxTextBytes is reached: nothing more is taken
}

// write adds to the text.
func (b *binder) write(s string) {
	b.text.WriteString(s)
	b.lines += strings.Count(s, "\n")
}

// add appends a document with its marks as they are, and returns the text's length before it. What there is no room for is
// left out.
func (b *binder) add(document Document) (start int) {
	const blank = "\n\n"
	if so := b.text.String(); so != "" {
		end := so[max(0, len(so)-len(blank)):]
		b.write(blank[len(end)-len(strings.TrimRight(end, "\n")):])
	}
	start = b.text.Len()
	text := document.Text
	if start+len(text) > maxTextBytes {
		text, b.full = text[:cutPoint(text, max(0, maxTextBytes-start))], true
	}
	for _, m := range document.Places.Marks {
		if m.Start >= len(text) && b.full || len(b.marks) >= maxBoundMarks {
			break
		}
		m.Start += start
		if m.Kind == Sheet || m.Kind == Rows || m.Lines {
			m.Shift -= b.lines
		}
		b.marks = append(b.marks, m)
	}
	for _, s := range document.Skip {
		if s.End <= len(text) {
			b.skip = append(b.skip, Span{Start: start + s.Start, End: start + s.End})
		}
	}
	b.write(text)
	return start
}

// document returns what was bound. The binder must not be used afterwards.
func (b *binder) document() Document {
	document := Document{Text: b.text.String(), Places: Places{Marks: b.marks}, Skip: b.skip}
	if b.full {
		document.Notes = onlyFirst(maxTextBytes)
	}
	return document
}

// asMember returns a document as what stands in a file within another: its marks behind one that says which. within is 0 for a
// member of an archive, else the level of the headings that hold it, whose own headings are one level lower then.
func asMember(path string, document Document, within int) Document {
	level := 0
	if within > 0 {
		level = within + 1
	}
	marks := make([]Mark, 0, 1+len(document.Places.Marks))
	if first := document.Places.Marks; len(first) == 0 || first[0].Start > 0 || !first[0].BeginsAnew() {
		marks = append(marks, Mark{Kind: Member, Level: level, Label: path, Lines: document.Places.Lines})
	}
	for _, m := range document.Places.Marks {
		switch {
		case m.Kind == Member, m.Kind == Message:
			m.Label = memberPath(path, m.Label)
			if within > 0 { // a message in an attached mailbox is no message of this one
				m.Kind, m.Page, m.From, m.Sent, m.Level = Member, 0, "", 0, max(level, m.Level+within)
			}
		case m.Kind == Heading, m.Kind == Symbol:
			m.Level += within
		}
		marks = append(marks, m)
	}
	document.Places = Places{Marks: marks}
	return document
}

// memberPath is the path of a member within a member.
func memberPath(path, within string) string {
	if within == "" {
		return path
	}
	return path + "/" + within
}
