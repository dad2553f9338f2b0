package extract

import (
	"context"
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An outline is what is known of a text beyond its lines.
type outline struct {
	statement
	marks []Mark
}

// outlined returns the reader of a format that is lines of text with an outline in them: its canonical text is those lines
// as they stand, so that a line is a line of the file.
func outlined(find func(text string) outline) func(context.Context, input) (Document, error) {
	return func(ctx context.Context, in input) (Document, error) {
		text, note, err := readLines(ctx, in)
		if err != nil {
			return Document{}, err
		}
		o := find(text)
		document := Document{Text: text, Notes: note}
		state(&document, o.statement)
		document.Places = Places{Marks: o.marks, Lines: true}
		if plainWords(document.Title) == "" {
			document.Title = firstHeading(o.marks)
		}
		return document, ctx.Err()
	}
}

// mark adds a heading or another named mark, unless it has no words or there are too many already.
func (o *outline) mark(kind MarkKind, start, level int, label string) {
	if label = plainWords(label); label != "" && len(o.marks) < maxOutline {
		o.marks = append(o.marks, Mark{Kind: kind, Start: start, Level: level, Label: label})
	}
}

// textLines yields the lines of a text without their line ends, each with the byte offset at which it begins.
func textLines(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for start := 0; start < len(text); {
			line := text[start:]
			if n := strings.IndexByte(line, '\n'); n >= 0 {
				line = line[:n]
			}
			if !yield(start, line) {
				return
			}
			start += len(line) + 1
		}
	}
}

// A textLine is a line of a text and where it begins.
type textLine struct {
	start int
	text  string
}

// window yields each line with the one before it and the one after it; where there is none, an empty one.
func window(text string) iter.Seq2[textLine, [2]textLine] {
	return func(yield func(textLine, [2]textLine) bool) {
		var before, line textLine
		begun := false
		for start, next := range textLines(text) {
			after := textLine{start, next}
			if begun && !yield(line, [2]textLine{before, after}) {
				return
			}
			if begun {
				before = line
			}
			line, begun = after, true
		}
		if begun {
			yield(line, [2]textLine{before, {start: len(text)}})
		}
	}
}

// ruleOf returns the character that a line consists of, if it is nothing but at least least of one punctuation character.
func ruleOf(line string, least int) (c byte, ok bool) {
	line = strings.TrimRight(line, " \t")
	if len(line) < least || line == "" {
		return 0, false
	}
	c = line[0]
	if c >= utf8.RuneSelf || !unicode.IsPunct(rune(c)) && !unicode.IsSymbol(rune(c)) {
		return 0, false
	}
	return c, strings.Count(line, line[:1]) == len(line)
}

// field returns the value of the first line of the text's beginning that pattern matches: its first group.
func field(text string, pattern *regexp.Regexp) string {
	const head = 8 << 10
	if m := pattern.FindStringSubmatch(text[:min(len(text), head)]); m != nil {
		return m[1]
	}
	return ""
}

// outlinedFormats are the rows of the table for texts whose lines are kept as they stand.
func outlinedFormats() []format {
	return []format{
		{
			kind: "rst", text: true,
			extensions: []string{".rst", ".rest"},
			read:       outlined(rstOutline),
		},
		{
			kind: "asciidoc", text: true,
			extensions: []string{".adoc", ".asciidoc"},
			read:       outlined(asciidocOutline),
		},
		{
			kind: "org", text: true,
			extensions: []string{".org"},
			read:       outlined(orgOutline),
		},
		{
			kind: "latex", text: true,
			extensions: []string{".tex", ".ltx", ".latex", ".sty", ".cls"},
			read:       outlined(latexOutline),
		},
		{
			kind: "man", text: true, looks: isMan,
			extensions: []string{".man", ".mdoc"},
			read:       outlined(manOutline),
		},
		{
			kind: "notebook", text: true,
			extensions: []string{".ipynb"},
			read:       readNotebook,
		},
		{
			kind: "subtitles", text: true,
			types:      []string{"application/x-subrip", "text/vtt"},
			extensions: []string{".srt", ".vtt"},
			read:       outlined(subtitleOutline),
		},
		{
			kind: "code", text: true,
			extensions: codeExtensions(),
			read:       readCode,
		},
		{
			kind: "data", text: true,
			extensions: []string{
				".json", ".jsonl", ".ndjson", ".jsonc", ".json5", ".geojson", ".xml", ".xsd", ".xsl", ".xslt", ".svg", ".rss", ".atom", ".gpx",
				".kml", ".plist", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env", ".desktop", ".service",
				".editorconfig", ".log", ".bib", ".ics", ".vcf", ".diff", ".patch",
			},
			read: readData,
		},
	}
}
