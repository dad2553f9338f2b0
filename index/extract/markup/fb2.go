package markup

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A FictionBook (FB2, http://www.fictionbook.org) is XML:
//
//	<FictionBook>
//	  <description><title-info><book-title>, <author><first-name> <last-name>, <lang>, <date value>
//	  <body><section><title><p>The heading</p></title><p>Words.</p><section>...
//	  <body name="notes">
//	  <binary>a picture in base64</binary>

// IsFB2 reports whether a text begins like a FictionBook.
func IsFB2(head []byte) bool { return bytes.Contains(head, []byte("<FictionBook")) }

// An fb2Reader makes the flow of a book from its tokens.
type fb2Reader struct {
	prose.Flow
	reader.Statement
	open     []string // elements, outermost first
	skip     int      // open elements of which nothing is read
	sections int
	ended    func() // ends the open heading; nil for none
	author   strings.Builder
}

// ReadFB2 reads a FictionBook.
func ReadFB2(ctx context.Context, in reader.Input) (doc.Document, error) {
	data, whole, err := in.All(maxMarkupBytes)
	if err != nil {
		return doc.Document{}, err
	}
	tokens := xml.NewDecoder(strings.NewReader(plain.Decode(data, HTMLCharset(data))))
	tokens.Strict = false
	tokens.CharsetReader = func(_ string, decoded io.Reader) (io.Reader, error) { return decoded, nil }
	r := &fb2Reader{}
	var broken error
	for broken == nil && !r.Full && ctx.Err() == nil {
		var token xml.Token
		if token, broken = tokens.RawToken(); broken == nil {
			r.token(token)
		}
	}
	r.endTitle()
	document := doc.Document{}
	document.Text, document.Places.Marks, document.Notes = r.Finish()
	switch {
	case ctx.Err() != nil:
		return doc.Document{}, ctx.Err()
	case !whole:
		document.Note(prose.OnlyFirst(maxMarkupBytes))
	case broken != nil && !errors.Is(broken, io.EOF):
		document.Note(doc.Noted(doc.CodeBrokenOff))
	}
	r.Author = r.author.String()
	reader.State(&document, r.Statement)
	return document, nil
}

func (r *fb2Reader) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 || t.Name.Local == "binary" || len(r.open) >= maxFB2Depth {
			r.skip++
			return
		}
		r.open = append(r.open, t.Name.Local)
		r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return
		}
		if n := len(r.open); n > 0 {
			r.open = r.open[:n-1]
		}
		r.end(t.Name.Local)
	case xml.CharData:
		if r.skip == 0 {
			r.words(string(t))
		}
	}
}

func (r *fb2Reader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "section":
		r.sections++
	case "title":
		r.Lines(2)
		if r.ended == nil {
			r.ended = r.Heading(max(r.sections, 1))
			r.OneLine++
		}
	case "date":
		if r.isIn("title-info") {
			r.Dates = append(r.Dates, container.Attr(e, "value"))
		}
	case "td", "th":
		r.OneLine++
	case "p", "v", "subtitle", "text-author", "tr", "empty-line", "poem", "cite", "epigraph":
		r.breakLine(e.Name.Local)
	}
}

func (r *fb2Reader) end(local string) {
	switch local {
	case "section":
		r.sections = max(0, r.sections-1)
	case "title":
		r.endTitle()
	case "td", "th":
		r.OneLine = max(0, r.OneLine-1)
		r.EndCell()
	case "p", "v", "subtitle", "text-author", "tr", "empty-line", "poem", "cite", "epigraph":
		r.breakLine(local)
	}
}

// breakLine ends a line, or a paragraph. A verse or a row is a line.
func (r *fb2Reader) breakLine(local string) {
	if local == "v" || local == "tr" {
		r.Lines(1)
	} else {
		r.Lines(2)
	}
}

func (r *fb2Reader) endTitle() {
	if r.ended != nil {
		r.OneLine = max(0, r.OneLine-1)
		r.ended()
		r.ended = nil
		r.Lines(2)
	}
}

func (r *fb2Reader) isIn(element string) bool { return slices.Contains(r.open, element) }

// words handles text: of the body, or of what the book says about itself.
func (r *fb2Reader) words(s string) {
	switch n := len(r.open); {
	case r.isIn("body"):
		r.Words(s)
	case n == 0 || !r.isIn("title-info"):
	case r.open[n-1] == "book-title" && len(r.Title) < prose.MaxTitleBytes:
		r.Title += s
	case r.open[n-1] == "lang" && len(r.Language) < prose.MaxTitleBytes:
		r.Language += s
	case strings.HasSuffix(r.open[n-1], "-name") && r.isIn("author") && r.author.Len() < prose.MaxTitleBytes:
		r.author.WriteString(s + " ")
	}
}
