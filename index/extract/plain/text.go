// Package plain reads files that are text as they are: plain text in any charset, source code, data, CSV, subtitles.
package plain

import (
	"context"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// ReadText reads a file that is lines of text. The canonical text is those lines, decoded. Its headings are guesses, so the title does not use them.
func ReadText(ctx context.Context, in reader.Input) (doc.Document, error) {
	text, note, err := ReadLines(ctx, in)
	if err != nil {
		return doc.Document{}, err
	}
	if rest, encrypted := WithoutArmour(text); encrypted && strings.TrimSpace(rest) == "" {
		return doc.Document{}, doc.Refuse(doc.CodeEncryption)
	}
	return doc.Document{Text: text, Places: doc.Places{Marks: textHeadings(text), Lines: true}, Notes: note}, nil
}

// ReadLines decodes a text file as it is, so that line n of the result is line n of the file.
func ReadLines(ctx context.Context, in reader.Input) (text string, note doc.Notes, err error) {
	data, whole, err := in.All(prose.MaxTextBytes)
	if err != nil {
		return "", nil, err
	}
	if isBinary(data) {
		return "", nil, doc.Refuse(doc.CodeUnknownFormat)
	}
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	text, note = prose.CutText(prose.Canonical(Decode(data, "")), prose.MaxTextBytes)
	if !whole {
		note = prose.OnlyFirst(prose.MaxTextBytes)
		text = text[:prose.CutPoint(text, len(text))] // the last line is incomplete
	}
	return text, note, nil
}
