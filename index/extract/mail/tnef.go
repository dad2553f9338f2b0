package mail

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// TNEF (MS-OXTNEF), in a file called winmail.dat, is how Outlook sends what mail itself has no place for: the formatted body, and all attachments.
//
//	signature   78 9f 3e 22, 2 bytes key
//	attribute   1 byte level (1 message, 2 attachment), 4 id and type, 4 length, the value, 2 checksum
//	properties  a value: 4 number of properties, each 2 type, 2 id, for ids from 8000 on 16 GUID, 4 kind, 4 number or a name; then the value:
//	            of a fixed length, or 4 number of values, each 4 length and the bytes, filled up to a multiple of 4
const (
	tnefSignature      = "\x78\x9f\x3e\x22"
	tnefBody           = 0x0002800c
	tnefAttachmentData = 0x0006800f
	tnefAttachmentName = 0x00018010
	tnefNewAttachment  = 0x00069002
	tnefProperties     = 0x00069003
	tnefAttachmentInfo = 0x00069005
	tnefCodePage       = 0x00069007

	maxProperties = 10_000 // of a message or an attachment; further ones are not looked at
)

// A tnefFile is the properties of a message or of an attachment.
type tnefFile struct {
	values map[[2]uint16][]byte // by property and type
	page   uint64               // code page of strings that are not Unicode
}

func (f tnefFile) bytes(property, kind uint16) []byte { return f.values[[2]uint16{property, kind}] }

func (f tnefFile) number(property uint16) uint64 {
	if data := f.bytes(property, 3); len(data) >= 4 {
		return uint64(binary.LittleEndian.Uint32(data))
	}
	return 0
}

func (f tnefFile) words(property uint16) string {
	if data := f.bytes(property, 0x1f); data != nil {
		return wordsOfUTF16(data)
	}
	return strings.TrimRight(inCodePage(f.bytes(property, 0x1e), f.page), "\x00")
}

// wordsOfUTF16 decodes a property of text, which may end with zeros.
func wordsOfUTF16(data []byte) string { return strings.TrimRight(container.UTF16(data), "\x00") }

// winmail reads a TNEF file within a message. What is no TNEF is a file like any other.
func (p *postman) winmail(e *message.Entity, name string, depth int) contents {
	data, err := reader.ReadMember(e.Body, 0)
	if c, ok := p.tnef(data, depth); ok {
		return c
	}
	a := attachment{name: name, err: err}
	if len(data) > 0 || err == nil {
		a = p.attach(name, data)
	}
	return contents{attached: []attachment{a}}
}

// A tnefAttachment is an attachment of a TNEF file.
type tnefAttachment struct {
	tnefFile
	name string
	data []byte
}

// tnef reads the body and the attachments of a TNEF file; ok is false for another file.
func (p *postman) tnef(data []byte, depth int) (c contents, ok bool) {
	if !strings.HasPrefix(string(data[:min(len(data), 4)]), tnefSignature) || depth >= maxDepth {
		return contents{}, false
	}
	m := tnefFile{values: map[[2]uint16][]byte{}}
	var attachments []*tnefAttachment
	last := &tnefAttachment{tnefFile: m}
	plainBody := ""
	for rest := data[min(6, len(data)):]; len(rest) >= 9; {
		id, length := binary.LittleEndian.Uint32(rest[1:]), int64(binary.LittleEndian.Uint32(rest[5:]))
		value := rest[9:]
		rest = value[min(length+2, int64(len(value))):]
		value = value[:min(length, int64(len(value)))]
		switch id {
		case tnefCodePage:
			if len(value) >= 4 {
				m.page = uint64(binary.LittleEndian.Uint32(value))
			}
		case tnefBody:
			plainBody = strings.TrimRight(inCodePage(value, m.page), "\x00")
		case tnefProperties:
			m.read(value)
		case tnefNewAttachment:
			last = &tnefAttachment{tnefFile: tnefFile{values: map[[2]uint16][]byte{}, page: m.page}}
			if len(attachments) < maxParts {
				attachments = append(attachments, last)
			}
		case tnefAttachmentName:
			last.name = strings.TrimRight(inCodePage(value, m.page), "\x00")
		case tnefAttachmentData:
			last.data = value
		case tnefAttachmentInfo:
			last.read(value)
		}
	}
	c.again = true
	if c.bodies = p.outlookBody(m); len(c.bodies) == 0 && strings.TrimSpace(plainBody) != "" {
		c.bodies = []doc.Document{{Text: strings.Trim(prose.Canonical(plainBody), "\n")}}
	}
	for _, a := range attachments {
		c.attached = append(c.attached, p.tnefAttached(a, depth))
	}
	return c, true
}

// tnefAttached reads an attachment, which may be a message in TNEF.
func (p *postman) tnefAttached(a *tnefAttachment, depth int) attachment {
	const guid = 16
	p.parts++
	name := prose.PlainWords(a.words(msgLongName))
	if name == "" {
		name = prose.PlainWords(a.name)
	}
	if name == "" {
		name = fmt.Sprintf("part %d", p.parts)
	}
	if object := a.bytes(msgAttachment, 0xd); len(object) > guid {
		if inner, ok := p.tnef(object[guid:], depth+1); ok {
			l := p.put(letter{subject: name}, message.Header{}, inner)
			if strings.TrimSpace(l.document.Text) == "" {
				return attachment{name: name, err: doc.Refuse(doc.CodeNoWords)}
			}
			return attachment{name: name, document: l.document}
		}
	}
	data := a.data
	if data == nil {
		data = a.bytes(msgAttachment, 0x102)
	}
	return p.attach(name, data)
}

// fixedBytes are the lengths of the types of a fixed length, as they are stored.
var fixedBytes = map[uint16]int{1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xa: 4, 0xb: 4, 0x14: 8, 0x40: 8, 0x48: 16}

// read reads properties, as far as they can be read. Of several values, the first is kept.
func (f tnefFile) read(data []byte) {
	const several = 0x1000 // of a type
	r := tnefReader{left: data}
	for count := min(r.number(), maxProperties); count > 0 && !r.short; count-- {
		kind, id := r.pair()
		if id >= 0x8000 {
			r.take(16)
			if r.number() == 0 {
				r.take(4)
			} else {
				r.padded(r.number())
			}
		}
		length, fixed := fixedBytes[kind&^several]
		values := uint32(1)
		if !fixed || kind&several != 0 {
			values = r.number()
		}
		for i := uint32(0); i < values && !r.short; i++ {
			var value []byte
			if fixed {
				value = r.take(uint32(length))
			} else {
				value = r.padded(r.number())
			}
			if key := [2]uint16{id, kind}; i == 0 && !r.short {
				f.values[key] = value
			}
			if fixed && length == 0 {
				break
			}
		}
	}
}

// A tnefReader is the rest of a list of properties.
type tnefReader struct {
	left  []byte
	short bool
}

func (r *tnefReader) take(n uint32) []byte {
	if int64(n) > int64(len(r.left)) {
		r.short, r.left = true, nil
		return nil
	}
	taken := r.left[:n]
	r.left = r.left[n:]
	return taken
}

// padded takes n bytes, and what fills them up.
func (r *tnefReader) padded(n uint32) []byte {
	taken := r.take(n)
	r.left = r.left[min(len(r.left), int(-n&3)):]
	return taken
}

func (r *tnefReader) number() uint32 {
	if data := r.take(4); data != nil {
		return binary.LittleEndian.Uint32(data)
	}
	return 0
}

func (r *tnefReader) pair() (first, second uint16) {
	if data := r.take(4); data != nil {
		return binary.LittleEndian.Uint16(data), binary.LittleEndian.Uint16(data[2:])
	}
	return 0, 0
}
