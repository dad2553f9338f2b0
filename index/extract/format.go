package extract

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// A format is one row of the table of what is read.
type format struct {
	kind       string                 // Document.Kind
	types      []string               // media types that the content may be told as
	extensions []string               // of its files' names, or whole names; lower case
	text       bool                   // its files are text, told apart by name rather than by content
	looks      func(head []byte) bool // whether a text that its name says nothing of is of this format; may be nil
	read       func(ctx context.Context, in input) (Document, error)
}

// table lists the formats that are read. To add one, write its reader in a file of its own and add its row.
func (x *Extractor) table() []format {
	return slices.Concat(officeFormats(), outlinedFormats(), archiveFormats(), mailFormats(), pictureFormats(x.ocr), legacyFormats(x.tools), []format{
		{
			kind:       "pdf",
			types:      []string{"application/pdf"},
			extensions: []string{".pdf"},
			read:       x.pdf.read,
		},
		{
			kind: "html", text: true,
			types:      []string{"text/html", "application/xhtml+xml"},
			extensions: []string{".html", ".htm", ".xhtml", ".xht"},
			read:       readHTML,
		},
		{
			kind: "markdown", text: true,
			extensions: []string{".md", ".markdown", ".mdown", ".mkd", ".mkdn"},
			read:       readMarkdown,
		},
		{
			kind:       "docx",
			types:      []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
			extensions: []string{".docx", ".docm", ".dotx", ".dotm"},
			read:       readDOCX,
		},
		{kind: "text", text: true, types: []string{"text/plain"}, read: readText},
	})
}

// detect tells which format a file has. A binary format is told by its content, whatever the file is called. Text formats
// look alike, so there the name decides if it can, and the content else. What is neither is refused by its own name.
func (x *Extractor) detect(in input) (format, error) {
	found := lookInto(mimetype.Detect(in.head), in)
	extension := strings.ToLower(filepath.Ext(in.name))
	if f, ok := x.find(func(f format) bool { return !f.text && f.holds(found) }); ok {
		return f, nil
	}
	if looksLikeText(in.head) && !markupForMachines[found.Extension()] {
		if f, ok := x.find(func(f format) bool { return f.text && slices.ContainsFunc(f.extensions, in.isCalled) }); ok {
			return f, nil
		}
		if f, ok := x.find(func(f format) bool { return f.looks != nil && extension != ".txt" && f.looks(in.head) }); ok {
			return f, nil
		}
		f, _ := x.find(func(f format) bool { return f.text && (f.holds(found) || f.kind == "text") })
		return f, nil
	}
	if found.Is(unknownType) || found.Is(zipType) { // damaged, perhaps: its reader knows best
		if f, ok := x.find(func(f format) bool { return !f.text && slices.Contains(f.extensions, extension) }); ok {
			return f, nil
		}
	}
	if found.Is(zipType) {
		f, _ := x.find(func(f format) bool { return slices.Contains(f.extensions, ".zip") })
		return f, nil
	}
	return format{}, refuseFormat(found, in)
}

// isCalled says whether the file has an extension, or is called just that.
func (in input) isCalled(name string) bool {
	return strings.EqualFold(filepath.Ext(in.name), name) || strings.EqualFold(in.name, name)
}

func (x *Extractor) find(fits func(format) bool) (format, bool) {
	i := slices.IndexFunc(x.formats, fits)
	if i < 0 {
		return format{}, false
	}
	return x.formats[i], true
}

// holds says whether content of the type found is of this format: it is one of its types, or a special case of one.
func (f format) holds(found *mimetype.MIME) bool {
	for m := found; m != nil; m = m.Parent() {
		if slices.ContainsFunc(f.types, m.Is) {
			return true
		}
	}
	return false
}
