package plain

import (
	"context"
	"regexp"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An Outline is what is known about a text beyond its lines.
type Outline struct {
	reader.Statement
	Marks []doc.Mark
}

// Outlined returns the reader of a format that is lines of text with an outline. The canonical text is the lines as they are, so that line n is line
// n of the file.
func Outlined(find func(text string) Outline) func(context.Context, reader.Input) (doc.Document, error) {
	return func(ctx context.Context, in reader.Input) (doc.Document, error) {
		text, note, err := ReadLines(ctx, in)
		if err != nil {
			return doc.Document{}, err
		}
		o := find(text)
		document := doc.Document{Text: text, Notes: note}
		reader.State(&document, o.Statement)
		document.Places = doc.Places{Marks: o.Marks, Lines: true}
		if prose.PlainWords(document.Title) == "" {
			document.Title = prose.FirstHeading(o.Marks)
		}
		return document, ctx.Err()
	}
}

// Mark adds a heading or another named mark, unless it has no words or there are too many already.
func (o *Outline) Mark(kind doc.MarkKind, start, level int, label string) {
	if label = prose.PlainWords(label); label != "" && len(o.Marks) < prose.MaxOutline {
		o.Marks = append(o.Marks, doc.Mark{Kind: kind, Start: start, Level: level, Label: label})
	}
}

// Field returns what the first group of pattern matches near the beginning of text.
func Field(text string, pattern *regexp.Regexp) string {
	const head = 8 << 10
	if m := pattern.FindStringSubmatch(text[:min(len(text), head)]); m != nil {
		return m[1]
	}
	return ""
}
