package mail

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"mime"
	"strings"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/markup"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// content reads an entity: text, a file, or parts of either kind.
func (p *postman) content(e *message.Entity, depth int) contents {
	mediaType, params, err := e.Header.ContentType()
	if err != nil && mediaType == "" {
		mediaType = "text/plain"
	}
	if p.parts++; p.parts > maxParts || p.ctx.Err() != nil {
		return contents{}
	}
	disposition, name := fileOf(e.Header, params)
	family, kind, _ := strings.Cut(mediaType, "/")
	switch {
	case mediaType == "multipart/encrypted":
		return contents{attached: []attachment{{err: doc.Refuse(doc.CodeEncryptedMail)}}}
	case family == "multipart":
		return p.multipart(e, kind, depth)
	case family == "message" && kind != "delivery-status" && kind != "disposition-notification":
		return p.forwarded(e, name, depth)
	case kind == "pkcs7-mime" || kind == "x-pkcs7-mime":
		return p.sealed(e, cmp.Or(name, "smime.p7m"), depth)
	case kind == "ms-tnef" || kind == "vnd.ms-tnef" || strings.EqualFold(name, "winmail.dat"):
		return p.winmail(e, cmp.Or(name, "winmail.dat"), depth)
	case isSeal(kind), family == "image" && disposition != "attachment" && e.Header.Get("Content-Id") != "": // drawn within the text
		return contents{}
	case disposition == "attachment", name != "" && family != "text":
	case mediaType == "text/plain", family == "message", mediaType == "text/html":
		return p.words(e, mediaType, params["charset"])
	}
	return p.file(e, cmp.Or(name, fmt.Sprintf("part %d (%s)", p.parts, prose.PlainWords(mediaType))))
}

// isSeal reports whether a part is only a signature.
func isSeal(kind string) bool {
	return kind == "pgp-signature" || kind == "pkcs7-signature" || kind == "x-pkcs7-signature"
}

// fileOf returns how a part is to be shown, and its file name.
func fileOf(header message.Header, contentType map[string]string) (disposition, name string) {
	disposition, params, _ := mime.ParseMediaType(header.Get("Content-Disposition")) // as far as it can be parsed
	name = cmp.Or(params["filename"], contentType["name"])
	return disposition, prose.PlainWords(decodeWords(name))
}

// multipart reads the parts of an entity in order. It reads only one of several alternatives, which say the same.
func (p *postman) multipart(e *message.Entity, kind string, depth int) contents {
	if depth >= maxDepth {
		return contents{}
	}
	var all contents
	var alternatives []contents
	parts := e.MultipartReader()
	for p.parts <= maxParts {
		part, err := parts.NextPart()
		if part == nil { // the end, or nothing more can be parsed
			_ = err
			break
		}
		content := p.content(part, depth+1)
		all.attached = append(all.attached, content.attached...)
		if content.again && len(all.bodies) > 0 {
			all.bodies = fullest([]contents{{bodies: all.bodies}, content})
		} else {
			all.bodies = append(all.bodies, content.bodies...)
		}
		alternatives = append(alternatives, content)
	}
	if kind == "alternative" {
		all.bodies = fullest(alternatives)
	}
	return all
}

// fullest returns the first of several alternatives that does not say much less than another. Plain text usually precedes the same text as HTML, but
// sometimes it only says that there is HTML.
func fullest(alternatives []contents) []doc.Document {
	most := 0
	for _, c := range alternatives {
		most = max(most, c.length())
	}
	for _, c := range alternatives {
		if c.length()*2 >= most {
			return c.bodies
		}
	}
	return nil
}

func (c contents) length() int {
	n := 0
	for _, body := range c.bodies {
		n += len(body.Text)
	}
	return n
}

// words reads the text of a message.
func (p *postman) words(e *message.Entity, mediaType, charset string) (c contents) {
	if p.held > prose.MaxTextBytes {
		return contents{}
	}
	data, _ := reader.ReadMember(e.Body, 0) // if it is damaged, what comes before the damage
	var document doc.Document
	if mediaType == "text/html" {
		document = markup.HTMLPage(p.ctx, plain.Decode(data, cmp.Or(charset, markup.HTMLCharset(data))))
	} else {
		var encrypted bool
		document.Text, encrypted = plain.WithoutArmour(prose.Canonical(plain.Decode(data, charset)))
		document.Text = strings.Trim(document.Text, "\n")
		if encrypted {
			c.attached = []attachment{{err: doc.Refuse(doc.CodeEncryptedMail)}}
		}
	}
	document.Skip = prose.Quotations(document.Text, document.Skip)
	if strings.TrimSpace(document.Text) == "" {
		return c
	}
	p.held += len(document.Text)
	c.bodies = []doc.Document{document}
	return c
}

// file reads an attachment as a file of its name.
func (p *postman) file(e *message.Entity, name string) contents {
	data, err := reader.ReadMember(e.Body, 0)
	a := attachment{name: name, err: err}
	if len(data) > 0 || err == nil { // if it is damaged, as much as its reader can use
		a = p.attach(name, data)
	}
	return contents{attached: []attachment{a}}
}

// forwarded reads an attached message.
func (p *postman) forwarded(e *message.Entity, name string, depth int) contents {
	if depth >= maxDepth {
		return contents{}
	}
	l := p.enclosed(bufio.NewReader(io.LimitReader(e.Body, maxMessageBytes)), depth+1)
	a := attachment{name: cmp.Or(name, l.subject, fmt.Sprintf("message %d", p.parts)), document: l.document}
	if strings.TrimSpace(l.document.Text) == "" {
		a.err = doc.Refuse(doc.CodeNoWords)
	}
	return contents{attached: []attachment{a}}
}
