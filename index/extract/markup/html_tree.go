package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// The HTML standard has parsers repeat elements: <b>, <i>, <a> and others that are open at the end of a paragraph are opened again in the next, and
// attributes of further <html> or <body> tags go to the first. So a few bytes can make a tree of gigabytes, and a megabyte can take hours. Such tags
// mean nothing here: those beyond the bounds are removed before a page is parsed.

// Bounds of a page's tree. If a page would exceed maxMarkupNodes, or nests deeper than the parser allows, only its words are read.
const (
	maxMarkupNodes  = 2_000_000 // elements and texts, about 300 MB
	maxRootTags     = 8         // <html> and <body> tags
	maxAttributes   = 1_000     // of an element
	maxReopened     = 64        // elements that are opened again in each paragraph
	maxReopenedLess = 4         // the same, for a page that would otherwise have too many nodes
)

// reopened are the elements that a parser opens again (HTML, 13.2.4.3, "formatting").
var reopened = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// scoping are the elements that keep a later end tag from closing an element that was opened before them.
var scoping = map[atom.Atom]bool{
	atom.Table: true, atom.Caption: true, atom.Td: true, atom.Th: true, atom.Object: true, atom.Applet: true, atom.Marquee: true,
	atom.Template: true, atom.Select: true, atom.Svg: true, atom.Math: true,
}

// htmlTree parses a page. The note says if only its words were read.
func htmlTree(source string) (root *html.Node, note doc.Notes) {
	for _, most := range []int{maxReopened, maxReopenedLess, 0} {
		p := pruner{source: source, mostReopened: most}
		pruned, ok := p.prune()
		if !ok {
			continue
		}
		if root, err := html.Parse(strings.NewReader(pruned)); err == nil {
			return root, nil
		}
		break // its elements are nested too deep
	}
	return htmlWords(source), doc.Noted(doc.CodeOnlyWords)
}

// A pruner removes tags from a page's source.
type pruner struct {
	source       string
	mostReopened int

	kept  strings.Builder
	from  int // the source before it has been handled
	roots int // <html> and <body> tags
	nodes int // upper bound, so far

	open  []atom.Atom // elements that may be opened again
	scope int         // how many of them no tag can close any more
}

// prune returns the source without the tags beyond the bounds. ok is false if its tree could have too many nodes.
func (p *pruner) prune() (pruned string, ok bool) {
	tokens := html.NewTokenizer(strings.NewReader(p.source))
	at := 0 // where the token begins
	for p.nodes <= maxMarkupNodes {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			p.kept.WriteString(p.source[p.from:])
			return p.kept.String(), true
		}
		end := at + len(tokens.Raw())
		name, hasAttributes := []byte(nil), false
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken || kind == html.EndTagToken {
			name, hasAttributes = tokens.TagName()
		}
		if !p.keeps(kind, atom.Lookup(name), tokens, hasAttributes) {
			p.kept.WriteString(p.source[p.from:at])
			p.from = end
		}
		at = end
	}
	return "", false
}

// keeps reports whether to keep a token, and counts the nodes that it can become.
func (p *pruner) keeps(kind html.TokenType, name atom.Atom, tokens *html.Tokenizer, hasAttributes bool) bool {
	switch kind {
	case html.EndTagToken:
		if reopened[name] {
			p.close(name)
		}
		return true
	case html.StartTagToken, html.SelfClosingTagToken:
		if hasTooMany(tokens, hasAttributes) {
			return false
		}
		switch {
		case name == atom.Html || name == atom.Body:
			p.roots++
			return p.roots <= maxRootTags
		case reopened[name] && len(p.open) >= p.mostReopened:
			return false
		case reopened[name]:
			p.open = append(p.open, name)
		case scoping[name]:
			p.scope = len(p.open)
		}
	}
	p.nodes += 1 + len(p.open)
	return true
}

// close handles the end tag of the last element of a name. In doubt the element stays open, which only overestimates.
func (p *pruner) close(name atom.Atom) {
	for i := len(p.open) - 1; i >= p.scope; i-- {
		if p.open[i] == name {
			p.open = slices.Delete(p.open, i, i+1)
			return
		}
	}
}

// hasTooMany reports whether a tag has too many attributes.
func hasTooMany(tokens *html.Tokenizer, more bool) bool {
	for n := 0; more; n++ {
		if n == maxAttributes {
			return true
		}
		_, _, more = tokens.TagAttr()
	}
	return false
}

// htmlWords makes a flat tree of a page: its words as preformatted text, with a paragraph for each element that begins a line.
func htmlWords(source string) *html.Node {
	var words strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	skip := atom.Atom(0) // the element whose content is being skipped
	gap := ""            // before the next word
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		switch kind {
		case html.TextToken:
			if skip != 0 {
				continue
			}
			text := string(tokens.Text())
			if gap == "" && strings.TrimLeftFunc(text, prose.IsCollapsed) != text {
				gap = " "
			}
			for word := range strings.FieldsFuncSeq(text, prose.IsCollapsed) {
				words.WriteString(gap)
				words.WriteString(word)
				gap = " "
			}
			if gap == " " && strings.TrimRightFunc(text, prose.IsCollapsed) == text {
				gap = ""
			}
		case html.StartTagToken, html.EndTagToken:
			name, _ := tokens.TagName()
			switch a := atom.Lookup(name); {
			case kind == html.EndTagToken && a == skip:
				skip = 0
			case kind == html.StartTagToken && skip == 0 && notShown[a] && a != atom.Embed:
				skip = a
			case blocks[a] > 0 || a == atom.Br || a == atom.Li || a == atom.Td || a == atom.Th:
				gap = "\n\n"
			}
		}
	}
	pre := &html.Node{Type: html.ElementNode, DataAtom: atom.Pre, Data: "pre"}
	pre.AppendChild(&html.Node{Type: html.TextNode, Data: words.String()})
	root := &html.Node{Type: html.DocumentNode}
	root.AppendChild(pre)
	return root
}
