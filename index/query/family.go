package query

import (
	"path/filepath"
	"slices"
	"strings"
)

// A Family is a group of formats that people call by one name.
type Family string

// The families. A format that is in none is its own family.
const (
	PDF    Family = "pdf"
	Office Family = "word"
	Sheets Family = "sheet"
	Slides Family = "slides"
	Mail   Family = "mail"
	Web    Family = "web"
	Text   Family = "text"
	Book   Family = "book"
	Code   Family = "code"
	Image  Family = "image"
)

// families has the formats of each family, as documents name them, and the family's other names.
var families = map[Family]struct{ kinds, names []string }{
	Office: {[]string{"docx", "odt", "rtf", "doc", "pages"}, []string{"writer"}},
	Sheets: {[]string{"xlsx", "ods", "csv", "xls", "numbers"}, []string{"sheets", "excel", "table", "calc"}},
	Slides: {[]string{"pptx", "odp", "ppt", "key"}, []string{"slide", "powerpoint", "presentation", "impress"}},
	Mail:   {[]string{"mail", "mailbox", "msg"}, []string{"email", "e-mail"}},
	Web:    {[]string{"html", "mhtml"}, []string{"page"}},
	Text:   {[]string{"text", "markdown", "rst", "asciidoc", "org", "latex", "man"}, nil},
	Book:   {[]string{"epub", "fb2", "mobi"}, []string{"books", "ebook"}},
	Code:   {[]string{"code", "notebook", "data"}, []string{"source"}},
	Image:  {[]string{"picture"}, []string{"images", "photo", "scan"}},
}

// FamilyOf returns the family of a format.
func FamilyOf(kind string) Family {
	for family, of := range families {
		if slices.Contains(of.kinds, kind) {
			return family
		}
	}
	return Family(kind)
}

// Types is a set of types as Type names them: formats, families of formats, and endings of files' names. Case does not matter.
type Types map[string]bool

// NewTypes returns the set of the names.
func NewTypes(names []string) Types {
	types := make(Types, len(names))
	for _, name := range names {
		types[strings.TrimPrefix(strings.ToLower(name), ".")] = true
	}
	return types
}

// Has reports whether a document of the format kind, whose file is at path, is of one of the types. Its time does not depend on their number.
func (t Types) Has(kind, path string) bool {
	family := FamilyOf(kind)
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	return t[kind] || t[string(family)] || ending != "" && t[ending] ||
		slices.ContainsFunc(families[family].names, func(name string) bool { return t[name] })
}
