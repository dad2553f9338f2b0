package markup

import (
	"encoding/xml"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
)

// An epubChapter is an entry of a table of contents: its title, its depth from 1, and the identifier at which it begins in its page, with "" for the
// page's beginning.
type epubChapter struct {
	title string
	level int
	id    string
}

// epubChapters reads a book's table of contents, by the parts in which the chapters begin.
func (d epub) epubChapters(b epubBook) map[string][]epubChapter {
	found := map[string][]epubChapter{}
	count := 0
	add := func(contents, reference, title string, level int) {
		_, id, _ := strings.Cut(reference, "#")
		if title = prose.PlainWords(title); title != "" && reference != "" && count < prose.MaxOutline {
			part := epubTarget(contents, reference)
			found[part] = append(found[part], epubChapter{title, min(level, prose.BodyLevel-1), id})
			count++
		}
	}
	if data, err := d.All(b.nav, maxMarkupBytes); err == nil {
		root, _ := htmlTree(plain.Decode(data, HTMLCharset(data)))
		navChapters(root, func(reference, title string, level int) { add(b.nav, reference, title, level) })
	}
	if count == 0 {
		d.ncxChapters(b.ncx, func(reference, title string, level int) { add(b.ncx, reference, title, level) })
	}
	return found
}

// navChapters reads the lists of <nav epub:type="toc"> (EPUB 3.3, 7.4).
func navChapters(root *html.Node, add func(reference, title string, level int)) {
	for n := range root.Descendants() {
		kind := attr(n, "epub:type")
		if n.DataAtom != atom.Nav || kind != "" && !slices.Contains(strings.Fields(kind), "toc") {
			continue
		}
		for a := range n.Descendants() {
			if a.DataAtom != atom.A {
				continue
			}
			level := 0
			for up := a.Parent; up != nil && up != n; up = up.Parent {
				if up.DataAtom == atom.Ol || up.DataAtom == atom.Ul {
					level++
				}
			}
			add(attr(a, "href"), htmlText(a), max(level, 1))
		}
		return
	}
}

// htmlText returns the words in n, or the first of them.
func htmlText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && b.Len() < 4*prose.MaxTitleBytes {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// ncxChapters reads the points <navPoint> of <navMap> (OPF 2.0.1, 2.4.1).
func (d epub) ncxChapters(part string, add func(reference, title string, level int)) {
	level, title, inText := 0, "", false
	_ = d.Elements(part, func(t xml.Token) bool { // without it, the pages have their own headings
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "navPoint":
				level++
				title = ""
			case "text":
				inText = level > 0
			case "content":
				if level > 0 {
					add(container.Attr(t, "src"), title, level)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "navPoint":
				level--
			case "text":
				inText = false
			}
		case xml.CharData:
			if inText && len(title) < 4*prose.MaxTitleBytes {
				title += string(t)
			}
		}
		return true
	})
}

// A chaptered is a flow's position in the table of contents.
type chaptered struct {
	next  map[string][]epubChapter // chapters that have not begun on the page, by identifier
	level int                      // of the last chapter that began; 0 before the first
	title string                   // its title, until the page has a heading of its own
}

// beginChapters begins a page that has these chapters.
func (f *htmlFlow) beginChapters(chapters []epubChapter) {
	f.contents.next = map[string][]epubChapter{}
	for _, c := range chapters {
		f.contents.next[c.id] = append(f.contents.next[c.id], c)
	}
	f.beginChapter("")
}

// beginChapter begins the chapters at an identifier, if there are any.
func (f *htmlFlow) beginChapter(id string) {
	for _, c := range f.contents.next[id] {
		f.Mark(doc.Mark{Kind: doc.Heading, Level: c.level, Label: c.title})
		f.contents.level, f.contents.title = c.level, c.title
	}
	delete(f.contents.next, id)
}

// pageHeading reads a heading of the page, which goes below its chapter's. A heading that only repeats the chapter's title is left out.
func (f *htmlFlow) pageHeading(n *html.Node, level int) {
	i := len(f.Marks)
	end := f.Heading(f.contents.level + level)
	f.children(n)
	end()
	if i < len(f.Marks) && f.contents.title != "" && saysTheSame(f.Marks[i].Label, f.contents.title) {
		f.Marks[i].Label = "" // Finish leaves it out
	}
	f.contents.title = ""
}

// saysTheSame reports whether one of two headings contains the other, apart from case and spaces.
func saysTheSame(a, b string) bool {
	a, b = strings.ToLower(strings.Join(strings.Fields(a), "")), strings.ToLower(strings.Join(strings.Fields(b), ""))
	return a != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}
