package extract

import (
	"context"

	"footnote/index/doc"
)

// readText reads a file that is lines of text: its canonical text is those lines, decoded. Its headings are no part of its title:
// they are guessed.
func readText(ctx context.Context, in input) (Document, error) {
	text, note, err := readLines(ctx, in)
	if err != nil {
		return Document{}, err
	}
	return Document{Text: text, Places: Places{Marks: textHeadings(text), Lines: true}, Notes: note}, nil
}

// readLines decodes a text file as it stands, so that line n of the result is line n of the file.
func readLines(ctx context.Context, in input) (text string, note doc.Notes, err error) {
	data, whole, err := in.all(maxTextBytes)
	if err != nil {
		return "", nil, err
	}
	if isBinary(data) {
		return "", nil, doc.Refuse(doc.CodeUnknownFormat)
	}
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	text, note = cutText(canonical(decode(data, "")), maxTextBytes)
	if !whole {
		note = onlyFirst(maxTextBytes)
		text = text[:cutPoint(text, len(text))] // the last line is a part of one
	}
	return text, note, nil
}
