package markup

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v3"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// ReadMarkdown reads a Markdown file. The canonical text is the source as it is, without pictures, so that line n is line n of the file. Headings within quotations and
// lists are not the document's own.
func ReadMarkdown(ctx context.Context, in reader.Input) (doc.Document, error) {
	source, note, err := plain.ReadLines(ctx, in)
	if err != nil {
		return doc.Document{}, err
	}
	source = withoutPictures(source)
	front, body := FrontMatter(source)
	document := doc.Document{Text: source, Places: doc.Places{Lines: true}, Notes: note}
	reader.State(&document, front.statement())
	marks, cut := NewMarkdownParser(true).Headings(source, body)
	document.Places.Marks, document.Notes = marks, slices.Concat(note, cut)
	if document.Title == "" {
		document.Title = prose.FirstHeading(document.Places.Marks)
	}
	return document, nil
}

// pictureURL matches a picture, or another file, that is written out in a URL (RFC 2397).
var pictureURL = regexp.MustCompile(`(?i)data:[\w.+-]+/[\w.+-]+(?:;[\w.+-]+(?:=[\w.+-]*)?)*;base64,[\w+/=%-]*`)

// withoutPictures removes pictures from a text, and leaves their alternative text. It removes no line end.
func withoutPictures(text string) string {
	if !strings.Contains(text, "base64,") && !strings.Contains(text, "BASE64,") {
		return text
	}
	return pictureURL.ReplaceAllLiteralString(text, "")
}

// Headings returns the headings of source[body:] as marks at the beginning of their lines in source. The note says if it could not find all of them.
func (p *MarkdownParser) Headings(source string, body int) (marks []doc.Mark, note doc.Notes) {
	content := []byte(source[body:])
	root, note := p.Parse(content)
	for n := root.FirstChild(); n != nil && len(marks) < prose.MaxOutline; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok || heading.Lines().Len() == 0 {
			continue
		}
		start := body + heading.Lines().At(0).Start
		start = strings.LastIndexByte(source[:start], '\n') + 1
		if label := prose.PlainWords(markdownWords(heading, content)); label != "" {
			marks = append(marks, doc.Mark{Kind: doc.Heading, Start: start, Level: heading.Level, Label: label})
		}
	}
	return marks, note
}

// markdownWords returns the inline content of n as it is rendered.
func markdownWords(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(unescaped(n.Segment.Value(source), n.IsRaw()))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unescaped resolves the escapes and entities of inline text, unless it is raw, as code is.
func unescaped(s []byte, raw bool) []byte {
	if raw {
		return s
	}
	return util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(s)))
}

// A front is a front matter: YAML between lines "---" at the very beginning of a file. The first of equal keys counts.
type front map[string]yaml.Node

// readFront parses a front matter. It decodes values only on demand: decoding all of them could cost more than reading a long document, if a key
// occurs ten thousand times or aliases stand for others.
func readFront(source string) front {
	var document yaml.Node
	if yaml.Unmarshal([]byte(source), &document) != nil || len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return nil // a broken front matter does not keep the text from being read
	}
	f := front{}
	pairs := document.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		if _, ok := f[pairs[i].Value]; !ok {
			f[pairs[i].Value] = *pairs[i+1]
		}
	}
	return f
}

func (f front) statement() reader.Statement {
	author := cmp.Or(f.names("author"), f.names("authors"))
	language := cmp.Or(f.word("lang"), f.word("language")) // some site generators use the latter
	return reader.Statement{Title: f.word("title"), Author: author, Language: language, Dates: []string{f.date("updated"), f.date("date")}}
}

// value returns the value of a key, with aliases resolved.
func (f front) value(key string) yaml.Node {
	v := f[key]
	if v.Kind == yaml.AliasNode && v.Alias != nil {
		return *v.Alias
	}
	return v
}

// word returns the value of a key, if it is a scalar.
func (f front) word(key string) string {
	if v := f.value(key); v.Kind == yaml.ScalarNode && v.ShortTag() != "!!null" {
		return v.Value
	}
	return ""
}

// names returns the value of a key that is a name or a list of names.
func (f front) names(key string) string {
	v := f.value(key)
	if v.Kind != yaml.SequenceNode {
		return f.word(key)
	}
	var names []string
	for _, name := range v.Content {
		if name.Kind == yaml.ScalarNode {
			names = append(names, name.Value)
		}
	}
	return strings.Join(names, ", ")
}

// date returns the value of a key as the text of a date.
func (f front) date(key string) string {
	v := f.value(key)
	var at time.Time
	if v.Kind == yaml.ScalarNode && v.ShortTag() == "!!timestamp" && v.Decode(&at) == nil {
		return at.Format(time.RFC3339)
	}
	return f.word(key)
}

// FrontMatter parses the front matter of source, and returns where the Markdown behind it begins.
func FrontMatter(source string) (f front, body int) {
	const fence = "---\n"
	if !strings.HasPrefix(source, fence) {
		return nil, 0
	}
	block := source[len(fence):min(len(source), maxFrontMatterBytes)]
	if first, _, _ := strings.Cut(block, "\n"); !strings.Contains(first, ":") { // it is a horizontal rule
		return nil, 0
	}
	for end := 0; end < len(block); {
		line, _, _ := strings.Cut(block[end:], "\n")
		if trimmed := strings.TrimRight(line, " \t"); trimmed == "---" || trimmed == "..." {
			return readFront(block[:end]), min(len(source), len(fence)+end+len(line)+1)
		}
		end += len(line) + 1
	}
	return nil, 0
}
