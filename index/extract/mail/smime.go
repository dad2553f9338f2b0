package mail

import (
	"bufio"
	"bytes"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// An opaque-signed message (RFC 8551, 3.5) is CMS (RFC 5652) in BER: a tag, a length, and the value, of which some tags hold others. A length of
// 0x80 is unknown: the value ends with two zero bytes.
//
//	ContentInfo       30: OID signedData, a0: SignedData
//	SignedData        30: version, digest algorithms, EncapsulatedContentInfo, ...
//	EncapsulatedContentInfo  30: OID data, a0: 04 the message, or 24: several 04
const (
	berSequence    = 0x30
	berExplicit    = 0xa0
	berOctets      = 0x04
	berParts       = 0x20 // of a tag: the value holds others
	berOID         = 0x06
	maxBERDepth    = 32
	oidSignedData  = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
	oidCompressed  = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09"
	oidContentData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
)

// sealed reads a message that is wrapped in CMS: one that is signed, but not one that is encrypted.
func (p *postman) sealed(e *message.Entity, name string, depth int) contents {
	data, err := reader.ReadMember(e.Body, 0)
	if err != nil && len(data) == 0 {
		return contents{attached: []attachment{{name: name, err: err}}}
	}
	inner, kind := signedContent(data)
	switch {
	case inner != nil && depth < maxDepth:
		return p.content(readEntity(bufio.NewReader(bytes.NewReader(inner))), depth+1)
	case kind == oidSignedData, kind == oidCompressed: // a signature or a certificate alone, or one that is not unpacked
		return contents{attached: []attachment{{name: name, err: doc.Refuse(doc.CodeUnknownFormat)}}}
	}
	return contents{attached: []attachment{{err: doc.Refuse(doc.CodeEncryptedMail)}}}
}

// signedContent returns what CMS has signed, or nil, and the kind of the CMS.
func signedContent(data []byte) (content []byte, kind string) {
	info, ok := readBER(data, 0)
	if !ok || info.tag != berSequence {
		return nil, ""
	}
	parts := info.parts()
	if len(parts) < 2 || parts[0].tag != berOID {
		return nil, ""
	}
	kind = string(parts[0].value)
	signed := parts[1].only(berExplicit).only(berSequence)
	if kind != oidSignedData {
		return nil, kind
	}
	for _, part := range signed.parts() {
		encapsulated := part.parts()
		if part.tag != berSequence || len(encapsulated) < 2 || string(encapsulated[0].value) != oidContentData {
			continue
		}
		octets := encapsulated[1].parts()
		if encapsulated[1].tag != berExplicit || len(octets) == 0 {
			return nil, kind
		}
		return octets[0].octets(0), kind
	}
	return nil, kind
}

// A ber is a value with its tag.
type ber struct {
	tag   byte
	value []byte
	size  int // with tag, length and end
}

// readBER reads the first value of data.
func readBER(data []byte, depth int) (v ber, ok bool) {
	if len(data) < 2 || data[0]&0x1f == 0x1f || depth > maxBERDepth {
		return ber{}, false
	}
	tag, length, at := data[0], int(data[1]), 2
	switch {
	case length == 0x80:
		for {
			if rest := data[at:]; len(rest) >= 2 && rest[0] == 0 && rest[1] == 0 {
				return ber{tag, data[2:at], at + 2}, true
			}
			inner, ok := readBER(data[at:], depth+1)
			if !ok {
				return ber{}, false
			}
			at += inner.size
		}
	case length > 0x80:
		bytes := length & 0x7f
		if bytes > 4 || len(data) < at+bytes {
			return ber{}, false
		}
		length = 0
		for _, c := range data[at : at+bytes] {
			length = length<<8 | int(c)
		}
		at += bytes
	}
	if length > len(data)-at {
		return ber{}, false
	}
	return ber{tag, data[at : at+length], at + length}, true
}

// parts returns the values within one.
func (v ber) parts() []ber {
	var parts []ber
	if v.tag&berParts == 0 {
		return nil
	}
	for rest := v.value; len(rest) > 0; {
		part, ok := readBER(rest, 0)
		if !ok {
			break
		}
		parts = append(parts, part)
		rest = rest[part.size:]
	}
	return parts
}

// only returns the first value within one that has a tag; it may be the one itself that holds others.
func (v ber) only(tag byte) ber {
	if v.tag == tag && tag != berExplicit {
		return v
	}
	if v.tag != tag {
		return ber{}
	}
	if parts := v.parts(); len(parts) > 0 {
		return parts[0]
	}
	return ber{}
}

// octets returns the bytes of a string that may be in parts.
func (v ber) octets(depth int) []byte {
	if v.tag == berOctets {
		return v.value
	}
	var all []byte
	if v.tag != berOctets|berParts || depth > maxBERDepth {
		return nil
	}
	for _, part := range v.parts() {
		all = append(all, part.octets(depth+1)...)
	}
	return all
}
