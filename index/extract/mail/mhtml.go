package mail

import (
	"bufio"
	"cmp"
	"context"
	"errors"

	"github.com/emersion/go-message"

	"footnote/index/doc"
	"footnote/index/extract/markup"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// ReadMHTML reads a web page saved as one file: a message whose parts are the page, its frames, pictures and styles (RFC 2557). The page is the first
// HTML part.
func ReadMHTML(ctx context.Context, in reader.Input) (doc.Document, error) {
	root := readEntity(bufio.NewReader(in.Stream()))
	found := errors.New("found")
	parts := 0
	var document doc.Document
	err := root.Walk(func(path []int, e *message.Entity, _ error) error { // also for a part in an unknown charset
		if parts++; parts > maxParts || len(path) > maxDepth {
			return found
		}
		mediaType, params, _ := e.Header.ContentType()
		if mediaType != "text/html" && mediaType != "application/xhtml+xml" {
			return ctx.Err()
		}
		data, err := reader.ReadMember(e.Body, 0)
		if err != nil && len(data) == 0 {
			return err
		}
		document = markup.HTMLPage(ctx, plain.Decode(data, cmp.Or(params["charset"], markup.HTMLCharset(data))))
		return found
	})
	if ctx.Err() != nil {
		return doc.Document{}, ctx.Err()
	}
	if document.Text == "" && err != nil && !errors.Is(err, found) {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	if prose.PlainWords(document.Title) == "" {
		document.Title = decodeWords(root.Header.Get("Subject"))
	}
	return document, nil
}
