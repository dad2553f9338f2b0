package mail

import (
	"bufio"
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A mailbox (mbox) is a sequence of messages, each below a line that begins with "From ". A message's own line that begins so gets a ">" before it,
// but not all programs do that. So a separator is recognized by the time that it states, or by its position between a blank line and a header.
//
//	From ada@example.org Mon Jun 01 10:00:00 2009
//	Subject: Rent
//
//	Due on the first.
//	>From then on, too.
//
// https://www.rfc-editor.org/rfc/rfc4155 (go-mbox splits at every line that begins with "From ", and loses the line.)
var (
	separatorLine = regexp.MustCompile(`^From (?:\S.*)?\d{1,2}:\d\d(?::\d\d)?\b.*\d{4}`)
	fromLine      = []byte("From ")
	quotedFrom    = regexp.MustCompile(`^>+From `)
)

// IsMailbox reports whether a text begins like a mailbox.
func IsMailbox(head []byte) bool {
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(line, fromLine) && separatorLine.Match(line) && (isField(rest) || bytes.HasPrefix(bytes.TrimLeft(rest, "\r"), []byte("\n")))
}

// ReadMailbox reads the messages of a mailbox, one at a time.
func ReadMailbox(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	p := &postman{ctx: ctx, in: in}
	box := &mailbox{r: bufio.NewReaderSize(in.Stream(), 64<<10)}
	var b prose.Binder
	count, more := 0, true
	var newest time.Time
	for ; more && !b.Full && count < maxMessages; count++ {
		var data []byte
		if data, more = box.next(); len(bytes.TrimSpace(data)) == 0 {
			count--
			continue
		}
		l := p.letter(bufio.NewReader(bytes.NewReader(data)))
		document := l.document
		if ctx.Err() != nil {
			return doc.Document{}, ctx.Err()
		}
		document.Places.Marks = append([]doc.Mark{l.mark(count + 1)}, document.Places.Marks...)
		b.Add(document)
		if l.date.After(newest) {
			newest = l.date
		}
	}
	document := b.Document()
	document.Date = doc.DayOf(newest)
	if more && !b.Full {
		document.Notes = doc.Noted(doc.CodeFirstMessages, maxMessages)
	}
	document.Notes, document.Passing = slices.Concat(document.Notes, p.unread.Note(doc.CodeAttachmentsUnread)), p.unread.Passing
	return document, nil
}

// A mailbox is a mailbox being read.
type mailbox struct {
	r     *bufio.Reader
	begun bool // the first message has begun
}

// next reads the next message, at most maxMessageBytes of it, and reports whether more follow.
func (m *mailbox) next() (data []byte, more bool) {
	blank := true // the line before is blank, or there is none
	for {
		line, err := m.r.ReadSlice('\n')
		whole := err == nil
		if bytes.HasPrefix(line, fromLine) {
			line = bytes.Clone(line) // peeking behind it reuses the buffer
		}
		if m.separates(line, blank) {
			if m.begun {
				return data, true
			}
			m.begun = true
		} else if len(data) < maxMessageBytes {
			if m.begun && quotedFrom.Match(line) {
				line = line[1:]
			}
			data = append(data, line...)
			m.begun = true
		}
		if err != nil && err != bufio.ErrBufferFull {
			return data, false
		}
		for err == bufio.ErrBufferFull { // the rest of a long line
			line, err = m.r.ReadSlice('\n')
			data = append(data, line[:min(len(line), max(0, maxMessageBytes-len(data)))]...)
		}
		blank = whole && strings.TrimRight(string(line), "\r\n") == ""
	}
}

// separates reports whether a line separates two messages.
func (m *mailbox) separates(line []byte, blank bool) bool {
	if !bytes.HasPrefix(line, fromLine) {
		return false
	}
	if separatorLine.Match(line) {
		return true
	}
	ahead, _ := m.r.Peek(maxFieldName)
	return blank && isField(ahead)
}
