// Package markup reads formats with marked-up text: HTML and EPUB, Markdown and notebooks, reStructuredText, AsciiDoc, Org, LaTeX, manual pages.
package markup

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/index/doc"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// ReadHTML reads a web page as a browser shows it, without what stands on every page of its site. It fetches nothing and runs no script.
func ReadHTML(ctx context.Context, in reader.Input) (doc.Document, error) {
	data, whole, err := in.All(maxMarkupBytes)
	if err != nil {
		return doc.Document{}, err
	}
	document := HTMLPage(ctx, plain.Decode(data, HTMLCharset(data)))
	if !whole {
		document.Notes = slices.Concat(prose.OnlyFirst(maxMarkupBytes), document.Notes)
	}
	return document, ctx.Err()
}

// HTMLPage makes a document of a page's source.
func HTMLPage(ctx context.Context, source string) doc.Document {
	root, note := htmlTree(source)
	document := htmlDocument(ctx, root)
	document.Notes = slices.Concat(note, document.Notes)
	return document
}

// htmlDocument makes a document of a tree. It leaves out the site's own parts, unless hardly anything would be left, and what the page hides, unless
// that is nearly everything, as below a notice that a script would remove.
func htmlDocument(ctx context.Context, root *html.Node) doc.Document {
	page := htmlWalk(ctx, root, leaveSite)
	if page.left {
		if all := htmlWalk(ctx, root, leaveHidden); page.isLittleOf(all) {
			page = all
		}
		if all := htmlWalk(ctx, root, leaveNothing); page.B.Len()*htmlKeptShare < all.B.Len() {
			page = all
		}
	}
	document := doc.Document{}
	reader.State(&document, page.Statement)
	document.Text, document.Places.Marks, document.Notes = page.Finish()
	document.Skip = prose.OwnWords(document.Text, page.quotes)
	if prose.PlainWords(document.Title) == "" {
		document.Title = prose.FirstHeading(document.Places.Marks)
	}
	return document
}

// isLittleOf reports whether f has so few of the words of all that the page's own words must be among those left out.
func (f *htmlFlow) isLittleOf(all *htmlFlow) bool {
	kept, whole := f.B.Len(), all.B.Len()
	return kept < minHTMLKept && kept*2 < whole || kept*htmlKeptShare < whole
}

var charsetInHead = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)`)

// HTMLCharset returns the charset that a page states, or "".
func HTMLCharset(data []byte) string {
	const head = 4 << 10
	m := charsetInHead.FindSubmatch(data[:min(len(data), head)])
	if m == nil {
		return ""
	}
	return string(bytes.ToLower(m[1]))
}

// notShown are the elements whose content a browser does not show as text.
var notShown = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Head: true, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Svg: true, atom.Canvas: true, atom.Audio: true, atom.Video: true,
	atom.Button: true, atom.Select: true, atom.Datalist: true, atom.Textarea: true, atom.Noframes: true,
	atom.Rt: true, atom.Rp: true, // the pronunciation above a word would split it
}

// blocks are the elements that begin a line, with the number of line ends around them.
var blocks = map[atom.Atom]int{
	atom.P: 2, atom.Blockquote: 2, atom.Pre: 2, atom.Table: 2, atom.Ul: 2, atom.Ol: 2, atom.Dl: 2, atom.Figure: 2,
	atom.Article: 2, atom.Section: 2, atom.Main: 2, atom.Header: 2, atom.Footer: 2, atom.Nav: 2, atom.Aside: 2,
	atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Hr: 2, atom.Details: 2, atom.Fieldset: 2,
	atom.Body: 2, atom.Form: 2, atom.Address: 2, atom.Hgroup: 2, atom.Center: 1, atom.Div: 1, atom.Dt: 1, atom.Dd: 1,
	atom.Tr: 1, atom.Caption: 1, atom.Figcaption: 1, atom.Summary: 1, atom.Legend: 1, atom.Option: 1, atom.Menu: 2, atom.Dir: 2,
	atom.Search: 1,
}

// siteRoles are the ARIA roles of what stands on every page of a site.
var siteRoles = map[string]bool{"navigation": true, "banner": true, "contentinfo": true, "search": true, "menu": true, "menubar": true}

// siteClasses are the classes that pages, mainly Wikipedia's, use for what is not part of the text.
var siteClasses = map[string]bool{"noprint": true, "no-print": true, "mw-editsection": true, "mw-jump-link": true}

// isBoilerplate reports whether n is part of the site rather than of the page. A footer within an article or a quotation is the author's.
func isBoilerplate(n *html.Node) bool {
	if siteRoles[strings.ToLower(attr(n, "role"))] {
		return true
	}
	for _, class := range strings.Fields(attr(n, "class")) {
		if siteClasses[class] {
			return true
		}
	}
	switch n.DataAtom {
	case atom.Nav:
		return true
	case atom.Footer:
		for p := n.Parent; p != nil; p = p.Parent {
			switch p.DataAtom {
			case atom.Article, atom.Blockquote, atom.Figure, atom.Section, atom.Main:
				return false
			}
		}
		return true
	}
	return false
}

var hidingStyle = regexp.MustCompile(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

// isHidden reports whether the page itself hides n.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return !strings.EqualFold(a.Val, "until-found")
		case "style":
			if hidingStyle.MatchString(a.Val) {
				return true
			}
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// quoteClasses are the classes that mail programs use for what a reply repeats, and for its introduction.
var quoteClasses = prose.WordSet("gmail_quote gmail_quote_container gmail_extra yahoo_quoted moz-cite-prefix protonmail_quote zmail_extra tutanota_quote")

// isMailQuote reports whether an element is what a reply repeats.
func isMailQuote(n *html.Node) bool {
	if n.DataAtom == atom.Blockquote && strings.EqualFold(attr(n, "type"), "cite") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(attr(n, "class")), func(class string) bool { return quoteClasses[class] })
}
