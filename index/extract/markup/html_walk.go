package markup

import (
	"context"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An htmlFlow is the flow of a page's text while its tree is walked.
type htmlFlow struct {
	prose.Flow
	reader.Statement
	ctx   context.Context
	leave leaving
	left  bool // something was left out

	quotes       []doc.Span // what mail programs mark as quoted
	quoting      bool
	contents     chaptered // position in a book's table of contents
	plain        doc.Notes // why only a page's words were read
	preformatted int
	lists        []int // the open lists: the next number of each, or noNumber
}

const noNumber = -1 << 31 // of a bulleted list

// A leaving says what to leave out of a page, beyond what no browser shows.
type leaving uint8

const (
	leaveNothing leaving = iota
	leaveHidden          // what the page hides
	leaveSite            // that, and what stands on every page of its site
)

// htmlWalk reads a tree, and leaves out what leave says.
func htmlWalk(ctx context.Context, root *html.Node, leave leaving) *htmlFlow {
	f := &htmlFlow{ctx: ctx, leave: leave}
	f.node(root)
	return f
}

// node walks n. The parser bounds the depth of its trees, and so of this recursion.
func (f *htmlFlow) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if text := withoutPictures(n.Data); f.preformatted > 0 {
			f.Verbatim(text)
		} else {
			f.Words(text)
		}
	case html.ElementNode:
		f.element(n)
	case html.DocumentNode:
		f.children(n)
	}
}

func (f *htmlFlow) children(n *html.Node) {
	for c := n.FirstChild; c != nil && !f.Full && f.ctx.Err() == nil; c = c.NextSibling {
		f.node(c)
	}
}

func (f *htmlFlow) element(n *html.Node) {
	switch {
	case n.DataAtom == atom.Html && f.Language == "":
		f.Language = attr(n, "lang")
	case n.DataAtom == atom.Head:
		f.head(n)
		return
	case notShown[n.DataAtom]:
		return
	case f.leave >= leaveHidden && isHidden(n), f.leave >= leaveSite && isBoilerplate(n):
		f.left = true
		return
	}
	gap := blocks[n.DataAtom]
	if gap > 0 {
		f.Lines(gap)
	}
	if len(f.contents.next) > 0 {
		f.beginChapter(attr(n, "id"))
	}
	if !f.quoting && isMailQuote(n) {
		f.quotation(n)
	} else {
		f.content(n)
	}
	if gap > 0 {
		f.Lines(gap)
	}
}

// quotation walks n, which a reply repeats.
func (f *htmlFlow) quotation(n *html.Node) {
	f.quoting = true
	start := f.B.Len()
	f.content(n)
	if end := f.B.Len(); end > start {
		f.quotes = append(f.quotes, doc.Span{Start: start, End: end})
	}
	f.quoting = false
}

// content walks what is in n, as n's name demands.
func (f *htmlFlow) content(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.pageHeading(n, int(n.Data[1]-'0'))
	case atom.Br:
		f.Newline()
	case atom.Img:
		if isWrittenOut(n) {
			f.Words(" " + attr(n, "alt") + " ")
		}
	case atom.Pre:
		f.preformatted++
		f.children(n)
		f.preformatted--
	case atom.Ul, atom.Menu, atom.Dir:
		f.list(n, noNumber)
	case atom.Ol:
		first, err := strconv.Atoi(attr(n, "start"))
		if err != nil {
			first = 1
		}
		f.list(n, first)
	case atom.Li:
		f.BeginItem(f.bulletOf(), len(f.lists))
		f.children(n)
		f.EndItem()
	case atom.Tr:
		f.row(n)
	case atom.Sup:
		if digits := prose.RaisedDigits(textOf(n)); digits != "" && f.preformatted == 0 {
			f.Words(digits)
			return
		}
		f.children(n)
	default:
		f.children(n)
	}
}

// isWrittenOut reports whether a picture is part of the page's source. Others may be decoration.
func isWrittenOut(img *html.Node) bool {
	return len(attr(img, "src")) >= len("data:") && strings.EqualFold(attr(img, "src")[:len("data:")], "data:")
}

// textOf returns the words in n.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func (f *htmlFlow) list(n *html.Node, first int) {
	f.lists = append(f.lists, first)
	f.children(n)
	f.lists = f.lists[:len(f.lists)-1]
}

// bulletOf returns the bullet or number of the next item of the open list, and counts it.
func (f *htmlFlow) bulletOf() string {
	if len(f.lists) == 0 || f.lists[len(f.lists)-1] == noNumber {
		return "- "
	}
	n := &f.lists[len(f.lists)-1]
	*n++
	return strconv.Itoa(*n-1) + ". "
}

// row writes a row of a table as a line of cells. If the table only serves the layout, it writes the cells as the blocks that they are.
func (f *htmlFlow) row(n *html.Node) {
	layout := isLayout(n)
	for c := n.FirstChild; c != nil && f.ctx.Err() == nil; c = c.NextSibling {
		isCell := c.DataAtom == atom.Td || c.DataAtom == atom.Th
		switch {
		case !isCell || layout:
			f.Lines(1)
			f.node(c)
			f.Lines(1)
		default:
			f.OneLine++
			f.node(c)
			f.OneLine--
			f.EndCell()
		}
	}
}

// isLayout reports whether a row's cells hold more than those of a table do: tables, headings, lists, several paragraphs.
func isLayout(row *html.Node) bool {
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		paragraphs := 0
		for n := range cell.Descendants() {
			switch n.DataAtom {
			case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Ol, atom.Ul, atom.Blockquote:
				return true
			case atom.P:
				if paragraphs++; paragraphs > 1 {
					return true
				}
			}
		}
	}
	return false
}
