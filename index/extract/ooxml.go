package extract

import (
	"encoding/xml"
	"path"
	"slices"
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

// statement reads the document's properties.
func (d zipParts) statement() statement {
	said := d.properties(d.related("", "core-properties", "docprops/core.xml"), "title", "creator", "language", "modified", "created")
	return statement{said["title"], said["creator"], said["language"], []string{said["modified"], said["created"]}}
}

// properties reads the words of the first element of each of several names from a part that is a list of them.
func (d zipParts) properties(part string, names ...string) map[string]string {
	said := map[string]string{}
	open := ""
	_ = d.elements(part, func(t xml.Token) bool { // it is there or not
		switch t := t.(type) {
		case xml.StartElement:
			if name := t.Name.Local; slices.Contains(names, name) && said[name] == "" {
				open = name
			}
		case xml.CharData:
			if open != "" && len(said[open]) < maxTitleBytes {
				said[open] += string(t)
			}
		case xml.EndElement:
			open = ""
		}
		return true
	})
	return said
}
