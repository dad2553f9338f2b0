package office97

import (
	"context"

	"footnote/index/doc"
	"footnote/index/extract/office"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A PPT file (MS-PPT) is a compound file. The reader uses:
//
//	Current User         the place of the last edit in the next stream
//	PowerPoint Document  atoms: the kind and the length in 8 bytes, and the content, which may be atoms. Each save adds an edit: the objects
//	                     that changed, and the places of objects by their numbers
//	SummaryInformation   title, author, dates
//
// The document's object lists the slides, each with its number, and with the words of its title and body. The slide's own object has shapes,
// which have words of their own or refer to those.
//
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-ppt
const (
	atomDocument    = 0x03e8
	atomSlideIs     = 0x03ef // of a slide: its master and notes
	atomSlideAt     = 0x03f3 // of the list of slides
	atomDrawing     = 0x040c
	atomPlace       = 0x0bc3 // the purpose of a shape
	atomOutline     = 0x0f9e // words in the list of slides
	atomTextKind    = 0x0f9f
	atomWide        = 0x0fa0
	atomTextStyle   = 0x0fa1
	atomNarrow      = 0x0fa8
	atomString      = 0x0fba
	atomList        = 0x0ff0
	atomEdit        = 0x0ff5
	atomTags        = 0x1388
	atomTag         = 0x138a
	atomTagData     = 0x138b
	atomObjects     = 0x1772 // their places
	atomRemark      = 0x2ee0
	atomDrawn       = 0xf002
	atomGroup       = 0xf003
	atomShape       = 0xf004
	atomShapeIs     = 0xf00a
	atomWords       = 0xf00d
	atomWithin      = 0xf00f // the place of a shape in its group
	atomShapeData   = 0xf011
	atomShapeSays   = 0xf00b
	atomShapeSays3  = 0xf122
	currentUserSeal = 0xf3d1c4df // in the stream Current User of an encrypted file
)

// ReadPPT reads a PowerPoint presentation.
func ReadPPT(ctx context.Context, in reader.Input) (doc.Document, error) {
	f, err := open(in)
	if err != nil {
		return doc.Document{}, err
	}
	d := &deck{ctx: ctx, data: f.stream("powerpoint document"), objects: map[int]int64{}, masters: map[int]bool{}, read: map[int64]bool{}}
	if d.data.size() == 0 {
		return doc.Document{}, office.PPT.NeedsOffice()
	}
	d.left = atomsPerByte*d.data.size() + storeBlock
	user := f.stream("current user").copied(0, 20)
	main, sealed := d.readEdits(int64(u32(user, 16)))
	if sealed != 0 || u32(user, 12) == currentUserSeal {
		if err := d.unlock(sealed, in.Passwords); err != nil {
			return doc.Document{}, err
		}
	}
	if !d.readDocument(main) {
		return doc.Document{}, doc.Refuse(doc.CodeDamaged)
	}
	for i, s := range d.slides {
		if d.Full || ctx.Err() != nil {
			break
		}
		d.Lines(2)
		d.Mark(doc.Mark{Kind: doc.Slide, Page: i + 1})
		d.writeSlide(s)
	}
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	document := doc.Document{}
	document.Text, document.Places.Marks, document.Notes = d.Finish()
	switch {
	case d.left < 0 && document.Text == "":
		return doc.Document{}, doc.Refuse(doc.CodeDamaged)
	case d.left < 0 || d.broken:
		document.Note(doc.Noted(doc.CodeBrokenOff))
	}
	reader.State(&document, f.summary().Statement)
	if office.IsNoTitle(prose.PlainWords(document.Title)) {
		document.Title = prose.FirstHeading(document.Places.Marks)
	}
	return document, nil
}

// A deck is a presentation being read.
type deck struct {
	prose.Flow
	ctx     context.Context
	data    *store
	objects map[int]int64 // the place of each, by its number
	cipher  func(object int, p []byte)
	slides  []slide
	notes   map[int]int    // the objects of notes, by the identifiers of their pages
	names   map[int]int    // the objects of masters, likewise
	masters map[int]bool   // those that have been read
	read    map[int64]bool // places of slides' objects
	left    int64          // bytes of atoms that may still be read: in a hostile file, many objects share atoms
	broken  bool
}

// A slide is an entry of the list of slides.
type slide struct {
	object int
	texts  []text // its title and body
}

// An atom is the place of an atom, and its kind.
type atom struct {
	in             *store
	kind, instance int
	at, end        int64 // of its content
	full           bool  // its content is atoms
}

const atomHead = 8

// atom reads the head of an atom.
func (d *deck) atom(in *store, at, end int64) (a atom, ok bool) {
	head := in.bytes(at, atomHead)
	if d.left -= atomHead; len(head) < atomHead || at+atomHead > end || d.left < 0 {
		return atom{}, false
	}
	kind := u16(head, 0)
	return atom{in, u16(head, 2), kind >> 4, at + atomHead, min(end, at+atomHead+int64(u32(head, 4))), kind&0xf == 0xf}, true
}

// each calls visit with the atoms in an atom.
func (d *deck) each(a atom, visit func(atom)) {
	for at := a.at; at < a.end; {
		inner, ok := d.atom(a.in, at, a.end)
		if !ok || d.ctx.Err() != nil {
			return
		}
		visit(inner)
		at = inner.end
	}
}

// bytes returns the content of an atom, at most most bytes.
func (d *deck) bytes(a atom, most int) []byte {
	n := int(min(a.end-a.at, int64(most)))
	if d.left -= int64(n); d.left < 0 {
		return nil
	}
	return a.in.copied(a.at, n)
}

// object returns the atom of an object.
func (d *deck) object(number int) (atom, bool) {
	at, ok := d.objects[number]
	if !ok {
		return atom{}, false
	}
	if d.cipher != nil {
		return d.deciphered(number, at)
	}
	return d.atom(d.data, at, d.data.size())
}

// readEdits follows the edits from the last to the first. It returns the number of the document's object, and that of the
// object that says how the file is encrypted, or 0.
func (d *deck) readEdits(last int64) (main, sealed int) {
	if a, ok := d.atom(d.data, last, d.data.size()); !ok || a.kind != atomEdit {
		last = d.lastEdit()
	}
	for n := 0; n < maxEdits; n++ {
		a, ok := d.atom(d.data, last, d.data.size())
		if !ok || a.kind != atomEdit {
			break
		}
		data := d.bytes(a, 32)
		if n == 0 {
			main, sealed = u32(data, 16), u32(data, 28)
		}
		d.readObjects(int64(u32(data, 12)))
		before := int64(u32(data, 8))
		if before == 0 || before >= last {
			break
		}
		last = before
	}
	return main, sealed
}

// lastEdit searches the stream for the last edit; -1 if there is none.
func (d *deck) lastEdit() int64 {
	last := int64(-1)
	d.each(atom{in: d.data, end: d.data.size()}, func(a atom) {
		if a.kind == atomEdit {
			last = a.at - atomHead
		}
	})
	return last
}

// readObjects reads the places of objects: the number of the first, a count, and the place of each. Places of a later edit take precedence.
func (d *deck) readObjects(at int64) {
	a, ok := d.atom(d.data, at, d.data.size())
	if !ok || a.kind != atomObjects {
		d.broken = true
		return
	}
	for data := d.bytes(a, maxTableBytes); len(data) >= 4; {
		first, n := u32(data, 0)&0xfffff, u32(data, 0)>>20
		data = data[4:]
		for i := 0; i < n && len(data) >= 4; i++ {
			if _, known := d.objects[first+i]; !known && len(d.objects) < maxObjects {
				d.objects[first+i] = int64(u32(data, 0))
			}
			data = data[4:]
		}
	}
}

// readDocument reads the lists of slides, masters and notes.
func (d *deck) readDocument(number int) bool {
	const ofSlides, ofMasters, ofNotes = 0, 1, 2
	document, ok := d.object(number)
	if !ok || document.kind != atomDocument {
		return false
	}
	d.notes, d.names = map[int]int{}, map[int]int{}
	d.each(document, func(list atom) {
		if list.kind != atomList {
			return
		}
		var t *textReader
		d.each(list, func(a atom) {
			if a.kind == atomSlideAt {
				data := d.bytes(a, 16)
				object, id := u32(data, 0), u32(data, 12)
				switch {
				case list.instance == ofMasters && len(d.names) < maxSlides:
					d.names[id] = object
				case list.instance == ofNotes && len(d.notes) < maxSlides:
					d.notes[id] = object
				case list.instance == ofSlides && len(d.slides) < maxSlides:
					d.slides = append(d.slides, slide{object: object})
					t = &textReader{deck: d}
				}
			} else if n := len(d.slides); t != nil && list.instance == ofSlides && n > 0 {
				t.take(a)
				d.slides[n-1].texts = t.texts
			}
		})
	})
	return true
}
