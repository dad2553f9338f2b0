package reader

import (
	"context"
	"path"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// An Embedded is a file within a document.
type Embedded struct {
	Name string
	Data func() ([]byte, error) // returns its bytes, or why there are none
}

// Embedding returns a document with the files that it embeds, as members behind its own text. The code of the note on what was not read says what
// they are.
func (in Input) Embedding(ctx context.Context, document doc.Document, files []Embedded, code doc.Code) doc.Document {
	if len(files) == 0 {
		return document
	}
	if document.Text == "" {
		document.Places.Marks = nil // of pages and slides without a word, which would be those of the first member
	}
	var unread Unread
	var b prose.Binder
	b.Add(document)
	for _, f := range files {
		if b.Full || ctx.Err() != nil {
			break
		}
		name := prose.PlainWords(path.Base(strings.ReplaceAll(f.Name, `\`, "/")))
		member, err := in.embedded(ctx, f)
		if unread.Count(name, member, err); err == nil {
			b.Add(prose.AsMember(name, member, 0))
		}
	}
	bound := b.Document()
	document.Text, document.Places.Marks, document.Skip = bound.Text, bound.Places.Marks, bound.Skip
	document.Note(bound.Notes, unread.Note(code))
	document.Passing = document.Passing || unread.Passing
	return document
}

func (in Input) embedded(ctx context.Context, f Embedded) (doc.Document, error) {
	inner := in
	inner.Depth++
	if err := inner.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	data, err := f.Data()
	switch {
	case err != nil:
		return doc.Document{}, err
	case len(data) > MaxMemberBytes:
		return doc.Document{}, LargeMember()
	}
	return in.Inner(ctx, f.Name, data)
}
