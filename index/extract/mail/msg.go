package mail

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/markup"
	"footnote/index/extract/office"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An Outlook message (MS-OXMSG) is a compound file. Each property of variable length is a stream, named by its number and type. One more stream holds
// the properties of fixed length:
//
//	__substg1.0_0037001F     the subject (0037) as UTF-16 (001F); 001E is in a code page, 0102 is bytes
//	__properties_version1.0  entries of 16 bytes behind a header: type, number, flags, value
//	__attach_version1.0_#00000000/   an attachment, a folder of such streams: its name, and its bytes (3701)
//	                                 or, as a folder (3701000D), a message in it
//
// https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxmsg
const (
	msgSubject    = 0x0037
	msgHeader     = 0x007d // the header that it was sent with
	msgSender     = 0x0c1a
	msgAddress    = 0x0c1f
	msgSMTP       = 0x5d01
	msgTo         = 0x0e04
	msgCc         = 0x0e03
	msgBody       = 0x1000
	msgPage       = 0x1013
	msgRTF        = 0x1009 // compressed
	msgSent       = 0x0039
	msgReceived   = 0x0e06
	msgCodePage   = 0x3ffd
	msgPageCode   = 0x3fde // code page of msgPage
	msgLongName   = 0x3707
	msgShortName  = 0x3704
	msgShownName  = 0x3001
	msgMediaType  = 0x370e
	msgContentID  = 0x3712
	msgAttachment = 0x3701

	msgProperties  = "__properties_version1.0"
	msgAttachments = "__attach_version1.0_"
)

// ReadMSG reads an Outlook message.
func ReadMSG(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	c, err := container.OpenCompound(in.Data, in.Size)
	if err != nil {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	c.Allowance = in.Allowance
	p := &postman{ctx: ctx, in: in}
	l := p.outlook(c, 0, 32, 0)
	if ctx.Err() != nil {
		return doc.Document{}, ctx.Err()
	}
	return p.document(l), nil
}

// An msgFolder is the properties of a message or an attachment.
type msgFolder struct {
	file    *container.Compound
	entries map[string]int
	fixed   map[uint16]uint64 // properties of fixed length
	page    uint64            // code page of strings that are not Unicode
}

// openMsgFolder reads a storage. header is the size of the header of its stream of fixed properties.
func openMsgFolder(c *container.Compound, storage, header int) msgFolder {
	f := msgFolder{file: c, entries: c.Children(storage), fixed: map[uint16]uint64{}}
	if at, ok := f.entries[msgProperties]; ok {
		data, _ := c.Stream(at) // as far as it can be read
		for data = data[min(header, len(data)):]; len(data) >= 16; data = data[16:] {
			f.fixed[binary.LittleEndian.Uint16(data[2:])] = binary.LittleEndian.Uint64(data[8:])
		}
	}
	f.page = f.fixed[msgCodePage]
	return f
}

// inCodePage decodes text in a Windows code page; 0 if unknown.
func inCodePage(data []byte, page uint64) string {
	if enc := office.CodePages[int(page&0xffffffff)]; enc != nil && page != 65001 {
		if words, err := enc.NewDecoder().Bytes(data); err == nil {
			return string(words)
		}
	}
	return plain.Decode(data, "")
}

// A properties is what Outlook knows of a message or an attachment.
type properties interface {
	words(property uint16) string
	bytes(property, kind uint16) []byte
	number(property uint16) uint64
}

func (f msgFolder) number(property uint16) uint64 { return f.fixed[property] }

// bytes returns a property of a type, or nil.
func (f msgFolder) bytes(property, kind uint16) []byte {
	at, ok := f.entries[fmt.Sprintf("__substg1.0_%04x%04x", property, kind)]
	if !ok {
		return nil
	}
	data, _ := f.file.Stream(at) // if it is broken, as much as there is
	return data
}

// words returns a property that is text, or "".
func (f msgFolder) words(property uint16) string {
	if data := f.bytes(property, 0x1f); data != nil {
		return wordsOfUTF16(data)
	}
	return strings.TrimRight(inCodePage(f.bytes(property, 0x1e), f.page), "\x00")
}

// time returns a property that is a time, which counts tenths of microseconds since 1601; the zero time if there is none.
func (f msgFolder) time(property uint16) time.Time {
	const since1601 = 11_644_473_600 // in seconds before 1970
	ticks := f.fixed[property]
	if seconds := int64(ticks/1e7) - since1601; seconds > 0 && seconds < 1<<33 {
		return time.Unix(seconds, int64(ticks%1e7)*100).UTC()
	}
	return time.Time{}
}

// clocked returns a time, which has no zone in the file, in the sender's time zone, if the header that the message was sent with states it.
func (f msgFolder) clocked(t time.Time) time.Time {
	m, err := mail.ReadMessage(strings.NewReader(f.words(msgHeader) + "\r\n\r\n"))
	if err != nil {
		return t
	}
	stated := dateOf(m.Header.Get("Date"))
	if apart := stated.Sub(t).Abs(); t.IsZero() || apart < time.Hour { // sending follows writing
		return stated
	}
	return t
}

// outlook reads the message in a storage, within depth others.
func (p *postman) outlook(c *container.Compound, storage, header, depth int) letter {
	f := openMsgFolder(c, storage, header)
	l := letter{subject: prose.PlainWords(f.words(msgSubject))}
	address := cmp.Or(f.words(msgSMTP), f.words(msgAddress))
	l.from = cmp.Or(f.words(msgSender), address)
	if l.date = f.time(msgSent); l.date.IsZero() {
		l.date = f.time(msgReceived)
	}
	l.date = f.clocked(l.date)
	sender := prose.PlainLine(l.from)
	if strings.Contains(address, "@") && address != l.from {
		sender = (&mail.Address{Name: sender, Address: address}).String()
	}
	var head message.Header
	for key, value := range map[string]string{"Subject": l.subject, "From": sender, "To": f.words(msgTo), "Cc": f.words(msgCc)} {
		head.Set(key, value)
	}
	if !l.date.IsZero() {
		head.Set("Date", l.date.Format(time.RFC1123Z))
	}
	content := contents{bodies: p.outlookBody(f)}
	for _, name := range slices.Sorted(maps.Keys(f.entries)) {
		if !strings.HasPrefix(name, msgAttachments) {
			continue
		}
		if p.parts++; p.parts > maxParts || p.ctx.Err() != nil {
			break
		}
		if a, ok := p.outlookAttachment(c, f.entries[name], depth); ok {
			content.attached = append(content.attached, a)
		}
	}
	return p.put(l, head, content)
}

// outlookBody reads the body of a message, as text, as HTML, or else as RTF.
func (p *postman) outlookBody(f properties) []doc.Document {
	var alternatives []contents
	add := func(document doc.Document) {
		if strings.TrimSpace(document.Text) != "" {
			document.Skip = prose.Quotations(document.Text, document.Skip)
			alternatives = append(alternatives, contents{bodies: []doc.Document{document}})
		}
	}
	add(doc.Document{Text: strings.Trim(prose.Canonical(f.words(msgBody)), "\n")})
	page := inCodePage(f.bytes(msgPage, 0x102), f.number(msgPageCode))
	add(markup.HTMLPage(p.ctx, cmp.Or(page, f.words(msgPage))))
	if len(alternatives) == 0 {
		add(office.RTFText(p.ctx, unpackRTF(f.bytes(msgRTF, 0x102))))
	}
	return fullest(alternatives)
}

// outlookAttachment reads the storage of an attachment. ok is false for a picture that is drawn within the text.
func (p *postman) outlookAttachment(c *container.Compound, storage, depth int) (a attachment, ok bool) {
	f := openMsgFolder(c, storage, 8)
	a.name = prose.PlainWords(cmp.Or(f.words(msgLongName), f.words(msgShortName), f.words(msgShownName)))
	if inner, isMessage := f.entries[fmt.Sprintf("__substg1.0_%04x000d", msgAttachment)]; isMessage && c.Entries[inner].Storage {
		if depth >= maxDepth {
			return a, false
		}
		l := p.outlook(c, inner, 24, depth+1)
		a.name, a.document = cmp.Or(a.name, l.subject, fmt.Sprintf("message %d", p.parts)), l.document
		if strings.TrimSpace(a.document.Text) == "" {
			a.err = doc.Refuse(doc.CodeNoWords)
		}
		return a, true
	}
	if f.words(msgContentID) != "" && strings.HasPrefix(f.words(msgMediaType), "image/") {
		return a, false
	}
	a.name = cmp.Or(a.name, fmt.Sprintf("part %d", p.parts))
	data := f.bytes(msgAttachment, 0x102)
	if c.Spent {
		a.err = doc.Refuse(doc.CodeUnpacks)
		return a, true
	}
	return p.attach(a.name, data), true
}
