package markup

import (
	"bytes"
	"errors"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"footnote/index/doc"
)

// A Markdown parser looks at every open block for each line, and at a whole paragraph for some of its signs: a line of 100,000 list markers or
// brackets takes it minutes. So each of its parts is wrapped in one that declines beyond bounds, and leaves the signs as plain text.

// Bounds of parsing Markdown.
const (
	maxMarkdownLines  = 1_000_000 // lines beyond are not parsed
	maxMarkdownDepth  = 32        // nested lists and quotations
	lowMarkdownDepth  = 2         // the same, if the bound below would be exceeded
	maxMarkdownVisits = 3_000_000 // visits of open blocks by lines, each of which the parser remembers

	maxInlineWork    = 4 << 20  // bytes that the signs of a block look at: each may look at all of the block
	leastInlineSigns = 64       // signs that are parsed in any block
	maxHeadingWork   = 64 << 10 // maxInlineWork for headings alone
	maxHeadingSource = 1 << 10  // bytes of a heading whose signs are parsed

	maxEscapedBars  = 1_000 // in tables, within code
	definitionLines = 100   // of link definitions that are parsed together
)

// A MarkdownParser parses Markdown within bounds, one text at a time.
type MarkdownParser struct {
	parser       parser.Parser
	headingsOnly bool // parses only the signs within headings
	depth        int  // allowed nesting

	cut     bool // a bound left something as plain text
	visits  int
	escaped int
	block   ast.Node // whose signs are being parsed
	size    int      // of its text, in bytes
	work    int      // on its signs so far
}

// NewMarkdownParser returns a parser of GitHub Flavored Markdown.
func NewMarkdownParser(headingsOnly bool) *MarkdownParser {
	p := &MarkdownParser{headingsOnly: headingsOnly}
	blocks, signs := parser.DefaultBlockParsers(), parser.DefaultInlineParsers()
	signs = append(signs, util.Prioritized(extension.NewLinkifyParser(), 999), util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0))
	for i, v := range blocks {
		block := v.Value.(parser.BlockParser)
		blocks[i].Value = boundedBlock{block, p, block == parser.NewListParser() || block == parser.NewBlockquoteParser()}
	}
	for i, v := range signs {
		signs[i].Value = boundedSign{v.Value.(parser.InlineParser), p}
	}
	p.parser = parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(signs...),
		parser.WithParagraphTransformers(
			util.Prioritized(boundedDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer(), p}, 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
	return p
}

// errManyVisits ends a parse with too many open blocks for too many lines.
var errManyVisits = errors.New("too much Markdown is open at a time")

// Parse parses a text. The note says if some of its markup was not read.
func (p *MarkdownParser) Parse(content []byte) (root ast.Node, note doc.Notes) {
	p.cut = false
	if head := firstLines(content, maxMarkdownLines); len(head) < len(content) {
		content, p.cut = head, true
	}
	for _, p.depth = range []int{maxMarkdownDepth, lowMarkdownDepth, 0} {
		if root = p.parsed(content); root != nil {
			break
		}
		p.cut = true
	}
	if p.cut {
		note = doc.Noted(doc.CodeSomeMarkup)
	}
	return root, note
}

// parsed parses a text. It returns nil if too much is open.
func (p *MarkdownParser) parsed(content []byte) (root ast.Node) {
	defer func() {
		if r := recover(); r != nil && r != errManyVisits {
			panic(r)
		}
	}()
	p.visits, p.escaped, p.block = 0, 0, nil
	return p.parser.Parse(text.NewReader(content))
}

// firstLines returns the first lines of a text, at most most of them.
func firstLines(content []byte, most int) []byte {
	if bytes.Count(content, []byte("\n")) <= most {
		return content
	}
	end := 0
	for range most {
		end += bytes.IndexByte(content[end:], '\n') + 1
	}
	return content[:end]
}

// A boundedBlock opens no list or quotation that would be nested too deep.
type boundedBlock struct {
	parser.BlockParser
	bounds *MarkdownParser
	nests  bool
}

func (b boundedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if b.nests && b.bounds.isDeep(parent) {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

func (b boundedBlock) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if b.bounds.visits++; b.bounds.visits > maxMarkdownVisits {
		panic(errManyVisits)
	}
	return b.BlockParser.Continue(node, reader, pc)
}

// isDeep reports whether nothing more may be nested in a node.
func (p *MarkdownParser) isDeep(node ast.Node) bool {
	depth := 0
	for ; node != nil && depth < p.depth; node = node.Parent() {
		if kind := node.Kind(); kind == ast.KindList || kind == ast.KindBlockquote {
			depth++
		}
	}
	p.cut = p.cut || depth >= p.depth
	return depth >= p.depth
}

// A boundedSign parses a sign within a block, such as a bracket or a star, unless earlier ones took too much work.
type boundedSign struct {
	parser.InlineParser
	bounds *MarkdownParser
}

func (s boundedSign) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if !s.bounds.allows(parent, block) {
		return nil
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// CloseBlock ends a block.
func (s boundedSign) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := s.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// allows reports whether the next sign of a block may be parsed, and counts the work.
func (p *MarkdownParser) allows(block ast.Node, at text.Reader) bool {
	if p.block != block {
		p.block, p.size, p.work = block, 0, 0
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			p.size += line.Len()
		}
	}
	most := max(maxInlineWork, leastInlineSigns*p.size)
	if p.headingsOnly {
		if most = maxHeadingWork; block.Kind() != ast.KindHeading || p.size > maxHeadingSource {
			return false
		}
	}
	if line, _ := at.PeekLine(); len(line) > 0 && util.IsSpace(line[0]) { // a web address may follow, which takes a look at one word
		return p.work < most
	}
	p.work += p.size
	p.cut = p.cut || p.work > most && !p.headingsOnly
	return p.work <= most
}
