package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/index/extract/prose"
)

// htmlDates are the names of the dates that pages state, the most reliable first. Publication precedes modification, which on many sites is today.
var htmlDates = []string{
	"article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date",
	"citation_publication_date", "date", "pubdate", "article:modified_time", "datemodified", "dcterms.modified", "last-modified",
}

// head reads what a page's head says about the page.
func (f *htmlFlow) head(head *html.Node) {
	if len(f.Dates) == 0 {
		f.Dates = make([]string, len(htmlDates))
	}
	for n := range head.Descendants() {
		switch n.DataAtom {
		case atom.Title:
			if n.FirstChild != nil && prose.PlainWords(f.Title) == "" {
				f.Title = n.FirstChild.Data
			}
		case atom.Meta:
			f.meta(n)
		}
	}
}

// meta reads a meta element.
func (f *htmlFlow) meta(n *html.Node) {
	content := attr(n, "content")
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		name := strings.ToLower(attr(n, key))
		if i := slices.Index(htmlDates, name); i >= 0 && f.Dates[i] == "" {
			f.Dates[i] = content
		}
		switch {
		case name == "author" && f.Author == "":
			f.Author = content
		case name == "content-language" && f.Language == "":
			f.Language = content
		}
	}
}
