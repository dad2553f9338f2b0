package office

import (
	"context"
	"path"
	"slices"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// withEmbedded returns a document with the documents that some of its parts embed, as members behind its own text.
func (d ooxml) withEmbedded(ctx context.Context, in reader.Input, document doc.Document, parts ...string) doc.Document {
	var targets []string
	for _, part := range parts {
		for _, r := range d.relations(part) {
			if (r.kind == "package" || r.kind == "aFChunk") && d.Members[r.target] != nil && !slices.Contains(targets, r.target) && len(targets) < maxEmbedded {
				targets = append(targets, r.target)
			}
		}
	}
	if len(targets) == 0 {
		return document
	}
	if document.Text == "" {
		document.Places.Marks = nil // of pages and slides without a word, which would be those of the first member
	}
	var unread reader.Unread
	var b prose.Binder
	b.Add(document)
	for _, target := range targets {
		if b.Full || ctx.Err() != nil {
			break
		}
		name := path.Base(d.Members[target].Name)
		member, err := d.embedded(ctx, in, target)
		if unread.Count(name, member, err); err == nil {
			b.Add(prose.AsMember(name, member, 0))
		}
	}
	bound := b.Document()
	document.Text, document.Places.Marks, document.Skip = bound.Text, bound.Places.Marks, bound.Skip
	document.Note(bound.Notes, unread.Note(doc.CodeFilesUnread))
	document.Passing = document.Passing || unread.Passing
	return document
}

// embedded reads a part that is a document.
func (d ooxml) embedded(ctx context.Context, in reader.Input, part string) (doc.Document, error) {
	inner := in
	inner.Depth++
	if err := inner.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	data, err := d.All(part, reader.MaxMemberBytes+1)
	switch {
	case len(data) > reader.MaxMemberBytes:
		return doc.Document{}, reader.LargeMember()
	case err != nil:
		return doc.Document{}, err
	}
	return in.Inner(ctx, path.Base(d.Members[part].Name), data)
}
