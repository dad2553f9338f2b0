package office97

import (
	"context"

	"footnote/index/doc"
	"footnote/index/extract/figures"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A DOC file (MS-DOC) is a compound file. The reader uses:
//
//	WordDocument         a block that locates the tables; the text, in pieces; pages of properties of characters and paragraphs
//	0Table or 1Table     tables: the places of pieces and of pages of properties, the styles, the notes
//	Data                 properties that are too long for a page
//	SummaryInformation   title, author, dates, number of pages
//
// The text is one sequence of characters: the main text, the footnotes, the headers, the remarks, the endnotes, the text boxes. A table refers to
// a character by its number in the text (cp), and to its properties by its byte in the stream. Some characters are marks: 7 ends a cell,
// 13 a paragraph, 19 begins a field, whose code ends with 20, and which ends with 21.
//
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-doc

// ReadDOC reads a Word document.
func ReadDOC(ctx context.Context, in reader.Input) (doc.Document, error) {
	f, err := open(in)
	if err != nil {
		return doc.Document{}, err
	}
	main := f.stream("worddocument")
	if main.size() == 0 {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, errNoStream)
	}
	block, err := readFIB(main)
	if err != nil {
		return doc.Document{}, err
	}
	d := &document{
		ctx: ctx, fib: block, main: main, data: f.stream("data"), left: 2 * prose.MaxTextBytes, far: maxFarBytes,
		BlockFlow: prose.BlockFlow{Notes: map[prose.NoteKey][]prose.Block{}},
	}
	if d.tables = main; !d.old {
		if d.tables = f.stream(d.table); d.tables == nil {
			d.tables = f.stream(map[string]string{"0table": "1table", "1table": "0table"}[d.table])
		}
	}
	if d.encrypted {
		if err := d.unlock(in.Passwords); err != nil {
			return doc.Document{}, err
		}
	}
	summary := f.summary()
	d.read(summary.pages)
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	return d.result(summary)
}

// A document is a Word document being read.
type document struct {
	prose.BlockFlow
	fib
	ctx                context.Context
	main, tables, data *store

	pieces     []piece
	paragraphs *pageTable
	characters *pageTable
	styles     []paragraphStyle
	fonts      []int // the character set of each, where that matters
	numbers    figures.Numbering

	references map[int][]prose.NoteKey // by the character that stands for them
	shapes     map[int]int             // the drawings, by the characters that stand for them
	boxes      []box
	boxOf      map[int][]int // the text boxes of each drawing

	counted bool // count pages
	left    int  // bytes of characters that may still be read
	far     int  // bytes of properties that may still be read elsewhere
	cut     bool // not all was read
	broken  bool // not all was there
	inFar   bool
}

// read reads the notes first, then the text, which refers to them.
func (d *document) read(pages int) {
	d.readPieces()
	d.paragraphs, d.characters = d.pageTable(tableParagraphs, d.paragraphEntry()), d.pageTable(tableCharacters, 1)
	d.readStyles()
	d.readFonts()
	d.readNumbering()
	d.references, d.boxOf = map[int][]prose.NoteKey{}, map[int][]int{}
	d.readNotes("footnote", tableFootnoteRefs, tableFootnotes, footnoteStory)
	d.readNotes("endnote", tableEndnoteRefs, tableEndnotes, endnoteStory)
	d.readRemarks()
	d.readBoxes()
	if d.counted = pages > 1 && d.pageBreaks()+1 == pages; d.counted {
		d.TurnPage()
	}
	d.tell(0, d.counts[mainStory], d.Write)
	d.counted = false
	d.writeBoxes()
	d.writeHeaders()
}

// tableBytes reads a table, by its number in the block.
func (d *document) tableBytes(number int) []byte {
	first, size := d.fib.at(number)
	return d.tables.copied(int64(first), min(size, maxTableBytes))
}

// paragraphEntry returns the size of a paragraph's entry in a page.
func (d *document) paragraphEntry() int {
	if d.old {
		return 7
	}
	return 13
}

// pageBreaks counts the marks in the main text that end a page or a section.
func (d *document) pageBreaks() int {
	n, left := 0, d.left
	d.each(0, d.counts[mainStory], func(c character) bool {
		if c.code == markPage {
			n++
		}
		return true
	})
	d.left = left
	return n
}

// result returns what was read.
func (d *document) result(summary summary) (doc.Document, error) {
	document := doc.Document{}
	document.Text, document.Places.Marks, document.Notes = d.Finish()
	switch {
	case len(d.pieces) == 0 || d.broken && document.Text == "":
		return doc.Document{}, doc.Refuse(doc.CodeDamaged)
	case d.cut:
		document.Note(prose.OnlyFirst(prose.MaxTextBytes))
	case d.broken:
		document.Note(doc.Noted(doc.CodeBrokenOff))
	}
	reader.State(&document, summary.Statement)
	if prose.PlainWords(document.Title) == "" {
		document.Title = d.Title
	}
	return document, nil
}

// readFonts reads the character sets of the fonts of an old document.
func (d *document) readFonts() {
	if !d.old {
		return
	}
	data := d.tableBytes(tableFonts)
	for data = data[min(2, len(data)):]; len(data) > 4 && len(d.fonts) < maxStyles; {
		d.fonts = append(d.fonts, int(data[4]))
		data = data[min(int(data[0])+1, len(data)):]
	}
}
