package extract

import (
	"encoding/xml"
	"path"
	"strings"
)

// What the formats of Office Open XML (ECMA-376) share: parts refer to each other by the relations that a part of its own lists
// for each, "folder/_rels/name.rels", and the document's properties are in a part like "docProps/core.xml".

// A relation is a part's reference to another.
type relation struct{ id, kind, target string }

// relations are what a part refers to, as far as it can be read. What lies outside of the archive is left out.
func (d zipParts) relations(part string) []relation {
	folder, base := path.Split(part)
	var found []relation
	_ = d.elements(folder+"_rels/"+base+".rels", func(t xml.Token) bool { // what it does not say is guessed
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || xmlAttr(e, "TargetMode") == "External" {
			return true
		}
		kind := xmlAttr(e, "Type")
		target := partName(xmlAttr(e, "Target"))
		if !strings.HasPrefix(xmlAttr(e, "Target"), "/") {
			target = path.Join(folder, target)
		}
		found = append(found, relation{xmlAttr(e, "Id"), kind[strings.LastIndexByte(kind, '/')+1:], target})
		return len(found) < maxZipMembers
	})
	return found
}

// related returns the name of the part that part refers to as of a kind, or usual where it does not say.
func (d zipParts) related(part, kind, usual string) string {
	for _, r := range d.relations(part) {
		if r.kind == kind {
			return r.target
		}
	}
	return usual
}

// relatedBy returns the parts that part refers to, by the identifiers it calls them by.
func (d zipParts) relatedBy(part string) map[string]string {
	byID := map[string]string{}
	for _, r := range d.relations(part) {
		byID[r.id] = r.target
	}
	return byID
}

// titleAndAuthor reads the document's properties.
func (d zipParts) titleAndAuthor() (title, author string) {
	return d.properties(d.related("", "core-properties", "docprops/core.xml"), "title", "creator")
}

// properties reads the words of the first element of each of two names from a part that is a list of them.
func (d zipParts) properties(part, firstName, secondName string) (first, second string) {
	var into *string
	_ = d.elements(part, func(t xml.Token) bool { // it is there or not
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == firstName && first == "":
				into = &first
			case t.Name.Local == secondName && second == "":
				into = &second
			}
		case xml.CharData:
			if into != nil && len(*into) < maxTitleBytes {
				*into += string(t)
			}
		case xml.EndElement:
			into = nil
		}
		return true
	})
	return first, second
}
