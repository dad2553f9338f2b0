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

// A parser of Markdown looks at all that is open for each line, and at all of a paragraph for some of its signs: a line of 100,000 list
// markers, or of brackets, takes it minutes. So each of its parts is wrapped in one that declines beyond bounds, and leaves what it
// was asked for as the plain text that it also is.

// Bounds of parsing Markdown.
const (
	maxMarkdownLines  = 1_000_000 // beyond them nothing is parsed
	maxMarkdownDepth  = 32        // lists and quotations within each other
	lowMarkdownDepth  = 2         // the same, where the bound below does not hold otherwise
	maxMarkdownVisits = 3_000_000 // of what is open, line by line: the parser remembers each

	maxInlineWork    = 4 << 20  // in bytes that a block's signs have looked at: each may look at all of the block
	leastInlineSigns = 64       // that are parsed of a block in any case
	maxHeadingWork   = 64 << 10 // the same for headings alone
	maxHeadingSource = 1 << 10  // bytes of a heading whose signs are parsed

	maxEscapedBars  = 1_000 // in tables, within code
	definitionLines = 100   // of link definitions that are parsed together
)

// A markdownParser parses Markdown within bounds, one text at a time.
type markdownParser struct {
	parser       parser.Parser
	headingsOnly bool // only the signs within headings are parsed
	depth        int  // that is allowed

	cut     bool // something was left as plain text because of a bound
	visits  int
	escaped int
	block   ast.Node // whose signs are being parsed
	size    int      // of its text, in bytes
	work    int      // for its signs so far
}

// NewMarkdownParser returns a parser of GitHub's Markdown.
func NewMarkdownParser(headingsOnly bool) *markdownParser {
	p := &markdownParser{headingsOnly: headingsOnly}
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

// errManyVisits ends a parse in which too much is open for too many lines.
var errManyVisits = errors.New("too much Markdown is open at a time")

// Parse parses a text. The note says where not all of its markup was read.
func (p *markdownParser) Parse(content []byte) (root ast.Node, note doc.Notes) {
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

// parsed parses a text, and returns nil where too much is open.
func (p *markdownParser) parsed(content []byte) (root ast.Node) {
	defer func() {
		if r := recover(); r != nil && r != errManyVisits {
			panic(r)
		}
	}()
	p.visits, p.escaped, p.block = 0, 0, nil
	return p.parser.Parse(text.NewReader(content))
}

// firstLines are the first lines of a text, at most most of them.
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

// A boundedBlock opens no list and no quotation that lies too deep.
type boundedBlock struct {
	parser.BlockParser
	bounds *markdownParser
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

// isDeep says whether nothing more may be nested in a node.
func (p *markdownParser) isDeep(node ast.Node) bool {
	depth := 0
	for ; node != nil && depth < p.depth; node = node.Parent() {
		if kind := node.Kind(); kind == ast.KindList || kind == ast.KindBlockquote {
			depth++
		}
	}
	p.cut = p.cut || depth >= p.depth
	return depth >= p.depth
}

// A boundedSign parses a sign within a block, such as a bracket or a star, unless those before it took too much work.
type boundedSign struct {
	parser.InlineParser
	bounds *markdownParser
}

func (s boundedSign) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if !s.bounds.allows(parent, block) {
		return nil
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// CloseBlock is called where a block ends.
func (s boundedSign) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := s.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// allows says whether the next sign of a block may be parsed, and counts the work.
func (p *markdownParser) allows(block ast.Node, at text.Reader) bool {
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
	if line, _ := at.PeekLine(); len(line) > 0 && util.IsSpace(line[0]) { // an address may begin behind it: a look at one word
		return p.work < most
	}
	p.work += p.size
	p.cut = p.cut || p.work > most && !p.headingsOnly
	return p.work <= most
}
