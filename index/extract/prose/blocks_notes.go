package prose

import (
	"cmp"
	"strconv"
)

// A BlockReader is the flow of a text with notes and text boxes within its paragraphs. It keeps what is open around one until it ends.
type BlockReader struct {
	BlockFlow
	BlockStack
	Outer    []BlockStack
	remarked int    // remarks so far
	Author   string // of the next remark, as far as it is known
}

func NewBlockReader() BlockReader {
	return BlockReader{BlockFlow: BlockFlow{Notes: map[NoteKey][]Block{}}}
}

// BeginNote begins a note, and puts its number where the text refers to it.
func (r *BlockReader) BeginNote() {
	r.Noted++
	key := NoteKey{"note", strconv.Itoa(r.Noted)}
	name := "[" + key.ID + "]"
	r.Add(Piece{Words: name})
	if p := r.Paragraph(); p != nil {
		p.Notes = append(p.Notes, key)
	}
	r.beginApart(func(b Block) {
		blocks := r.Notes[key]
		if len(blocks) == 0 {
			b.NoteName = name
		}
		if len(r.Notes) < MaxNotes {
			r.Notes[key] = append(blocks, b)
		}
	})
}

// maxAuthorBytes bounds the name of a remark's author.
const maxAuthorBytes = 200

// AddAuthor adds to the name of the next remark's author.
func (r *BlockReader) AddAuthor(words string) {
	if len(r.Author)+len(words) <= maxAuthorBytes {
		r.Author += words
	}
}

// RemarkName returns what stands before a remark: its author's name, or other, in brackets.
func RemarkName(author, other string) string {
	return "[" + cmp.Or(OneLine(author), OneLine(other), "…") + "]"
}

// BeginRemark begins a remark on the open paragraph. It follows the paragraph, with its author's name, which the file may give before or within it.
// Without an open paragraph it is a paragraph of its own.
func (r *BlockReader) BeginRemark() {
	r.remarked++
	key := NoteKey{"remark", strconv.Itoa(r.remarked)}
	on, into, first := r.Paragraph(), r.Into, true
	if on != nil {
		on.Notes = append(on.Notes, key)
	}
	r.beginApart(func(b Block) {
		if first {
			b.NoteName = RemarkName(r.Author, "")
			first, r.Author = false, ""
		}
		switch {
		case on == nil:
			into(b)
		case len(r.Notes) < MaxNotes:
			r.Notes[key] = append(r.Notes[key], b)
		}
	})
}

// BeginBox begins a text box. It precedes the paragraph that it is anchored to.
func (r *BlockReader) BeginBox() { r.beginApart(r.Into) }

func (r *BlockReader) beginApart(into func(Block)) {
	r.Outer = append(r.Outer, r.BlockStack)
	r.BlockStack = BlockStack{Into: into}
}

// EndApart ends a note or a box, and resumes what is around it.
func (r *BlockReader) EndApart() {
	if n := len(r.Outer); n > 0 {
		r.BlockStack.EndAll()
		r.BlockStack = r.Outer[n-1]
		r.Outer = r.Outer[:n-1]
	}
}

// EndAll ends whatever is open, for a file that broke off.
func (r *BlockReader) EndAll() {
	for len(r.Outer) > 0 {
		r.EndApart()
	}
	r.BlockStack.EndAll()
}
