package plain

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// ReadContacts reads an address book (vCard: RFC 6350, and versions 2.1 and 3.0). A file without contacts is read as lines.
func ReadContacts(ctx context.Context, in reader.Input) (doc.Document, error) {
	text, note, err := ReadLines(ctx, in)
	if err != nil {
		return doc.Document{}, err
	}
	var entries []entry
	var c contact
	for f := range fields(text) {
		if f.name == "END" && strings.EqualFold(f.words(), "VCARD") {
			if e := c.end(); e.title != "" || len(e.lines) > 0 {
				entries = append(entries, e)
			}
			c = contact{}
		} else {
			c.field(f)
		}
		if len(entries) >= prose.MaxOutline || ctx.Err() != nil {
			break
		}
	}
	if len(entries) == 0 {
		return doc.Document{Text: text, Places: doc.Places{Lines: true}, Notes: note}, ctx.Err()
	}
	document := entriesDocument(entries)
	document.Note(note)
	return document, ctx.Err()
}

// A contact is a contact being read.
type contact struct {
	name, parts string // as it is shown, and made of its parts
	entry       entry
	notes       []string
}

// contactFields are the names of the fields that are read as they are, as a person calls them.
var contactFields = map[string]string{
	"TITLE": "Title", "ROLE": "Role", "NICKNAME": "Nickname", "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "URL": "URL",
	"CATEGORIES": "Categories", "IMPP": "Messenger", "RELATED": "Related",
}

func (c *contact) field(f field) {
	switch f.name {
	case "FN":
		c.name = cmp.Or(c.name, prose.PlainWords(f.words()))
	case "N":
		n := append(f.parts(), "", "", "", "", "")
		c.parts = prose.PlainWords(strings.Join([]string{n[3], n[1], n[2], n[0], n[4]}, " "))
	case "ORG":
		c.entry.add("Organization", joined(f.parts()))
	case "TEL":
		c.entry.add("Phone"+f.kind(), strings.TrimPrefix(f.words(), "tel:"))
	case "EMAIL":
		c.entry.add("Email"+f.kind(), f.words())
	case "ADR":
		c.entry.add("Address"+f.kind(), joined(f.parts()))
	case "NOTE":
		c.notes = append(c.notes, f.words())
	default:
		if name := contactFields[f.name]; name != "" {
			c.entry.add(name, f.words())
		}
	}
}

// joined joins the parts of a value that are not empty.
func joined(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// kind returns what an address or a number is for, in parentheses; "" if the file does not say it.
func (f field) kind() string {
	types := strings.ToLower(f.params["TYPE"])
	for _, kind := range []string{"cell", "home", "work", "fax"} {
		if strings.Contains(types, kind) {
			return " (" + strings.Replace(kind, "cell", "mobile", 1) + ")"
		}
	}
	return ""
}

func (c *contact) end() entry {
	e := c.entry
	e.title = cmp.Or(c.name, c.parts)
	for _, words := range c.notes {
		e.add("", words)
	}
	return e
}
