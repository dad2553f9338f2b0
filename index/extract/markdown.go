package extract

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v3"
)

// readMarkdown reads a Markdown file. Its canonical text is the source as it stands, so that a line is a line of the file; its
// headings are the document's own ones, not those within quotations or lists.
func readMarkdown(ctx context.Context, in input) (Document, error) {
	source, note, err := readLines(ctx, in)
	if err != nil {
		return Document{}, err
	}
	front, body := frontMatter(source)
	doc := Document{Text: source, Places: Places{Lines: true}, Note: note}
	state(&doc, front.statement())
	doc.Places.Marks = markdownHeadings(source, body)
	if doc.Title == "" {
		doc.Title = firstHeading(doc.Places.Marks)
	}
	return doc, nil
}

// markdownHeadings returns the headings of source[body:] as marks at the beginning of their lines in source.
func markdownHeadings(source string, body int) []Mark {
	var marks []Mark
	content := []byte(source[body:])
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	root := parser.Parse(text.NewReader(content))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok || heading.Lines().Len() == 0 {
			continue
		}
		start := body + heading.Lines().At(0).Start
		start = strings.LastIndexByte(source[:start], '\n') + 1
		if label := plainWords(markdownWords(heading, content)); label != "" {
			marks = append(marks, Mark{Kind: Heading, Start: start, Level: heading.Level, Label: label})
		}
	}
	return marks
}

// markdownWords returns what a reader of the rendered inline content of n sees.
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

// firstHeading is the label of the first heading of the highest level, if there is one.
func firstHeading(marks []Mark) string {
	for _, m := range marks {
		if m.Kind == Heading && m.Level == 1 {
			return m.Label
		}
	}
	return ""
}

// A front is what is used of a front matter: YAML between lines "---" at the very beginning of a file.
type front struct {
	Title   string `yaml:"title"`
	Author  any    `yaml:"author"` // a name, or a list of them
	Authors any    `yaml:"authors"`

	Date     any    `yaml:"date"` // as words, or as YAML makes of them
	Updated  any    `yaml:"updated"`
	Language string `yaml:"lang"`
	Tongue   string `yaml:"language"` // what some generators of sites call it
}

func (f front) statement() statement {
	return statement{f.Title, f.author(), cmp.Or(f.Language, f.Tongue), []string{frontDate(f.Updated), frontDate(f.Date)}}
}

// frontDate is a date of a front matter as it is written there.
func frontDate(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return ""
}

func (f front) author() string {
	for _, v := range []any{f.Author, f.Authors} {
		switch v := v.(type) {
		case string:
			return v
		case []any:
			var names []string
			for _, name := range v {
				if s, ok := name.(string); ok {
					names = append(names, s)
				}
			}
			return strings.Join(names, ", ")
		}
	}
	return ""
}

// frontMatter reads the front matter of source and returns where the Markdown behind it begins.
func frontMatter(source string) (f front, body int) {
	const fence = "---\n"
	if !strings.HasPrefix(source, fence) {
		return front{}, 0
	}
	block := source[len(fence):min(len(source), maxFrontMatterBytes)]
	if first, _, _ := strings.Cut(block, "\n"); !strings.Contains(first, ":") { // a rule drawn across the page
		return front{}, 0
	}
	for end := 0; end < len(block); {
		line, _, _ := strings.Cut(block[end:], "\n")
		if trimmed := strings.TrimRight(line, " \t"); trimmed == "---" || trimmed == "..." {
			if yaml.Unmarshal([]byte(block[:end]), &f) != nil {
				f = front{} // a broken front matter is no reason not to read the text
			}
			return f, min(len(source), len(fence)+end+len(line)+1)
		}
		end += len(line) + 1
	}
	return front{}, 0
}
