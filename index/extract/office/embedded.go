package office

import (
	"context"
	"path"
	"slices"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// withEmbedded returns a document with the documents that some of its parts embed, as members behind its own text.
func (d ooxml) withEmbedded(ctx context.Context, in reader.Input, document doc.Document, parts ...string) doc.Document {
	var targets []string
	var files []reader.Embedded
	for _, part := range parts {
		for _, r := range d.relations(part) {
			if (r.kind != "package" && r.kind != "aFChunk") || d.Members[r.target] == nil || slices.Contains(targets, r.target) || len(targets) >= maxEmbedded {
				continue
			}
			targets = append(targets, r.target)
			files = append(files, reader.Embedded{
				Name: path.Base(d.Members[r.target].Name),
				Data: func() ([]byte, error) { return d.All(r.target, reader.MaxMemberBytes+1) },
			})
		}
	}
	return in.Embedding(ctx, document, files, doc.CodeFilesUnread)
}
