// Package mail reads messages and mailboxes: EML, mbox, Outlook's MSG, and web pages saved as messages. It reads attachments as files of their names.
package mail

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"mime"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A postman reads the messages of one file.
type postman struct {
	ctx    context.Context
	in     reader.Input
	unread reader.Unread // of their attachments
	parts  int           // of the current message, so far
	held   int           // bytes of its text, so far
}

// A letter is a message that was read.
type letter struct {
	subject, from string
	date          time.Time    // in the sender's time zone; zero if unknown
	document      doc.Document // without a mark for the message itself
}

// A contents is the content of a message, or of a part of one.
type contents struct {
	bodies   []doc.Document
	attached []attachment
	again    bool // the bodies say again what other parts say
}

// An attachment is a file within a message, or the error that kept it from being read.
type attachment struct {
	name     string
	document doc.Document
	err      error
}

// ReadMail reads a message: the main fields of its header, its text, and its attachments.
func ReadMail(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	p := &postman{ctx: ctx, in: in}
	r := bufio.NewReader(io.LimitReader(in.Stream(), maxMessageBytes))
	if in.IsCalled(".emlx") { // Apple's: a length precedes the message, and a property list follows it
		if line, err := r.ReadString('\n'); err == nil {
			if n, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64); err == nil {
				r = bufio.NewReader(io.LimitReader(r, n))
			}
		}
	}
	l := p.letter(r)
	if ctx.Err() != nil {
		return doc.Document{}, ctx.Err()
	}
	document := p.document(l)
	if in.Size > maxMessageBytes {
		document.Note(prose.OnlyFirst(maxMessageBytes))
	}
	return document, nil
}

// document returns the document of a single letter.
func (p *postman) document(l letter) doc.Document {
	document := l.document
	document.Title, document.Author, document.Date = l.subject, l.from, doc.DayOf(l.date)
	document.Notes, document.Passing = slices.Concat(document.Notes, p.unread.Note(doc.CodeAttachmentsUnread)), p.unread.Passing
	return document
}

// dateOf parses the date of a header; zero if it has none.
func dateOf(header string) time.Time {
	date, err := mail.ParseDate(header)
	if err != nil || date.Year() <= 1970 || !reader.Plausible(date) {
		return time.Time{}
	}
	return date
}

// attach reads an attached file, unless the message already has more text than a document may.
func (p *postman) attach(name string, data []byte) attachment {
	a := attachment{name: name}
	if p.held > prose.MaxTextBytes {
		a.err = doc.Refuse(doc.CodeRestTooLarge)
		return a
	}
	a.document, a.err = p.in.Inner(p.ctx, name, data)
	p.held += len(a.document.Text)
	return a
}

// mark returns the mark of a letter that is message number of its mailbox.
func (l letter) mark(number int) doc.Mark {
	m := doc.Mark{Kind: doc.Message, Page: number, From: prose.PlainWords(l.from)}
	if !l.date.IsZero() {
		_, offset := l.date.Zone()
		m.Sent = l.date.Unix() + int64(offset)
	}
	return m
}

// letter reads a message. The text is the subject as a heading, the other fields of the header, the body, the names of the attachments, and the
// attachments.
func (p *postman) letter(r *bufio.Reader) letter {
	p.parts, p.held = 0, 0
	return p.enclosed(r, 0)
}

// enclosed is letter for a message within depth others.
func (p *postman) enclosed(r *bufio.Reader, depth int) letter {
	entity := readEntity(r)
	content := p.content(entity, depth)
	l := letter{subject: prose.PlainWords(decodeWords(entity.Header.Get("Subject"))), from: senderOf(entity.Header.Get("From"))}
	l.date = dateOf(entity.Header.Get("Date"))
	return p.put(l, entity.Header, content)
}

// put makes a letter's document of its header and its content.
func (p *postman) put(l letter, header message.Header, content contents) letter {
	var b prose.Binder
	b.Add(headOf(header, l.subject))
	for _, body := range content.bodies {
		if prose.ForwardSubject.MatchString(l.subject) {
			body.Skip = nil
		}
		for i := range body.Places.Marks {
			body.Places.Marks[i].Level++ // below the subject
		}
		b.Add(body)
	}
	var names []string
	for _, a := range content.attached {
		if a.name != "" { // otherwise it is the message itself
			names = append(names, a.name)
		}
	}
	if len(names) > 0 {
		b.Add(doc.Document{Text: "Attachments: " + strings.Join(names, ", ")})
	}
	for _, a := range content.attached {
		p.unread.Count(a.name, a.document, a.err)
		if a.err == nil && !b.Full {
			b.Add(prose.AsMember(a.name, a.document, 1))
		}
	}
	l.document = b.Document()
	return l
}

// headOf returns the beginning of a message: the main fields of its header.
func headOf(header message.Header, subject string) doc.Document {
	var b strings.Builder
	var document doc.Document
	if subject != "" {
		document.Places.Marks = []doc.Mark{{Kind: doc.Heading, Level: 1, Label: subject}}
	}
	for _, key := range []string{"Subject", "From", "Date", "To", "Cc"} {
		if value := prose.PlainLine(decodeWords(header.Get(key))); value != "" {
			b.WriteString(key + ": " + value + "\n")
		}
	}
	document.Text = strings.TrimSuffix(b.String(), "\n")
	return document
}

// decodeWords returns the value of a header field with its encoded words (RFC 2047) decoded.
func decodeWords(value string) string {
	value = plain.Decode([]byte(value), "")
	decoder := mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(r)
		return strings.NewReader(plain.Decode(data, charset)), err
	}}
	if words, err := decoder.DecodeHeader(value); err == nil {
		return words
	}
	return value
}

// senderOf returns the sender's name, or else the address.
func senderOf(from string) string {
	from = decodeWords(from)
	if address, err := mail.ParseAddress(from); err == nil {
		return cmp.Or(address.Name, address.Address)
	}
	name, _, _ := strings.Cut(from, "<")
	return cmp.Or(strings.Trim(strings.TrimSpace(name), `"`), from)
}

// readEntity reads the header of a message; the rest is the body. It never fails.
func readEntity(r *bufio.Reader) *message.Entity {
	header := readHeader(r)
	entity, err := message.ReadWithOptions(io.MultiReader(bytes.NewReader(header), r), &message.ReadOptions{MaxHeaderBytes: 2 * maxHeaderBytes})
	if entity == nil { // the header cannot be parsed, though every line looks like a field: take the rest as it is
		_ = err
		entity, _ = message.New(message.Header{}, r) // without fields, nothing can fail
	}
	return entity
}

// readHeader reads the lines of a header and the blank line behind it. It drops lines that do not belong to a header.
func readHeader(r *bufio.Reader) []byte {
	var header []byte
	for len(header) < maxHeaderBytes {
		start, err := r.Peek(1)
		if err != nil {
			break
		}
		folded := start[0] == ' ' || start[0] == '\t'
		ahead, _ := r.Peek(maxFieldName)
		field := isField(ahead)
		envelope := bytes.HasPrefix(ahead, []byte("From ")) || bytes.HasPrefix(ahead, []byte(">From "))
		blank := bytes.HasPrefix(ahead, []byte("\n")) || bytes.HasPrefix(ahead, []byte("\r\n"))
		if !blank && !field && !envelope && !(folded && len(header) > 0) {
			break // a body without a blank line before it
		}
		line := readLine(r, maxHeaderBytes-len(header))
		if blank {
			break
		}
		if !envelope {
			header = append(header, bytes.TrimRight(line, "\r\n")...)
			header = append(header, "\r\n"...)
		}
	}
	return append(header, "\r\n"...)
}

// maxFieldName bounds the name of a field, in bytes.
const maxFieldName = 128

// isField reports whether a line begins with a field name and a colon (RFC 5322, 2.2).
func isField(line []byte) bool {
	for i, c := range line {
		switch {
		case c == ':':
			return i > 0
		case c <= ' ' || c >= 0x7f:
			return i > 0 && (c == ' ' || c == '\t') && bytes.HasPrefix(bytes.TrimLeft(line[i:], " \t"), []byte(":"))
		}
	}
	return false
}

// readLine reads a line with its end. It keeps only the first most bytes.
func readLine(r *bufio.Reader, most int) []byte {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), max(0, most-len(line)))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line
		}
	}
}

// IsMail reports whether a text is a message: it begins with the fields of a message's header.
func IsMail(head []byte) bool {
	fields := map[string]bool{}
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 || !isField(line) && line[0] != ' ' && line[0] != '\t' {
			break
		}
		name, _, _ := bytes.Cut(line, []byte(":"))
		fields[strings.ToLower(string(name))] = true
	}
	known := 0
	for _, name := range []string{"from", "to", "subject", "date", "message-id", "received", "return-path", "delivered-to", "mime-version"} {
		if fields[name] {
			known++
		}
	}
	return known >= 3 && (fields["from"] || fields["received"] || fields["return-path"])
}
