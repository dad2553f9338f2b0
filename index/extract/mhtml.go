package extract

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"

	"github.com/emersion/go-message"
)

// readMHTML reads a web page that was saved as one file: a message whose parts are the page, its frames, pictures and styles
// (RFC 2557). The page is the first part that is one.
func readMHTML(ctx context.Context, in input) (Document, error) {
	root := mailEntity(bufio.NewReader(io.NewSectionReader(in.data, 0, in.size)))
	found := errors.New("found")
	parts := 0
	var doc Document
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
		doc = htmlPage(ctx, decode(data, cmp.Or(params["charset"], htmlCharset(data))))
		return found
	})
	if ctx.Err() != nil {
		return Document{}, ctx.Err()
	}
	if doc.Text == "" && err != nil && !errors.Is(err, found) {
		return Document{}, refuseErr(Damaged, err, "damaged: a saved web page that could not be made sense of")
	}
	if plainWords(doc.Title) == "" {
		doc.Title = mailWords(root.Header.Get("Subject"))
	}
	return doc, nil
}
