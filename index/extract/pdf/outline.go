package pdf

import (
	"path"
	"sort"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// property returns an entry of the file's information dictionary, or "".
func (r *fileReader) property(name string) string {
	text, err := r.session.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: r.file, Tag: name})
	if err != nil { // an error means that there is none
		return ""
	}
	return prose.PlainWords(text.Value)
}

// readOutline reads the bookmarks as headings on the pages that they lead to.
func (r *fileReader) readOutline() {
	if !r.outlineEnds() {
		return
	}
	// The library's FPDFBookmark_GetDest calls another function of PDFium (go-pdfium 1.19.2, fpdf_doc.go).
	all, err := r.session.GetBookmarks(&requests.GetBookmarks{Document: r.file})
	if err != nil { // a broken outline does not keep the text from being read
		return
	}
	r.addBookmarks(all.Bookmarks, 1)
}

// outlineEnds reports whether the outline is a tree of at most maxBookmarks bookmarks, without circles.
func (r *fileReader) outlineEnds() bool {
	var todo []references.FPDF_BOOKMARK
	child := func(of *references.FPDF_BOOKMARK) {
		first, err := r.session.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: r.file, Bookmark: of})
		if err == nil && first.Bookmark != nil {
			todo = append(todo, *first.Bookmark)
		}
	}
	child(nil)
	for seen := 0; len(todo) > 0; seen++ {
		if seen == maxBookmarks {
			return false
		}
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		sibling, err := r.session.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: r.file, Bookmark: at})
		if err == nil && sibling.Bookmark != nil {
			todo = append(todo, *sibling.Bookmark)
		}
		child(&at)
	}
	return true
}

// addBookmarks adds bookmarks of a level, each before those below it. A bookmark that leads to no page has page 0.
func (r *fileReader) addBookmarks(bookmarks []responses.GetBookmarksBookmark, level int) {
	for _, b := range bookmarks {
		m := doc.Mark{Kind: doc.Heading, Level: level, Label: prose.PlainWords(b.Title)}
		if b.DestInfo != nil {
			m.Page = b.DestInfo.PageIndex + 1
		}
		r.outline = append(r.outline, m)
		r.addBookmarks(b.Children, level+1)
	}
}

// placeOutline finds where the headings of an outline begin in the text: where their words stand on their page, or else at the page's beginning, if
// no other heading does. It leaves out headings that lead back or nowhere.
func placeOutline(outline, pages []doc.Mark, text string) []doc.Mark {
	const enough = 1 << 30 // bytes to search for headings: a page of megabytes may have thousands that are not found
	var placed []doc.Mark
	var page pageLines
	at, indexed, searched := -1, 0, 0
	for _, h := range outline {
		if h.Label == "" || h.Page < 1 || h.Page > len(pages) {
			continue
		}
		start, end := pages[h.Page-1].Start, len(text)
		if h.Page < len(pages) {
			end = min(end, pages[h.Page].Start)
		}
		if start > end {
			break
		}
		if end <= at { // it leads back
			continue
		}
		if indexed != h.Page {
			page, indexed = linesOf(text[start:end]), h.Page
		}
		h.Page = 0
		found := -1
		if searched += end - start; searched <= enough {
			found = page.find(h.Label, at+1-start)
		}
		if found >= 0 {
			h.Start = start + found
		} else if h.Start = start; start <= at {
			continue
		}
		at = h.Start
		placed = append(placed, h)
	}
	return placed
}

// A pageLines is the squeezed text of a page, with its lines.
type pageLines struct {
	squeezed string
	lines    []pageLine
}

// A pageLine says where a line begins, in the text and in the squeezed text.
type pageLine struct{ start, squeezed int }

func linesOf(text string) pageLines {
	var p pageLines
	var b strings.Builder
	start := 0
	for line := range strings.Lines(text) {
		p.lines = append(p.lines, pageLine{start, b.Len()})
		b.WriteString(squeeze(line))
		start += len(line)
	}
	p.squeezed = b.String()
	return p
}

// find returns the start of the first line, from a byte on, that begins with words, ignoring white space and line ends between them; -1 if there is
// none. A number may precede them.
func (p pageLines) find(words string, from int) int {
	const numberBytes = len("Appendix1234")
	wanted := squeeze(words)
	if wanted == "" {
		return -1
	}
	n := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].start >= from })
	for ; n < len(p.lines); n++ {
		rest := p.squeezed[p.lines[n].squeezed:]
		i := strings.Index(rest, wanted)
		if i < 0 {
			return -1
		}
		hit := p.lines[n].squeezed + i
		n += sort.Search(len(p.lines)-n, func(i int) bool { return p.lines[n+i].squeezed > hit }) - 1 // the line of the hit
		if hit-p.lines[n].squeezed <= numberBytes {
			return p.lines[n].start
		}
	}
	return -1
}

// squeeze returns the letters and digits of s in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// titleOf returns a document's title: the one that the file states, unless a program put it there, or else the first line if it looks like a title,
// or else "".
func titleOf(stated, text string) string {
	if isTitle(stated) {
		return stated
	}
	first, _, _ := strings.Cut(text, "\n")
	if first = prose.PlainWords(first); looksLikeTitle(first) {
		return first
	}
	return ""
}

// looksLikeTitle reports whether a line is a few words, and not the beginning of a sentence.
func looksLikeTitle(line string) bool {
	const minWords, maxWords = 2, 14
	words, runes := strings.Fields(line), []rune(line)
	if len(words) < minWords || len(words) > maxWords || unicode.IsLower(runes[0]) || strings.ContainsRune(".,;:-", runes[len(runes)-1]) {
		return false
	}
	letters := 0
	for _, r := range runes {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters*10 >= len(runes)*7
}

// isTitle reports whether a stated title is one, and not the name of a file or a program.
func isTitle(s string) bool {
	low := strings.ToLower(s)
	switch {
	case len(squeeze(s)) < 2, strings.HasPrefix(low, "untitled"), strings.HasPrefix(low, "microsoft "), low == "powerpoint presentation",
		strings.HasPrefix(low, "slide 1"), strings.HasPrefix(low, "no title"), strings.Contains(low, "://"), strings.ContainsAny(s, `\`):
		return false
	}
	switch path.Ext(low) {
	case ".doc", ".docx", ".dot", ".odt", ".rtf", ".txt", ".pdf", ".ps", ".eps", ".dvi", ".tex", ".indd", ".qxd", ".fm", ".ppt", ".pptx",
		".xls", ".xlsx", ".htm", ".html", ".pub", ".wpd", ".p65", ".ai", ".cdr", ".tif", ".tiff", ".jpg", ".png", ".sxw", ".pages":
		return false
	}
	return true
}
