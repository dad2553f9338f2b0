package office

import (
	"context"
	"encoding/xml"
	"path"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/reader"
)

// The formats of Office Open XML (ECMA-376) share this: the relations of a part, listed in the part "folder/_rels/name.rels", name the parts that it
// refers to, and a part like "docProps/core.xml" holds the document's properties.

// An ooxml is an open file of Office Open XML.
type ooxml struct {
	container.Parts
	main  string                // the name of the main part
	known map[string][]relation // relations read so far, by part
}

// openOOXML opens a file, and finds its main part: usual, unless the file names another.
func openOOXML(in reader.Input, usual string) (ooxml, error) {
	parts, err := container.Open(in)
	if err != nil {
		return ooxml{}, err
	}
	d := ooxml{Parts: parts, known: map[string][]relation{}}
	if d.main = d.related("", "officeDocument", usual); d.Members[d.main] == nil {
		return ooxml{}, doc.Refuse(doc.CodeNoMainPart)
	}
	return d, nil
}

// A content is what a reader has made of a document's main part.
type content interface {
	Finish() (text string, marks []doc.Mark, note doc.Notes)
}

// documentOf makes a document of its content. broken is what ended the reading early; a document without text is refused for it.
func documentOf(ctx context.Context, c content, broken error) (document doc.Document, err error) {
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	document.Text, document.Places.Marks, document.Notes = c.Finish()
	if broken != nil && document.Text == "" {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, broken)
	}
	document.Note(container.Note(broken))
	return document, nil
}

// A relation is a part's reference to another part.
type relation struct{ id, kind, target string }

// relations returns what a part refers to, as far as the list can be read. It leaves out what lies outside of the archive.
func (d ooxml) relations(part string) []relation {
	if found, ok := d.known[part]; ok {
		return found
	}
	folder, base := path.Split(part)
	var found []relation
	_ = d.Elements(folder+"_rels/"+base+".rels", func(t xml.Token) bool { // without it, usual names apply
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || container.Attr(e, "TargetMode") == "External" {
			return true
		}
		kind := container.Attr(e, "Type")
		target := container.PartName(container.Attr(e, "Target"))
		if !strings.HasPrefix(container.Attr(e, "Target"), "/") {
			target = path.Join(folder, target)
		}
		found = append(found, relation{container.Attr(e, "Id"), kind[strings.LastIndexByte(kind, '/')+1:], target})
		return len(found) < container.MaxMembers
	})
	d.known[part] = found
	return found
}

// related returns the name of the part of a kind that part refers to, or usual if it names none.
func (d ooxml) related(part, kind, usual string) string {
	for _, r := range d.relations(part) {
		if r.kind == kind {
			return r.target
		}
	}
	return usual
}

// relatedBy returns the parts that part refers to, by their identifiers.
func (d ooxml) relatedBy(part string) map[string]string {
	byID := map[string]string{}
	for _, r := range d.relations(part) {
		byID[r.id] = r.target
	}
	return byID
}

// statement reads the document's properties.
func (d ooxml) statement() reader.Statement {
	said := d.Properties(d.related("", "core-properties", "docprops/core.xml"), "title", "creator", "language", "modified", "created")
	return reader.Statement{Title: said["title"], Author: said["creator"], Language: said["language"], Dates: []string{said["modified"], said["created"]}}
}
