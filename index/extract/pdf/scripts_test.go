package pdf_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/pdf"
	"footnote/index/extract/reader"
)

// Words are read in the order of their language, in whatever order they are drawn, and their boxes hold exactly them.
func TestPDFScripts(t *testing.T) {
	tests := []struct {
		name    string
		meaning map[byte]string
		drawn   string // as it appears on the page, from left to right
		want    string
	}{
		{"Hebrew", map[byte]string{'a': "ם", 'b': "ו", 'c': "ל", 'd': "ש"}, "abcd bcd\ndcd", "שלו שלום\nשלש"},
		{"Arabic", map[byte]string{'a': "م", 'b': "ا", 'c': "ل", 'd': "س"}, "abcd", "سلام"},
		{"Hebrew with a number", map[byte]string{'a': "ם", 'b': "ו", 'c': "ל", 'd': "ש"}, "abcd 42", "42 שלום"},
		{"Chinese", map[byte]string{'a': "中", 'b': "文", 'c': "。"}, "abc\nba", "中文。\n文中"},
		{"beyond the first 65,536", map[byte]string{'a': "𠀀", 'b': "𝐀"}, "a b\nba", "𠀀 𝐀\n𝐀𠀀"},
		{"combining marks", map[byte]string{'a': "e", 'b': "\u0301"}, "ab ca", "e\u0301 ce"},
		{"ligatures", map[byte]string{'f': "fi"}, "fnd it", "find it"},
		{"soft hyphens, which are drawn", map[byte]string{'s': "\u00ad"}, "tens\nant", "ten-\nant"},
		{"characters without a name", map[byte]string{'s': "\x03"}, "onestwo", "one two"},
	}
	x := extracttest.NewPDFs(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := extracttest.PDF("", tt.drawn)
			f.Says(tt.meaning)
			data := f.Bytes()
			document, err := extracttest.ReadWith(t, x, "a.pdf", data)
			if err != nil || document.Text != tt.want {
				t.Fatalf("got %q (%v), want %q", document.Text, err, tt.want)
			}
			path := extracttest.PDFPath(t, data)
			page := extracttest.DrawPage(t, x, path, reader.PageView{Page: 1, Width: 1000, End: len(document.Text)})
			words, err := pdf.WordsIn(t.Context(), extracttest.CacheDir(t), data, 1, page.Image.Rect.Size(), page.Boxes)
			if got, want := letters(strings.Join(words, "")), letters(document.Text); err != nil || got != want {
				t.Errorf("under the boxes: %q (%v), want %q", words, err, want)
			}
		})
	}
}

// A long document has a place for each of its pages, and is the same whenever it is read.
func TestPDFOfManyPages(t *testing.T) {
	const n = 600
	pages := make([]string, n)
	for i := range pages {
		pages[i] = fmt.Sprintf("words of page %d\nmore of them", i+1)
	}
	x := extracttest.NewPDFs(t)
	data := extracttest.PDF("", pages...).Bytes()
	document, err := extracttest.ReadWith(t, x, "a.pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	page := 0
	for at := 0; at < len(document.Text); at += 7 {
		p := document.Places.Section(at).Page
		if p < page {
			t.Fatalf("byte %d is on page %d, one before it on page %d", at, p, page)
		}
		page = p
	}
	if page != n {
		t.Errorf("the end is on page %d of %d", page, n)
	}
	for _, i := range []int{1, 99, n} {
		at := strings.Index(document.Text, fmt.Sprintf("page %d\n", i))
		if got := document.Places.Section(at).Page; got != i {
			t.Errorf("what page %d says is on page %d", i, got)
		}
	}
	if again, err := extracttest.ReadWith(t, x, "a.pdf", data); err != nil || !reflect.DeepEqual(again, document) {
		t.Errorf("read again, it is another document (%v)", err)
	}
}
