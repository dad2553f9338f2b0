package layout

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"footnote/index/doc"
	"footnote/index/extract/markup"
)

// layMarkdown lays out Markdown as a renderer does: within blocks, it hides what the rendered page does not show. What the parser makes no block of,
// such as raw HTML, stays as it is.
func layMarkdown(source string) Layout {
	l := markdownLayout{}
	_, body := markup.FrontMatter(source)
	if body > 0 {
		l.at = len(strings.TrimSuffix(source[:body], "\n"))
		l.out.Blocks = []Block{{Kind: CodeBlock, Span: doc.Span{Start: 0, End: l.at}}}
	}
	l.source, l.offset = []byte(source), body
	content := l.source[body:]
	root, _ := markup.NewMarkdownParser(false).Parse(content)
	l.children(root)
	return l.out
}

// A markdownLayout is the state of laying out a Markdown file block by block.
type markdownLayout struct {
	source        []byte
	offset        int // of the parsed text in source
	at            int // where the last block ends
	lists, quotes int
	bullet        doc.Span // of an item whose first block is still to come
	drawn         []Run
	out           Layout
}

func (l *markdownLayout) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		l.block(c)
	}
}

func (l *markdownLayout) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		l.words(Block{Kind: HeadingBlock, Level: n.Level}, n)
	case *ast.Paragraph, *ast.TextBlock:
		l.words(Block{Kind: ParagraphBlock}, n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		l.code(n)
	case *ast.ThematicBreak:
		span := l.lineAt(n.Pos() + l.offset)
		l.add(Block{Kind: RuleBlock, Span: span})
	case *ast.Blockquote:
		l.quotes++
		l.children(n)
		l.quotes--
	case *ast.List:
		l.lists++
		l.children(n)
		l.lists--
	case *ast.ListItem:
		at := n.Pos() + l.offset
		l.bullet = doc.Span{Start: at, End: at + len(l.source[at:]) - len(bytes.TrimLeft(l.source[at:], "-+*0123456789.)"))}
		l.children(n)
		l.bullet = doc.Span{}
	case *tables.Table:
		l.table(n)
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
	default:
		l.children(n)
	}
}

// lineAt returns the line of byte at, from the last block on, without its line end.
func (l *markdownLayout) lineAt(at int) doc.Span {
	at = min(max(at, 0), len(l.source))
	start := max(bytes.LastIndexByte(l.source[:at], '\n')+1, l.at)
	return doc.Span{Start: start, End: max(l.lineEnd(at), start)}
}

// lineEnd returns where the line of byte at ends.
func (l *markdownLayout) lineEnd(at int) int {
	if n := bytes.IndexByte(l.source[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(l.source)
}

// add adds a block, and hides what was not shown since the last one.
func (l *markdownLayout) add(b Block) {
	drawn := l.drawn
	l.drawn = l.drawn[:0]
	b.Start = max(b.Start, l.at)
	if b.End <= b.Start {
		return
	}
	b.Depth, b.Quotes = l.lists, l.quotes
	if l.bullet.Start >= b.Start && l.bullet.End <= b.End {
		b.Bullet, l.bullet = l.bullet, doc.Span{}
	}
	if l.quotes > 0 { // empty lines of a quotation between its blocks
		if from := l.at; len(bytes.Trim(l.source[from:b.Start], "> \t\n")) == 0 {
			for i := from; i < b.Start; i++ {
				if l.source[i] == '>' {
					l.run(Run{doc.Span{Start: i, End: i + 1}, Hidden})
				}
			}
		}
	}
	at := b.Start
	for _, r := range drawn {
		r.Start, r.End = max(r.Start, at), min(r.End, b.End)
		if r.Start >= r.End {
			continue
		}
		l.run(Run{doc.Span{Start: at, End: r.Start}, Hidden})
		l.run(r)
		at = r.End
	}
	l.run(Run{doc.Span{Start: at, End: b.End}, Hidden})
	l.at = b.End
	l.out.Blocks = append(l.out.Blocks, b)
}

func (l *markdownLayout) run(r Run) {
	if r.Start < r.End && r.Look != 0 {
		l.out.Runs = append(l.out.Runs, r)
	}
}

// show shows bytes of the parsed text in the current block.
func (l *markdownLayout) show(from, to int, look Look) {
	if from < to {
		l.drawn = append(l.drawn, Run{doc.Span{Start: from + l.offset, End: to + l.offset}, look})
	}
}

// words adds a block of inline content.
func (l *markdownLayout) words(b Block, n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 || lines.At(0).Start+l.offset < l.at { // the parser returns odd ends of tables twice
		return
	}
	first, last := lines.At(0).Start+l.offset, lines.At(lines.Len()-1).Stop+l.offset
	b.Start = l.lineAt(first).Start
	b.End = l.lineEnd(max(last-1, first))
	if b.Kind == HeadingBlock && !bytes.Contains(l.source[b.Start:first], []byte("#")) && b.End < len(l.source) {
		b.End = l.lineEnd(b.End + 1) // with its underline
	}
	l.inline(n)
	l.add(b)
}

// inline shows the inline content of n as it is rendered.
func (l *markdownLayout) inline(n ast.Node) {
	source := l.source[l.offset:]
	at := 0 // where what was shown last ends
	if lines := n.Lines(); lines.Len() > 0 {
		at = lines.At(0).Start
	}
	var within []Look // the looks around n, outermost first
	look := Look(0)
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering {
			look = within[len(within)-1]
			within = within[:len(within)-1]
			return ast.WalkContinue, nil
		}
		within = append(within, look)
		look |= lookOf(n)
		switch n := n.(type) {
		case *ast.Text:
			l.showText(n, look)
			at = n.Segment.Stop
		case *ast.AutoLink:
			label := n.Label(source)
			if i := bytes.Index(source[at:], label); i >= 0 {
				l.show(at+i, at+i+len(label), look)
				at += i + len(label)
			}
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				tag := n.Segments.At(i)
				if bytes.HasPrefix(bytes.ToLower(tag.Value(source)), []byte("<br")) {
					l.show(tag.Start, tag.Stop, LineEnd)
				}
				at = tag.Stop
			}
		case *tables.TaskCheckBox:
			if i := n.Parent().Lines(); i.Len() > 0 {
				start := i.At(0).Start
				l.show(start, start+len("[x] "), look)
			}
		}
		return ast.WalkContinue, nil
	})
}

// lookOf returns the look of what is in n.
func lookOf(n ast.Node) Look {
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level > 1 {
			return Strong
		}
		return Emphasis
	case *ast.CodeSpan:
		return Code
	case *ast.Link, *ast.AutoLink:
		return Link
	case *tables.Strikethrough:
		return Struck
	}
	return 0
}

// showText shows a run of text without the backslashes of its escapes, and the line end after it.
func (l *markdownLayout) showText(n *ast.Text, look Look) {
	source := l.source[l.offset:]
	from, to := n.Segment.Start, n.Segment.Stop
	if !n.IsRaw() {
		for i := from; i+1 < to; i++ {
			if source[i] == '\\' && util.IsPunct(source[i+1]) {
				l.show(from, i, look)
				from = i + 1
				i++
			}
		}
	}
	l.show(from, to, look)
	if !n.SoftLineBreak() && !n.HardLineBreak() {
		return
	}
	if end := bytes.IndexByte(source[to:], '\n'); end >= 0 {
		if n.HardLineBreak() {
			look = LineEnd
		}
		l.show(to+end, to+end+1, look)
	}
}

// code adds a block of code without its fences, and without the signs of quotations and lists before its lines.
func (l *markdownLayout) code(n ast.Node) {
	b := Block{Kind: CodeBlock}
	lines := n.Lines()
	_, fenced := n.(*ast.FencedCodeBlock)
	switch {
	case fenced && n.Pos()+l.offset >= l.at:
		b.Span = l.lineAt(n.Pos() + l.offset)
	case lines.Len() > 0 && lines.At(0).Start+l.offset > l.at:
		b.Span = l.lineAt(lines.At(0).Start + l.offset)
	default:
		return
	}
	for i := range lines.Len() {
		line := lines.At(i)
		l.show(line.Start, line.Stop, 0)
		b.End = max(b.End, line.Stop+l.offset)
	}
	if n := len(l.drawn); n > 0 && b.End > b.Start && l.source[b.End-1] == '\n' {
		b.End--
		l.drawn[n-1].End = min(l.drawn[n-1].End, b.End)
	}
	b.End = l.lineEnd(max(b.End, b.Start))
	if fenced && b.End < len(l.source) {
		if end := l.lineEnd(b.End + 1); isFence(l.source[b.End+1 : end]) {
			b.End = end
		}
	}
	l.add(b)
}

// isFence reports whether a line ends a block of code.
func isFence(line []byte) bool {
	fence := bytes.Trim(line, " \t>")
	return len(fence) >= 3 && (len(bytes.Trim(fence, "`")) == 0 || len(bytes.Trim(fence, "~")) == 0)
}

// table adds the rows of a table.
func (l *markdownLayout) table(n *tables.Table) {
	index := len(l.out.Tables)
	var columns []int
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		b := Block{Kind: RowBlock, Table: index}
		_, captions := row.(*tables.TableHeader)
		if captions {
			b.Kind = CaptionsRow
		}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			span := doc.Span{Start: b.End, End: b.End}
			if lines := cell.Lines(); lines != nil && lines.Len() > 0 {
				span = doc.Span{Start: lines.At(0).Start + l.offset, End: lines.At(0).Stop + l.offset}
				if b.End == 0 {
					b.Start = l.lineAt(span.Start).Start
				}
				b.End = span.End
			}
			b.Cells = append(b.Cells, span)
			l.inline(cell)
		}
		if b.End <= l.at {
			l.drawn = l.drawn[:0]
			continue // a row of empty cells
		}
		for i := range b.Cells {
			b.Cells[i].Start, b.Cells[i].End = max(b.Cells[i].Start, b.Start), max(b.Cells[i].End, b.Start)
		}
		columns = l.widen(columns, b.Cells)
		b.End = l.lineEnd(b.End)
		if captions && b.End < len(l.source) {
			b.End = l.lineEnd(b.End + 1) // with the line of dashes
		}
		l.add(b)
	}
	l.out.Tables = append(l.out.Tables, Table{Columns: columns})
}

// widen makes a table's columns at least as wide as the shown words of a row's cells.
func (l *markdownLayout) widen(columns []int, cells []doc.Span) []int {
	drawn := l.drawn
	for i, c := range cells {
		width := 1
		for len(drawn) > 0 && drawn[0].Start < c.Start {
			drawn = drawn[1:]
		}
		for ; len(drawn) > 0 && drawn[0].End <= c.End; drawn = drawn[1:] {
			width += utf8.RuneCount(l.source[drawn[0].Start:drawn[0].End])
		}
		if i == len(columns) {
			columns = append(columns, 1)
		}
		columns[i] = max(columns[i], min(width, maxCellRunes))
	}
	return columns
}
