package markup

import (
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/plain"
	"footnote/index/extract/reader"
)

// An EPUB book (EPUB 3.3, OPF 2.0) is a ZIP archive of parts. The reader uses:
//
//	META-INF/container.xml   names the package
//	META-INF/encryption.xml  which parts are locked
//	content.opf              the package: title, author, the parts <item>, and the order in which they are read <spine>
//	nav.xhtml or toc.ncx     the table of contents: titles of chapters, and where they begin
//	chapter1.xhtml           web pages
//
// The headings of a book are the titles of its table of contents, with their depth, and below each the page's own headings.

// An epub is an open book.
type epub struct{ container.Parts }

// ReadEPUB reads a book.
func ReadEPUB(ctx context.Context, in reader.Input) (doc.Document, error) {
	parts, err := container.Open(in)
	if err != nil {
		return doc.Document{}, err
	}
	d := epub{parts}
	b := d.readOPF(d.epubPackage())
	if len(b.spine) == 0 {
		return doc.Document{}, doc.Refuse(doc.CodeNoMainPart)
	}
	if locked := d.lockedParts(); locked[b.spine[0]] || locked[b.spine[len(b.spine)/2]] {
		return doc.Document{}, doc.Refuse(doc.CodeRights)
	}
	chapters := d.epubChapters(b)
	f := &htmlFlow{ctx: ctx, leave: leaveHidden}
	var broken error
	for _, part := range b.spine {
		if part == b.nav { // the table of contents repeats the chapters
			continue
		}
		if err := d.readChapter(f, part, chapters[part]); err != nil && broken == nil {
			broken = err
		}
		if f.Full || ctx.Err() != nil {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	document := doc.Document{}
	reader.State(&document, b.Statement)
	document.Text, document.Places.Marks, document.Notes = f.Finish()
	document.Notes = slices.Concat(f.plain, document.Notes)
	if broken != nil && document.Text == "" {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, broken)
	}
	if broken != nil {
		document.Note(doc.Noted(doc.CodeSomePages))
	}
	return document, nil
}

// readChapter adds a page of a book to the flow. The page's chapters begin at identifiers in it.
func (d epub) readChapter(f *htmlFlow, part string, chapters []epubChapter) error {
	data, err := d.All(part, maxMarkupBytes)
	if err != nil {
		return err
	}
	root, note := htmlTree(plain.Decode(data, HTMLCharset(data)))
	if f.plain == nil {
		f.plain = note
	}
	f.Lines(2)
	f.beginChapters(chapters)
	f.node(root)
	f.contents.next = nil
	f.Lines(2)
	return nil
}

// An epubBook is what the package says about a book.
type epubBook struct {
	reader.Statement
	spine    []string // parts in reading order
	nav, ncx string   // parts with the table of contents, or ""
}

// epubPackage returns the name of the package.
func (d epub) epubPackage() string {
	found := ""
	_ = d.Elements("meta-inf/container.xml", func(t xml.Token) bool { // without it, look for the package
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "rootfile" {
			found = container.PartName(container.Attr(e, "full-path"))
		}
		return found == ""
	})
	if d.Members[found] != nil {
		return found
	}
	for name := range d.Members {
		if strings.HasSuffix(name, ".opf") && (d.Members[found] == nil || name < found) {
			found = name
		}
	}
	return found
}

// readOPF reads the package.
func (d epub) readOPF(part string) epubBook {
	b := epubBook{}
	said := d.Properties(part, "title", "creator", "language", "date")
	b.Statement = reader.Statement{Title: said["title"], Author: said["creator"], Language: said["language"], Dates: []string{said["date"]}}
	items, read := map[string]string{}, map[string]bool{}
	_ = d.Elements(part, func(t xml.Token) bool { // use what can be read
		e, ok := t.(xml.StartElement)
		if !ok {
			return true
		}
		switch e.Name.Local {
		case "item":
			name := epubTarget(part, container.Attr(e, "href"))
			items[container.Attr(e, "id")] = name
			switch {
			case strings.Contains(" "+container.Attr(e, "properties")+" ", " nav "):
				b.nav = name
			case container.Attr(e, "media-type") == "application/x-dtbncx+xml":
				b.ncx = name
			}
		case "itemref":
			if name := items[container.Attr(e, "idref")]; name != "" && !read[name] { // a part may stand there once
				read[name] = true
				b.spine = append(b.spine, name)
			}
		}
		return len(b.spine) < container.MaxMembers && len(items) <= container.MaxMembers
	})
	return b
}

// epubTarget returns the part that a reference in another part means.
func epubTarget(part, reference string) string {
	reference, _, _ = strings.Cut(reference, "#")
	if plain, err := url.PathUnescape(reference); err == nil {
		reference = plain
	}
	return container.PartName(path.Join(path.Dir(part), reference))
}

// lockedParts returns the encrypted parts, including fonts that are only obfuscated.
func (d epub) lockedParts() map[string]bool {
	locked := map[string]bool{}
	_ = d.Elements("meta-inf/encryption.xml", func(t xml.Token) bool { // without it, none are
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "CipherReference" {
			locked[epubTarget("", container.Attr(e, "URI"))] = true
		}
		return len(locked) < container.MaxMembers
	})
	return locked
}
