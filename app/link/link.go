// Package link writes and reads links that open a document at a citation in Footnote's window:
//
//	footnote://open?path=/home/ada/lease.pdf&start=120&end=180
//	footnote://ask
//	footnote://library
//
// The last two turn to a page of the window. path is absolute, and percent-encoded byte for byte, so that it need not be UTF-8. start and end are byte offsets in the document's text;
// both may be left out. Anybody can write a link: it runs nothing, and what it names is shown, not trusted.
package link

import (
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// Scheme is the URL scheme of Footnote's links. The packages register Footnote with the system as its handler.
const Scheme = "footnote"

// ErrNotLink reports that a string is not a link that Footnote opens.
var ErrNotLink = errors.New("not a link to a document")

// A Link names a passage of a document, or a page of the window.
type Link struct {
	Path       string // absolute and clean
	Start, End int    // a half-open range of bytes of the document's text; the same if the link names no passage
	Page       string // Ask or Library, or "" for a document
}

// The pages that a link can name.
const (
	Ask     = "ask"
	Library = "library"
)

// Is reports whether a string claims to be a link.
func Is(s string) bool {
	scheme, _, found := strings.Cut(s, ":")
	return found && strings.EqualFold(scheme, Scheme)
}

// String returns the link as text.
func (l Link) String() string {
	if l.Page != "" {
		return Scheme + "://" + l.Page
	}
	s := Scheme + "://open?path=" + strings.ReplaceAll(url.QueryEscape(l.Path), "+", "%20")
	if l.Start > 0 || l.End > 0 {
		s += "&start=" + strconv.Itoa(l.Start)
	}
	if l.End > l.Start {
		s += "&end=" + strconv.Itoa(l.End)
	}
	return s
}

// Parse reads a link. Parameters that it does not know count for nothing. The error is ErrNotLink.
func Parse(s string) (Link, error) {
	u, err := url.Parse(s)
	if err != nil || !strings.EqualFold(u.Scheme, Scheme) || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return Link{}, ErrNotLink
	}
	switch page := strings.ToLower(u.Host); page {
	case Ask, Library:
		return Link{Page: page}, nil
	case "open":
		return parseOpen(u)
	}
	return Link{}, ErrNotLink
}

// parseOpen reads a link to a document.
func parseOpen(u *url.URL) (Link, error) {
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Link{}, ErrNotLink
	}
	path := values.Get("path")
	if !filepath.IsAbs(path) || strings.ContainsRune(path, 0) {
		return Link{}, ErrNotLink
	}
	l := Link{Path: filepath.Clean(path)}
	for name, to := range map[string]*int{"start": &l.Start, "end": &l.End} {
		if !values.Has(name) {
			continue
		}
		if *to, err = strconv.Atoi(values.Get(name)); err != nil || *to < 0 {
			return Link{}, ErrNotLink
		}
	}
	l.End = max(l.Start, l.End)
	return l, nil
}
