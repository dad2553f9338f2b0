package query

import (
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/doc"
)

// otherNames has the names of families beside their own.
var otherNames = map[doc.Family][]string{
	doc.Office: {"writer"},
	doc.Sheets: {"sheets", "excel", "table", "calc"},
	doc.Slides: {"slide", "powerpoint", "presentation", "impress"},
	doc.Mail:   {"email", "e-mail"},
	doc.Web:    {"page"},
	doc.Book:   {"books", "ebook"},
	doc.Source: {"source"},
	doc.Image:  {"images", "photo", "scan"},
}

// IsType reports whether a name names a format or a family, or is another name of one. Endings of files' names are types too, if there are
// such files.
func IsType(name string) bool {
	name = strings.TrimPrefix(strings.ToLower(name), ".")
	for family, names := range otherNames {
		if name == string(family) || slices.Contains(names, name) {
			return true
		}
	}
	return doc.IsKind(name)
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
	family := doc.KindOf(kind).Family
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	return t[kind] || t[string(family)] || ending != "" && t[ending] ||
		slices.ContainsFunc(otherNames[family], func(name string) bool { return t[name] })
}
