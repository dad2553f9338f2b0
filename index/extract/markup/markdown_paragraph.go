package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A boundedDefinitions finds the link definitions at the beginning of a paragraph, some lines at a time: for each one, the parser looks at all lines
// that it is given.
type boundedDefinitions struct{ parser.ParagraphTransformer }

func (d boundedDefinitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	rest := node.Lines().Sliced(0, node.Lines().Len())
	for len(rest) > 0 {
		end := definitionsEnd(rest, reader.Source())
		if end == 0 {
			break
		}
		head := ast.NewParagraph()
		head.SetBlankPreviousLines(node.HasBlankPreviousLines())
		head.Lines().AppendAll(rest[:end])
		node.Parent().InsertBefore(node.Parent(), node, head)
		d.ParagraphTransformer.Transform(head, reader, pc)
		if head.Parent() != nil { // the rest of it is text, and so is what follows
			end -= head.Lines().Len()
			head.Parent().RemoveChild(head.Parent(), head)
			rest = rest[end:]
			break
		}
		rest = rest[end:]
	}
	if len(rest) == 0 {
		node.Parent().RemoveChild(node.Parent(), node)
		return
	}
	lines := text.NewSegments()
	lines.AppendAll(rest)
	node.SetLines(lines)
}

// definitionsEnd returns how many of a paragraph's lines to parse together: 0 if they do not begin with a definition, some if the next line begins
// another, or all.
func definitionsEnd(lines []text.Segment, source []byte) int {
	begins := func(i int) bool {
		return bytes.HasPrefix(bytes.TrimLeft(lines[i].Value(source), " "), []byte("["))
	}
	if !begins(0) {
		return 0
	}
	for end := definitionLines; end < len(lines); end++ {
		if begins(end) || end == 2*definitionLines {
			return end
		}
	}
	return len(lines)
}

// A boundedTable makes a table of a paragraph, unless it would have many more cells than the paragraph has bytes: rows that lack cells are filled up.
type boundedTable struct {
	parser.ParagraphTransformer
	bounds *MarkdownParser
}

func (t boundedTable) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if t.allows(node.Lines(), reader.Source()) {
		t.ParagraphTransformer.Transform(node, reader, pc)
	} else {
		t.bounds.cut = true
	}
}

func (t boundedTable) allows(lines *text.Segments, source []byte) bool {
	const some = 1_000 // cells that any table may have
	count := lines.Len()
	behind := 0 // bytes of the lines behind the current one
	for i := count - 1; i > 0; i-- {
		segment := lines.At(i)
		line := segment.Value(source)
		if len(bytes.Trim(line, "|-: \t\n")) == 0 { // it may stand below column headers
			columns, rows := bytes.Count(line, []byte("|"))+1, count-i
			if columns*rows > behind+len(line)+some {
				return false
			}
		}
		behind += len(line)
		t.bounds.escaped += bytes.Count(line, []byte(`\|`))
	}
	return t.bounds.escaped <= maxEscapedBars || count < 2
}
