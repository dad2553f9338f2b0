package extract

import "context"

// readText reads a file that is lines of text: its canonical text is those lines, decoded. Its headings are no part of its title:
// they are guessed.
func readText(ctx context.Context, in input) (Document, error) {
	text, note, err := readLines(ctx, in)
	if err != nil {
		return Document{}, err
	}
	return Document{Text: text, Places: Places{Marks: textHeadings(text), Lines: true}, Note: note}, nil
}

// readLines decodes a text file as it stands, so that line n of the result is line n of the file.
func readLines(ctx context.Context, in input) (text, note string, err error) {
	data, whole, err := in.all(maxTextBytes)
	if err != nil {
		return "", "", err
	}
	if isBinary(data) {
		return "", "", refuse(Unsupported, "neither text nor a format that is read")
	}
	if err := ctx.Err(); err != nil {
		return "", "", err
	}
	text, note = cutText(canonical(decode(data, "")), maxTextBytes)
	if !whole {
		note = onlyFirst(maxTextBytes)
		text = text[:cutPoint(text, len(text))] // the last line is a part of one
	}
	return text, note, nil
}
