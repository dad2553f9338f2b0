package extract

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"

	"github.com/emersion/go-message"

	"footnote/index/doc"
)

// readMHTML reads a web page that was saved as one file: a message whose parts are the page, its frames, pictures and styles
// (RFC 2557). The page is the first part that is one.
func readMHTML(ctx context.Context, in input) (Document, error) {
	root := mailEntity(bufio.NewReader(io.NewSectionReader(in.data, 0, in.size)))
	found := errors.New("found")
	parts := 0
	var document Document
	err := root.Walk(func(path []int, e *message.Entity, _ error) error { // of a part in an unknown charset too
		if parts++; parts > maxMailParts || len(path) > maxMailDepth {
			return found
		}
		mediaType, params, _ := e.Header.ContentType()
		if mediaType != "text/html" && mediaType != "application/xhtml+xml" {
			return ctx.Err()
		}
		data, err := readMember(e.Body, 0)
		if err != nil && len(data) == 0 {
			return err
		}
		document = htmlPage(ctx, decode(data, cmp.Or(params["charset"], htmlCharset(data))))
		return found
	})
	if ctx.Err() != nil {
		return Document{}, ctx.Err()
	}
	if document.Text == "" && err != nil && !errors.Is(err, found) {
		return Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	if plainWords(document.Title) == "" {
		document.Title = mailWords(root.Header.Get("Subject"))
	}
	return document, nil
}
